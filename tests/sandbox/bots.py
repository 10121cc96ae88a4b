"""The same small bot in both libraries, received by polling and by webhook: what the sandbox is tried with."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any

import telegram.ext
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandObject, CommandStart
from aiogram.methods import EditMessageText, SendMessage
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Message,
)
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bot.sandbox.acts.writing import grey_png
from tests.sandbox.conftest import TOKEN

SECRET = "s3cret"
GREETING = "<b>Hello</b> {payload}"
Runner = Callable[[str], AbstractAsyncContextManager[None]]


def aiogram_bot(address: str) -> Bot:
    return Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(address), timeout=5))


def aiogram_dispatcher() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: Message, command: CommandObject) -> SendMessage:
        button = InlineKeyboardButton(text="Next", callback_data="next")
        text = GREETING.format(payload=command.args)
        keyboard = InlineKeyboardMarkup(inline_keyboard=[[button]])
        return message.answer(text, parse_mode="HTML", reply_markup=keyboard)

    @dispatcher.message(F.text == "photo")
    async def photo(message: Message) -> None:
        await message.answer_photo(BufferedInputFile(grey_png(40, 30), "grey.png"), caption="grey")

    @dispatcher.callback_query(F.data == "next")
    async def press(callback: CallbackQuery) -> EditMessageText:
        await callback.answer("turning", show_alert=True)
        assert isinstance(callback.message, Message)
        return callback.message.edit_text("Second <i>page</i>", parse_mode="HTML")

    @dispatcher.inline_query()
    async def inline(query: InlineQuery) -> None:
        content = InputTextMessageContent(message_text=f"<u>{query.query}</u>", parse_mode="HTML")
        article = InlineQueryResultArticle(id="1", title=query.query, input_message_content=content)
        await query.answer([article], cache_time=0)

    return dispatcher


@asynccontextmanager
async def aiogram_polling(address: str) -> AsyncIterator[None]:
    bot, dispatcher = aiogram_bot(address), aiogram_dispatcher()
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, polling_timeout=5))
    try:
        yield
    finally:
        polling.cancel()
        with suppress(asyncio.CancelledError):
            await polling
        await bot.session.close()


@asynccontextmanager
async def aiogram_webhook(address: str) -> AsyncIterator[None]:
    bot, dispatcher = aiogram_bot(address), aiogram_dispatcher()
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=SECRET)
    async with receiver(handler.handle) as url:
        await bot.set_webhook(url, secret_token=SECRET)
        yield
        await bot.delete_webhook()
    await bot.session.close()


def ptb_application(address: str) -> "telegram.ext.Application[Any, Any, Any, Any, Any, Any]":
    builder = telegram.ext.Application.builder().token(TOKEN).base_url(f"{address}/bot")
    application = builder.base_file_url(f"{address}/file/bot").build()

    async def start(update: telegram.Update, context: telegram.ext.CallbackContext) -> None:  # type: ignore[type-arg]
        button = telegram.InlineKeyboardButton("Next", callback_data="next")
        text = GREETING.format(payload=" ".join(context.args or []))
        keyboard = telegram.InlineKeyboardMarkup([[button]])
        await update.effective_message.reply_text(text, parse_mode="HTML", reply_markup=keyboard)

    async def photo(update: telegram.Update, context: object) -> None:
        await update.effective_message.reply_photo(grey_png(40, 30), caption="grey")

    async def press(update: telegram.Update, context: object) -> None:
        await update.callback_query.answer("turning", show_alert=True)
        await update.callback_query.edit_message_text("Second <i>page</i>", parse_mode="HTML")

    async def inline(update: telegram.Update, context: object) -> None:
        query = update.inline_query.query
        content = telegram.InputTextMessageContent(f"<u>{query}</u>", parse_mode="HTML")
        article = telegram.InlineQueryResultArticle("1", query, content)
        await update.inline_query.answer([article], cache_time=0)

    application.add_handler(telegram.ext.CommandHandler("start", start))
    application.add_handler(telegram.ext.MessageHandler(telegram.ext.filters.Text(["photo"]), photo))
    application.add_handler(telegram.ext.CallbackQueryHandler(press, "next"))
    application.add_handler(telegram.ext.InlineQueryHandler(inline))
    return application


@asynccontextmanager
async def ptb_polling(address: str) -> AsyncIterator[None]:
    application = ptb_application(address)
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(timeout=5, allowed_updates=[])
        yield
        await application.updater.stop()
        await application.stop()


@asynccontextmanager
async def ptb_webhook(address: str) -> AsyncIterator[None]:
    application = ptb_application(address)

    async def receive(request: web.Request) -> web.Response:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == SECRET
        update = telegram.Update.de_json(await request.json(), application.bot)
        await application.process_update(update)
        return web.Response()

    async with application, receiver(receive) as url:
        await application.bot.set_webhook(url, secret_token=SECRET)
        yield
        await application.bot.delete_webhook()


@asynccontextmanager
async def receiver(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> AsyncIterator[str]:
    """Serve a bot's webhook on a free port; yields its address."""
    app = web.Application()
    app.router.add_post("/hook", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        await runner.cleanup()


RUNNERS: dict[str, Runner] = {
    "aiogram polling": aiogram_polling,
    "aiogram webhook": aiogram_webhook,
    "python-telegram-bot polling": ptb_polling,
    "python-telegram-bot webhook": ptb_webhook,
}
