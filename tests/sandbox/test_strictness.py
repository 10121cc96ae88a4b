"""Which calls Telegram refuses, and in which words: one row a rule."""

from typing import Any

import pytest

from tests.sandbox.conftest import World


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "go", **button}]]}


@pytest.mark.parametrize(
    ("method", "params", "answer"),
    [
        ("sendFlowers", {}, "404 Not Found: method not found"),
        ("sendPoll", {"chat_id": 1001}, "400 Bad Request: sandbox: method sendPoll is not supported"),
        ("editMessageText", {"chat_id": 1001, "text": "x"}, "400 Bad Request: message to edit not found"),
        ("editMessageText", {"text": "x"}, "400 Bad Request: message identifier is not specified"),
        (
            "editMessageText",
            {"chat_id": 1001, "message_id": 99, "text": "x"},
            "400 Bad Request: message to edit not found",
        ),
        (
            "editMessageText",
            {"chat_id": 1001, "message_id": 1, "text": "x"},
            "400 Bad Request: message can't be edited",
        ),
        (
            "editMessageText",
            {"inline_message_id": "nothing", "text": "x"},
            "400 Bad Request: MESSAGE_ID_INVALID",
        ),
        (
            "deleteMessage",
            {"chat_id": 1001, "message_id": 99},
            "400 Bad Request: message to delete not found",
        ),
        (
            "deleteMessages",
            {"chat_id": 1001, "message_ids": []},
            "400 Bad Request: message identifiers are not specified",
        ),
        (
            "copyMessage",
            {"chat_id": 1001, "from_chat_id": 1001, "message_id": 99},
            "400 Bad Request: message to copy not found",
        ),
        (
            "forwardMessage",
            {"chat_id": 1001, "from_chat_id": 1001, "message_id": 99},
            "400 Bad Request: message to forward not found",
        ),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1"},
            "400 Bad Request: query is too old and response timeout expired or query ID is invalid",
        ),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1", "text": "x" * 201},
            "400 Bad Request: MESSAGE_TOO_LONG",
        ),
        (
            "answerInlineQuery",
            {"inline_query_id": "1", "results": []},
            "400 Bad Request: query is too old and response timeout expired or query ID is invalid",
        ),
        (
            "sendChatAction",
            {"chat_id": 1001, "action": "dancing"},
            "400 Bad Request: wrong parameter action in request",
        ),
        ("sendContact", {"chat_id": 1001, "phone_number": "111"}, "400 Bad Request: first name is empty"),
        (
            "sendPhoto",
            {"chat_id": 1001, "photo": "https://example.com/x.png"},
            "400 Bad Request: sandbox: files are not fetched by URL, upload them",
        ),
        ("sendPhoto", {"chat_id": 1001}, "400 Bad Request: there is no photo in the request"),
        (
            "sendDocument",
            {"chat_id": 1001, "document": "attach://x"},
            "400 Bad Request: there is no document in the request",
        ),
        ("getFile", {"file_id": "x"}, "400 Bad Request: wrong file identifier/HTTP URL specified"),
        ("getChat", {"chat_id": 5}, "400 Bad Request: chat not found"),
        ("getChatMember", {"chat_id": 1001, "user_id": 77}, "400 Bad Request: member not found"),
        (
            "getChatAdministrators",
            {"chat_id": 1001},
            "400 Bad Request: there are no administrators in the private chat",
        ),
        ("setWebhook", {"url": "nonsense"}, "400 Bad Request: bad webhook: invalid webhook URL specified"),
        (
            "setWebhook",
            {"url": "https://example.com", "secret_token": "no spaces"},
            "400 Bad Request: secret token contains unallowed characters",
        ),
        ("setMyName", {"name": "x" * 65}, "400 Bad Request: name is too long"),
        ("setMyDescription", {"description": "x" * 513}, "400 Bad Request: description is too long"),
        (
            "setMyShortDescription",
            {"short_description": "x" * 121},
            "400 Bad Request: short description is too long",
        ),
        (
            "setMyDescription",
            {"description": "x", "language_code": "kaz"},
            "400 Bad Request: invalid language code specified",
        ),
        (
            "setChatMenuButton",
            {"menu_button": {"type": "web_app", "text": "", "web_app": {"url": "https://example.com"}}},
            "400 Bad Request: menu button text must be non-empty",
        ),
    ],
)
async def test_call_is_refused_in_telegrams_words(
    world: World, method: str, params: dict[str, Any], answer: str
) -> None:
    assert await world.call(method, **params) == answer


