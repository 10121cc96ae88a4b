"""Which texts and keyboards Telegram refuses, and in which words: one row a rule."""

import json
from typing import Any

import pytest

from tests.sandbox.conftest import World


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "go", **button}]]}


def markup(rows: list[list[dict[str, Any]]]) -> dict[str, Any]:
    return {"inline_keyboard": rows}


REFUSED_TEXTS: list[tuple[dict[str, Any], str]] = [
    ({}, "message text is empty"),
    ({"text": ""}, "message text is empty"),
    ({"text": " \n "}, "text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ({"text": "x" * 4097}, "message is too long"),
    ({"text": "👋" * 2049}, "message is too long"),
    ({"text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
    (
        {"text": "x", "parse_mode": "MarkdownV2"},
        "sandbox: parse_mode MarkdownV2 is not supported here, use HTML or entities",
    ),
    ({"text": "x", "txt": "y"}, 'sandbox: unknown parameter "txt" of sendMessage'),
    (
        {"text": "x", "disable_notification": "maybe"},
        'sandbox: parameter "disable_notification" of sendMessage must be a Boolean',
    ),
    ({"text": "x", "chat_id": ""}, "chat_id is empty"),
    ({"text": "x", "chat_id": 0}, "chat not found"),
    ({"text": "x", "chat_id": "nobody"}, "chat not found"),
    ({"text": "x", "chat_id": "@nobody_here"}, "chat not found"),
    ({"text": "x", "chat_id": 1002}, "chat not found"),
    ({"text": "x", "message_thread_id": 5}, "message thread not found"),
    ({"text": "x", "business_connection_id": "b"}, "business connection not found"),
    ({"text": "x", "message_effect_id": "5"}, "EFFECT_ID_INVALID"),
    ({"text": "x", "allow_paid_broadcast": True}, "FLOODSKIP_NOT_ALLOWED"),
    ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ({"text": "x", "reply_parameters": {"quote": "x"}}, 'can\'t find field "message_id"'),
    ({"text": "x", "reply_parameters": {"message_id": 1, "quote": "elsewhere"}}, "QUOTE_TEXT_INVALID"),
    (
        {"text": "x", "link_preview_options": {"is_disabled": "yes"}},
        'field "is_disabled" must be of type Boolean',
    ),
    (
        {"text": "x", "link_preview_options": {"disabled": True}},
        'sandbox: unknown field "disabled" of LinkPreviewOptions in "link_preview_options"',
    ),
    ({"text": "x", "reply_markup": "{"}, "can't parse reply markup JSON object"),
    ({"text": "x", "reply_markup": "[]"}, "object expected as reply markup"),
    (
        {"text": "x", "reply_markup": {"inline_keyboard": "bad"}},
        'field "inline_keyboard" must be of type Array',
    ),
    ({"text": "x", "reply_markup": {"keyboard": "bad"}}, 'field "keyboard" must be of type Array'),
    ({"text": "x", "reply_markup": {"force_reply": "yes"}}, 'field "force_reply" must be of type Boolean'),
    (
        {"text": "x", "reply_markup": markup([[{"callback_data": "x"}]])},
        "can't parse inline keyboard button: Can't find field \"text\"",
    ),
    (
        {"text": "x", "reply_markup": markup([[{"text": " ", "callback_data": "x"}]])},
        "inline keyboard button text must be non-empty",
    ),
    (
        {"text": "x", "reply_markup": keyboard()},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "x", "reply_markup": keyboard(callback_data="")},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "x", "reply_markup": keyboard(callback_data="a", url="https://un.org")},
        "sandbox: an inline keyboard button does one thing, not url and callback_data",
    ),
    (
        {"text": "x", "reply_markup": keyboard(callback="a")},
        'sandbox: unknown field "callback" of InlineKeyboardButton in "inline_keyboard"',
    ),
    ({"text": "x", "reply_markup": keyboard(callback_data="x" * 65)}, "BUTTON_DATA_INVALID"),
    ({"text": "x", "reply_markup": keyboard(callback_data="қ" * 33)}, "BUTTON_DATA_INVALID"),
    (
        {"text": "x", "reply_markup": keyboard(url="not-a-url")},
        "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
    ),
    (
        {"text": "x", "reply_markup": keyboard(url="http://localhost/x")},
        "inline keyboard button URL 'http://localhost/x' is invalid: Wrong HTTP URL",
    ),
    (
        {"text": "x", "reply_markup": keyboard(url="ftp://example.com")},
        "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    (
        {"text": "x", "reply_markup": keyboard(url="tel:+77172")},
        "inline keyboard button URL 'tel:+77172' is invalid: Wrong port number specified in the URL",
    ),
    (
        {"text": "x", "reply_markup": keyboard(web_app={"url": "http://example.com"})},
        "inline keyboard button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed",
    ),
    ({"text": "x", "reply_markup": keyboard(copy_text={"text": ""})}, "BUTTON_COPY_TEXT_INVALID"),
    ({"text": "x", "reply_markup": keyboard(copy_text={"text": "x" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
    ({"text": "x", "reply_markup": keyboard(pay=True)}, "BUTTON_TYPE_INVALID"),
    (
        {"text": "x", "reply_markup": markup([[{"text": "a", "callback_data": "a"}] * 9])},
        "sandbox: more than 8 buttons in a row",
    ),
    (
        {"text": "x", "reply_markup": markup([[{"text": "a", "callback_data": "a"}]] * 101)},
        "reply markup is too long",
    ),
    (
        {"text": "hello", "entities": [{"type": "bold", "offset": 100, "length": 1}]},
        "entity begins after the end of the text at UTF-16 offset 100",
    ),
    (
        {"text": "hello", "entities": [{"type": "bold", "offset": 0, "length": 100}]},
        "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
    ),
    (
        {"text": "hello", "entities": [{"type": "bold", "offset": -1, "length": 1}]},
        "receive an entity with incorrect offset -1",
    ),
    (
        {"text": "👋", "entities": [{"type": "bold", "offset": 0, "length": 1}]},
        "entity ends in a middle of a UTF-16 symbol at UTF-16 offset 1",
    ),
    (
        {"text": "hello", "entities": [{"type": "loud", "offset": 0, "length": 1}]},
        "can't parse MessageEntity: Unsupported type specified",
    ),
    (
        {"text": "link", "entities": [{"type": "text_link", "offset": 0, "length": 4}]},
        "can't parse MessageEntity: Can't find field \"url\"",
    ),
    (
        {"text": "link", "entities": [{"type": "text_link", "offset": 0, "length": 4, "url": "not-a-url"}]},
        "entity URL 'not-a-url' is invalid: Wrong HTTP URL",
    ),
]


@pytest.mark.parametrize(("params", "words"), REFUSED_TEXTS, ids=[words for _, words in REFUSED_TEXTS])
async def test_text_is_refused_in_telegrams_words(world: World, params: dict[str, Any], words: str) -> None:
    refused = await world.call("sendMessage", **{"chat_id": 1001} | params)
    assert refused == f"400 Bad Request: {words}"
    assert len(world.telegram.chat(world.aigul).messages) == 1


@pytest.mark.parametrize(("params", "words"), REFUSED_TEXTS, ids=[words for _, words in REFUSED_TEXTS])
async def test_text_is_refused_the_same_from_a_form(world: World, params: dict[str, Any], words: str) -> None:
    form = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in ({"chat_id": 1001} | params).items()
    }
    assert await world.call("sendMessage", **form) == f"400 Bad Request: {words}"


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"text": "x" * 4096}, "x" * 4096),
        ({"text": "<b>" + "x" * 4096 + "</b>", "parse_mode": "HTML"}, "x" * 4096),
        ({"text": "👋" * 2048}, "👋" * 2048),
        ({"text": "  \n hello \n "}, "hello"),
        ({"text": "x", "reply_markup": keyboard(callback_data="x" * 64)}, "x"),
        ({"text": "x", "reply_markup": markup([])}, "x"),
        ({"text": "x", "reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}}, "x"),
        ({"text": "x", "link_preview_options": {"is_disabled": True}}, "x"),
    ],
    ids=["4096", "4096 in bold", "4096 units", "trimmed", "64 bytes", "no buttons", "no reply", "no preview"],
)
async def test_text_is_sent_at_the_limit(world: World, params: dict[str, Any], text: str) -> None:
    sent = await world.say(**params)
    assert sent["text"] == text
