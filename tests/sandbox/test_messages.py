"""What bots send and change: files, albums, copies, edits, deletions, commands and descriptions."""

from typing import Any

import pytest

from bot.sandbox.acts.writing import grey_png
from bot.sandbox.files import image_size
from tests.sandbox.conftest import START, World

NOW = int(START.timestamp())


async def test_message_is_what_telegram_returns(world: World) -> None:
    sent = await world.say("<b>Сәлем</b> 👋", parse_mode="HTML", protect_content="true")
    assert sent == {
        "message_id": 2,
        "from": {"id": 100, "is_bot": True, "first_name": "Quqyq", "username": "quqyq_bot"},
        "chat": {"id": 1001, "first_name": "Айгүл", "type": "private"},
        "date": NOW,
        "text": "Сәлем 👋",
        "entities": [{"type": "bold", "offset": 0, "length": 5}],
        "has_protected_content": True,
    }
    assert await world.call("copyMessage", chat_id=1001, from_chat_id=1001, message_id=2) == (
        "400 Bad Request: the message can't be copied"
    )


async def test_photo_is_sent_again_by_its_id(world: World) -> None:
    sent = await world.call(
        "sendPhoto", {"photo": grey_png(300, 200)}, chat_id=1001, caption="<i>x</i>", parse_mode="HTML"
    )
    small, whole = sent["photo"]
    assert [(size["width"], size["height"]) for size in (small, whole)] == [(90, 60), (300, 200)]
    assert sent["caption_entities"] == [{"type": "italic", "offset": 0, "length": 1}]
    again = await world.call("sendPhoto", chat_id=1001, photo=whole["file_id"])
    assert again["photo"] == sent["photo"]
    assert await world.call("sendDocument", chat_id=1001, document=whole["file_id"]) == (
        "400 Bad Request: can't use file of type Photo as Document"
    )
    found = await world.call("getFile", file_id=whole["file_id"])
    assert found["file_path"] == "photos/file_0.jpg"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "file must be non-empty"),
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (grey_png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ],
    ids=["empty", "no picture", "too long"],
)
async def test_photo_is_refused(world: World, content: bytes, words: str) -> None:
    assert await world.call("sendPhoto", {"photo": content}, chat_id=1001) == f"400 Bad Request: {words}"


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (grey_png(7, 9), (7, 9)),
        (b"GIF89a\x07\x00\x09\x00", (7, 9)),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x09\x00\x07\x03", (7, 9)),
        (b"RIFF....WEBPVP8X" + b"." * 8 + b"\x06\x00\x00\x08\x00\x00", (7, 9)),
        (b"%PDF-1.7", None),
    ],
    ids=["png", "gif", "jpeg", "webp", "pdf"],
)
def test_image_size_is_read_from_the_header(content: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(content) == size


async def test_album_is_one_group_of_messages(world: World) -> None:
    files = {"a": grey_png(30, 20), "b": grey_png(20, 30)}
    media = [
        {"type": "photo", "media": "attach://a", "caption": "x"},
        {"type": "photo", "media": "attach://b"},
    ]
    album = await world.call("sendMediaGroup", files, chat_id=1001, media=media)
    assert [message["message_id"] for message in album] == [2, 3]
    assert len({message["media_group_id"] for message in album}) == 1
    assert await world.call("sendMediaGroup", files, chat_id=1001, media=media[:1]) == (
        "400 Bad Request: group of messages must contain 2-10 items to send"
    )


async def test_media_is_exchanged(world: World) -> None:
    sent = await world.call("sendDocument", {"document": b"x"}, chat_id=1001, caption="x")
    media = {"type": "photo", "media": "attach://p", "caption": "y"}
    edited = await world.call(
        "editMessageMedia", {"p": grey_png(30, 20)}, chat_id=1001, message_id=sent["message_id"], media=media
    )
    assert (edited["caption"], "document" in edited, len(edited["photo"])) == ("y", False, 1)
    edited = await world.call(
        "editMessageCaption",
        chat_id=1001,
        message_id=sent["message_id"],
        caption="<b>z</b>",
        parse_mode="HTML",
    )
    assert (edited["caption"], edited["caption_entities"]) == (
        "z",
        [{"type": "bold", "offset": 0, "length": 1}],
    )


async def test_copy_is_the_bots_own_and_forward_names_the_author(world: World) -> None:
    written = world.telegram.send_text(world.aigul, "question /help")
    place = {"chat_id": 1001, "from_chat_id": 1001, "message_id": written.id}
    copied = await world.call("copyMessage", **place)
    copy = world.telegram.chat(world.aigul).by_id[copied["message_id"]]
    assert (copy.text, copy.entities, copy.sender) == (written.text, written.entities, world.bot)
    forwarded = await world.call("forwardMessage", **place)
    assert forwarded["forward_origin"] == {"type": "user", "date": NOW, "sender_user": world.aigul.user()}


async def test_deleting_many_passes_over_what_is_gone(world: World) -> None:
    ids = [(await world.say(str(number)))["message_id"] for number in range(3)]
    assert await world.call("deleteMessages", chat_id=1001, message_ids=[*ids, 99]) is True
    assert [message.id for message in world.telegram.chat(world.aigul).messages] == [1]
    assert (await world.say("next"))["message_id"] == ids[-1] + 1


async def test_reply_markup_alone_is_changed(world: World) -> None:
    sent = await world.say("x", reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]})
    place = {"chat_id": 1001, "message_id": sent["message_id"]}
    assert "reply_markup" not in await world.call("editMessageReplyMarkup", **place)
    assert await world.call("editMessageReplyMarkup", **place, reply_markup={"remove_keyboard": True}) == (
        "400 Bad Request: inline keyboard expected"
    )


