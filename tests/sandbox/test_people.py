"""What people do, and the very updates that bots get from it."""

from typing import Any

import pytest

from bot.sandbox.errors import SandboxError
from tests.sandbox.conftest import START, World

NOW = int(START.timestamp())
AIGUL = {"id": 1001, "is_bot": False, "first_name": "Айгүл", "language_code": "kk"}
AIGULS_CHAT = {"id": 1001, "first_name": "Айгүл", "type": "private"}
QUQYQ = {"id": 100, "is_bot": True, "first_name": "Quqyq", "username": "quqyq_bot"}


def message(message_id: int, **content: Any) -> dict[str, Any]:
    return {"message_id": message_id, "from": AIGUL, "chat": AIGULS_CHAT, "date": NOW, **content}


def test_start_with_payload_is_a_command(world: World) -> None:
    world.telegram.open_link(world.aigul, "https://t.me/quqyq_bot?start=card_7-a")
    command = {"type": "bot_command", "offset": 0, "length": 6}
    assert world.updates() == [{"message": message(2, text="/start card_7-a", entities=[command])}]


@pytest.mark.parametrize(
    "link",
    [
        "https://t.me/quqyq_bot?start=a.b",
        f"https://t.me/quqyq_bot?start={'x' * 65}",
        "https://t.me/someone_else",
        "https://example.com/quqyq_bot",
    ],
)
def test_link_that_telegram_would_not_open_is_refused(world: World, link: str) -> None:
    with pytest.raises(SandboxError):
        world.telegram.open_link(world.aigul, link)


def test_link_without_payload_shows_a_known_chat_as_it_is(world: World) -> None:
    chat = world.telegram.open_link(world.aigul, "t.me/Quqyq_bot")
    assert (chat, world.updates()) == (world.telegram.chat(world.aigul), [])


def test_text_is_trimmed_and_marked(world: World) -> None:
    world.telegram.send_text(world.aigul, "  👋 egov.kz \n")
    url = {"type": "url", "offset": 3, "length": 7}
    assert world.updates() == [{"message": message(2, text="👋 egov.kz", entities=[url])}]


@pytest.mark.parametrize("text", ["", "  \n", "x" * 4097])
def test_text_that_clients_do_not_send_is_refused(world: World, text: str) -> None:
    with pytest.raises(SandboxError):
        world.telegram.send_text(world.aigul, text)


def test_edit_reaches_the_bot_and_leaves_the_old_update_as_it_was(world: World) -> None:
    sent = world.telegram.send_text(world.aigul, "one")
    world.telegram.edit_text(world.aigul, sent.id, "two")
    assert world.updates() == [
        {"message": message(2, text="one")},
        {"edited_message": message(2, text="two", edit_date=NOW)},
    ]


async def test_only_ones_own_text_is_edited(world: World) -> None:
    sent = await world.say()
    with pytest.raises(SandboxError):
        world.telegram.edit_text(world.aigul, sent["message_id"], "mine")


async def test_reply_quotes_without_the_quotes_own_reply(world: World) -> None:
    sent = await world.say("question", reply_parameters={"message_id": 1})
    assert sent["reply_to_message"]["text"] == "/start"
    world.telegram.send_text(world.aigul, "answer", reply_to=sent["message_id"])
    quoted = {key: value for key, value in sent.items() if key != "reply_to_message"}
    assert world.updates() == [{"message": message(3, text="answer", reply_to_message=quoted)}]


def test_kinds_of_messages_are_what_telegram_sends(world: World) -> None:
    telegram, aigul = world.telegram, world.aigul
    telegram.send_sticker(aigul)
    telegram.send_voice(aigul)
    telegram.send_location(aigul)
    telegram.send_contact(aigul)
    telegram.send_photo(aigul, caption="see /help")
    telegram.forward(aigul, telegram.send_text(world.emma, "from Emma"), telegram.chat(aigul))
    updates = world.updates()
    kinds = [sorted(update["message"].keys() - message(0).keys()) for update in updates]
    assert kinds == [
        ["sticker"],
        ["voice"],
        ["location"],
        ["contact"],
        ["caption", "caption_entities", "photo"],
        ["text"],
        ["forward_origin", "text"],
    ]
    assert updates[-1]["message"]["forward_origin"] == {
        "type": "user",
        "date": NOW,
        "sender_user": world.emma.user(),
    }


def test_blocking_tells_the_bot(world: World) -> None:
    world.telegram.block(world.aigul)
    world.telegram.block(world.aigul)
    with pytest.raises(SandboxError):
        world.telegram.send_text(world.aigul, "hello?")
    world.telegram.start(world.aigul)
    blocked, unblocked, started = world.updates()
    common = {"chat": AIGULS_CHAT, "from": AIGUL, "date": NOW}
    free, stopped = {"user": QUQYQ, "status": "member"}, {"user": QUQYQ, "status": "kicked", "until_date": 0}
    assert blocked == {"my_chat_member": common | {"old_chat_member": free, "new_chat_member": stopped}}
    assert unblocked == {"my_chat_member": common | {"old_chat_member": stopped, "new_chat_member": free}}
    assert started["message"]["text"] == "/start"