@pytest.mark.parametrize(
    ("command", "description", "words"),
    [
        ("", "x", "command must be non-empty"),
        ("x" * 33, "x", "command length must not exceed 32"),
        ("Help", "x", "BOT_COMMAND_INVALID"),
        ("көмек", "x", "BOT_COMMAND_INVALID"),
        ("he-lp", "x", "BOT_COMMAND_INVALID"),
        ("help", "", "command description must be non-empty"),
        ("help", "x" * 257, "command description length must not exceed 256"),
    ],
)
async def test_command_is_refused(world: World, command: str, description: str, words: str) -> None:
    commands = [{"command": command, "description": description}]
    assert await world.call("setMyCommands", commands=commands) == f"400 Bad Request: {words}"


@pytest.mark.parametrize(
    ("token", "envelope"),
    [
        ("100:wrong", {"ok": False, "error_code": 401, "description": "Unauthorized"}),
        ("nonsense", {"ok": False, "error_code": 404, "description": "Not Found"}),
    ],
)
async def test_token_is_refused(world: World, token: str, envelope: dict[str, Any]) -> None:
    assert await world.telegram.call(token, "getMe") == envelope


async def test_edit_that_changes_nothing_is_refused(world: World) -> None:
    buttons = keyboard(callback_data="a")
    sent = await world.say("<b>same</b>", parse_mode="HTML", reply_markup=buttons)
    same = {"chat_id": 1001, "message_id": sent["message_id"], "text": "<b>same</b>", "parse_mode": "HTML"}
    assert await world.call("editMessageText", **same, reply_markup=buttons) == (
        "400 Bad Request: message is not modified: specified new message content and reply markup are exactly"
        " the same as a current content and reply markup of the message"
    )
    edited = await world.call("editMessageText", **same)
    assert edited == {key: value for key, value in sent.items() if key != "reply_markup"} | {
        "edit_date": sent["date"]
    }


async def test_caption_is_refused_over_1024(world: World) -> None:
    sent = await world.call("sendDocument", {"document": b"x"}, chat_id=1001, caption="x" * 1025)
    assert sent == "400 Bad Request: message caption is too long"


async def test_text_edit_of_a_photo_is_refused(world: World) -> None:
    sent = await world.call("sendDocument", {"document": b"x"}, chat_id=1001, caption="x")
    place = {"chat_id": 1001, "message_id": sent["message_id"]}
    assert await world.call("editMessageText", **place, text="y") == (
        "400 Bad Request: there is no text in the message to edit"
    )


async def test_message_is_deletable_for_48_hours(world: World) -> None:
    first, second = await world.say(), await world.say()
    world.clock.forward(hours=47, minutes=59, seconds=59)
    assert await world.call("deleteMessage", chat_id=1001, message_id=first["message_id"]) is True
    world.clock.forward(seconds=1)
    assert await world.call("deleteMessage", chat_id=1001, message_id=second["message_id"]) == (
        "400 Bad Request: message can't be deleted for everyone"
    )


async def test_many_messages_are_deletable_for_48_hours_all_or_none(world: World) -> None:
    old = world.telegram.send_text(world.aigul, "old")
    world.clock.forward(hours=47)
    new, own = world.telegram.send_text(world.aigul, "new"), await world.say()
    chat, ids = world.telegram.chat(world.aigul), [old.id, new.id, own["message_id"]]
    world.clock.forward(hours=1)
    before = [message.id for message in chat.messages]
    assert await world.call("deleteMessages", chat_id=1001, message_ids=ids) == (
        "400 Bad Request: message can't be deleted for everyone"
    )
    assert [message.id for message in chat.messages] == before
    assert await world.call("deleteMessages", chat_id=1001, message_ids=ids[1:]) is True
    assert [message.id for message in chat.messages] == [one for one in before if one not in ids[1:]]


async def test_blocked_bot_is_forbidden_to_write_but_not_to_look(world: World) -> None:
    world.telegram.block(world.aigul)
    assert await world.say() == "403 Forbidden: bot was blocked by the user"
    assert await world.call("sendChatAction", chat_id=1001, action="typing") == (
        "403 Forbidden: bot was blocked by the user"
    )
    assert (await world.call("getChat", chat_id=1001))["type"] == "private"
    world.telegram.unblock(world.aigul)
    assert (await world.say())["text"] == "hello"


async def test_deactivated_person_is_forbidden(world: World) -> None:
    world.aigul.deactivated = True
    assert await world.say() == "403 Forbidden: user is deactivated"


async def test_callback_is_answered_once_and_in_time(world: World) -> None:
    too_old = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    await world.say(reply_markup=keyboard(callback_data="a"))
    press = world.telegram.press_label(world.aigul, "go")
    assert await world.call("answerCallbackQuery", callback_query_id=press.id, text="ok") is True
    assert (press.answered, press.text, press.alert) == (True, "ok", False)
    assert await world.call("answerCallbackQuery", callback_query_id=press.id) == too_old
    late = world.telegram.press_label(world.aigul, "go")
    world.clock.forward(seconds=16)
    assert await world.call("answerCallbackQuery", callback_query_id=late.id) == too_old
    assert late.answered is False
