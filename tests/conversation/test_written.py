"""Calls as JSON: the same parameters that aiogram would put into a form, and a form still where a file is sent."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import (
    AnswerCallbackQuery,
    AnswerInlineQuery,
    BanChatMember,
    DeleteMessages,
    GetMe,
    GetUpdates,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SetMyCommands,
    SetWebhook,
    TelegramMethod,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMediaDocument,
    InputTextMessageContent,
    LinkPreviewOptions,
    ReplyParameters,
)

from bot.conversation import client
from bot.conversation.written import HasFile, as_json, parameters
from bot.sandbox.server import Server
from bot.sandbox.telegram import Telegram

TOKEN = "100:" + "t" * 35
FILE = BufferedInputFile(b"{}", "data.json")
KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Мәзір", callback_data="h"),
            InlineKeyboardButton(text="x", url="https://x.kz/"),
        ]
    ]
)
CALLS: list[TelegramMethod[Any]] = [
    GetMe(),
    GetUpdates(offset=0, timeout=30, allowed_updates=["message", "inline_query"]),
    SendMessage(
        chat_id=-100_123,
        text="<b>Құқық</b> «\u2028»",
        reply_markup=KEYBOARD,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(message_id=7, allow_sending_without_reply=False),
        disable_notification=False,
    ),
    AnswerCallbackQuery(callback_query_id="1"),
    AnswerCallbackQuery(callback_query_id="1", text=""),
    AnswerInlineQuery(
        inline_query_id="1",
        results=[
            InlineQueryResultArticle(
                id="1", title="t", input_message_content=InputTextMessageContent(message_text="m")
            )
        ],
        cache_time=0,
    ),
    BanChatMember(chat_id=1, user_id=2, until_date=datetime(2026, 11, 22, tzinfo=UTC)),
    DeleteMessages(chat_id=1, message_ids=[1, 2]),
    SetMyCommands(
        commands=[BotCommand(command="ask", description="d")], scope=BotCommandScopeAllPrivateChats()
    ),
    SetWebhook(url="https://x.kz/", drop_pending_updates=False, max_connections=40),
]


def form(bot: Bot, method: TelegramMethod[Any]) -> dict[str, str]:
    """Give the fields of aiogram's own form."""
    made = AiohttpSession.build_form_data(bot.session, bot, method)  # type: ignore[arg-type]
    return {options["name"]: value for options, _, value in made._fields}


@pytest.mark.parametrize("method", CALLS, ids=lambda method: method.__api_method__)
async def test_parameters_are_those_of_aiograms_form(method: TelegramMethod[Any]) -> None:
    bot = client(TOKEN, "http://unused.invalid")
    written = parameters(method, bot)
    in_form = {name: one if isinstance(one, str) else json.dumps(one) for name, one in written.items()}
    assert in_form == form(bot, method)
    body = json.loads(as_json(method, bot))
    assert body == {"method": method.__api_method__, **written}


@pytest.mark.parametrize(
    "method",
    [
        SendDocument(chat_id=1, document=FILE),
        SendMediaGroup(chat_id=1, media=[InputMediaDocument(media=FILE), InputMediaDocument(media="id")]),
    ],
    ids=lambda method: method.__api_method__,
)
async def test_call_with_a_file_is_no_json(method: TelegramMethod[Any]) -> None:
    with pytest.raises(HasFile):
        as_json(method, client(TOKEN, "http://unused.invalid"))


async def test_telegram_understands_both() -> None:
    telegram = Telegram()
    telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    person = telegram.add_person(1001, "Zhanar", "kk")
    telegram.send_text(person, "/start")
    async with Server(telegram) as server:
        bot = client(TOKEN, server.address)
        try:
            said = await bot.send_message(1001, "<b>Құқық</b>", reply_markup=KEYBOARD)
            sent = await bot.send_document(1001, FILE, caption="<i>құжат</i>")
        finally:
            await bot.session.close()
    assert said.reply_markup is not None
    assert (said.html_text, said.reply_markup.model_dump()) == ("<b>Құқық</b>", KEYBOARD.model_dump())
    assert (sent.html_text, sent.document and sent.document.file_name) == ("<i>құжат</i>", "data.json")