async def test_press_sends_the_message_as_it_is(world: World) -> None:
    sent = await world.say("pick", reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]})
    press = world.telegram.press(world.aigul, sent["message_id"], 0, 0)
    (update,) = world.updates()
    query = update["callback_query"]
    assert query.pop("chat_instance")
    assert query == {"id": press.id, "from": AIGUL, "message": sent, "data": "a"}


async def test_button_without_the_bot_is_answered_at_once(world: World) -> None:
    await world.say("x", reply_markup={"inline_keyboard": [[{"text": "UN", "url": "https://un.org"}]]})
    press = await world.telegram.press_label(world.aigul, "UN").answer()
    assert (press.url, world.updates()) == ("https://un.org/", [])


async def test_button_that_is_not_there_is_an_error_that_says_what_is(world: World) -> None:
    await world.say("x", reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]})
    with pytest.raises(SandboxError, match=r"no button says 'B'; the newest say \[\['A'\]\]"):
        world.telegram.press_label(world.aigul, "B")
    with pytest.raises(SandboxError, match="row 0, column 1"):
        world.telegram.press(world.aigul, 2, 0, 1)


async def test_cleared_history_is_gone_for_the_person_alone(world: World) -> None:
    sent = await world.say("x")
    world.telegram.clear(world.aigul)
    assert all(world.aigul.id in message.hidden_from for message in world.telegram.chat(world.aigul).messages)
    edited = await world.call("editMessageText", chat_id=1001, message_id=sent["message_id"], text="y")
    assert edited["text"] == "y"


async def test_inline_result_goes_to_the_chat_and_is_reported(world: World) -> None:
    query = world.telegram.inline_query(world.aigul, "school")
    (update,) = world.updates()
    assert update == {
        "inline_query": {
            "id": query.id,
            "from": AIGUL,
            "chat_type": "sender",
            "query": "school",
            "offset": "",
        }
    }
    result = {
        "type": "article",
        "id": "7",
        "title": "School",
        "input_message_content": {"message_text": "<b>School</b>", "parse_mode": "HTML"},
        "reply_markup": {"inline_keyboard": [[{"text": "More", "callback_data": "m"}]]},
    }
    answered = await world.call(
        "answerInlineQuery", inline_query_id=query.id, results=[result], next_offset="1"
    )
    assert (answered, query.next_offset) == (True, "1")
    sent = world.telegram.choose_inline_result(query, "7")
    message_update, chosen = world.updates()
    assert message_update["message"] == sent.json
    assert (sent.text, sent.json["via_bot"], sent.json["from"]) == ("School", QUQYQ, AIGUL)
    assert chosen["chosen_inline_result"] == {
        "result_id": "7",
        "from": AIGUL,
        "query": "school",
        "inline_message_id": sent.inline_id,
    }
    world.telegram.press_label(world.aigul, "More", sent)
    (press,) = world.updates()
    assert press["callback_query"]["inline_message_id"] == sent.inline_id
    assert "message" not in press["callback_query"]
    assert await world.call("editMessageText", inline_message_id=sent.inline_id, text="Less") is True
    assert (sent.text, sent.buttons) == ("Less", [])


@pytest.mark.parametrize(
    ("results", "words"),
    [
        (
            [{"type": "gif", "id": "1"}],
            "sandbox: inline results of type gif are not supported, use article or contact",
        ),
        ([{"type": "article", "id": "", "title": "x"}], "RESULT_ID_INVALID"),
        ([{"type": "article", "id": "1"}], "can't parse inline query result: Can't find field \"title\""),
        ([{"type": "contact", "id": "1", "phone_number": "1", "first_name": "x"}] * 2, "RESULT_ID_DUPLICATE"),
        (
            [{"type": "contact", "id": str(n), "phone_number": "1", "first_name": "x"} for n in range(51)],
            "RESULTS_TOO_MUCH",
        ),
    ],
)
async def test_inline_results_are_refused(world: World, results: list[dict[str, Any]], words: str) -> None:
    query = world.telegram.inline_query(world.aigul, "school")
    answer = await world.call("answerInlineQuery", inline_query_id=query.id, results=results)
    assert (answer, query.answered) == (f"400 Bad Request: {words}", False)


def test_account_ids_are_their_own(world: World) -> None:
    with pytest.raises(SandboxError):
        world.telegram.add_person(1001, "Double", "en")
    with pytest.raises(SandboxError):
        world.telegram.add_person(100, "The bot", "en")
    with pytest.raises(SandboxError):
        world.telegram.add_bot("no token", "x_bot", "X")