async def test_typing_lasts_five_seconds(world: World) -> None:
    chat = world.telegram.chat(world.aigul)
    assert await world.call("sendChatAction", chat_id=1001, action="typing") is True
    assert chat.typing_until is not None
    assert (chat.typing_until - world.clock()).total_seconds() == 5
    await world.say()
    assert chat.typing_until is None


COMMANDS = {
    (None, ""): ["help"],
    (None, "kk"): ["komek"],
    ("all_private_chats", "kk"): ["suraq"],
}


async def test_commands_are_kept_by_scope_and_language(world: World) -> None:
    for (scope, language), names in COMMANDS.items():
        params: dict[str, Any] = {"commands": [{"command": name, "description": name} for name in names]}
        if scope:
            params["scope"] = {"type": scope}
        assert await world.call("setMyCommands", **params, language_code=language) is True
    shown = await world.call("getMyCommands", language_code="kk")
    assert shown == [{"command": "komek", "description": "komek"}]
    assert await world.call("getMyCommands", language_code="ru") == []
    assert await world.call("deleteMyCommands", language_code="kk") is True
    assert await world.call("getMyCommands", language_code="kk") == []
    assert await world.call("getMyCommands", scope={"type": "chat", "chat_id": 5}) == (
        "400 Bad Request: chat not found"
    )


async def test_descriptions_fall_back_to_the_one_for_all(world: World) -> None:
    await world.call("setMyDescription", description="Rights")
    await world.call("setMyDescription", description="Құқық", language_code="kk")
    found = [await world.call("getMyDescription", language_code=code) for code in ("kk", "ru", "")]
    assert [answer["description"] for answer in found] == ["Құқық", "Rights", "Rights"]
    await world.call("setMyDescription", description="", language_code="kk")
    assert await world.call("getMyDescription", language_code="kk") == {"description": "Rights"}
    await world.call("setMyShortDescription", short_description="short")
    assert await world.call("getMyShortDescription") == {"short_description": "short"}
    assert await world.call("getMyName", language_code="ru") == {"name": "Quqyq"}


async def test_menu_button_of_a_chat_goes_before_the_default(world: World) -> None:
    app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://example.com/"}}
    assert await world.call("getChatMenuButton") == {"type": "commands"}
    assert await world.call("setChatMenuButton", menu_button=app) is True
    assert await world.call("getChatMenuButton", chat_id=1001) == app
    await world.call("setChatMenuButton", chat_id=1001, menu_button={"type": "commands"})
    assert await world.call("getChatMenuButton", chat_id=1001) == {"type": "commands"}


async def test_bot_knows_itself(world: World) -> None:
    assert await world.call("getme") == {
        "id": 100,
        "is_bot": True,
        "first_name": "Quqyq",
        "username": "quqyq_bot",
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    assert await world.call("logOut") is True
