"""The conversation: the only folder that talks aiogram."""
# ruff: noqa: I001 - deferred must come before the first import of aiogram

from bot.conversation import deferred as deferred

from collections.abc import Mapping

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer

from bot.clock import Clock, now
from bot.conversation import ask, chats, digests, errors, fallback, helplines, menu, start
from bot.conversation.middlewares import AlwaysAnswered, InOrder, WhoAndWhat
from bot.i18n import Locale
from bot.services.edition import Editions
from bot.services.readers import Readers
from bot.services.subscriptions import Subscriptions


def dispatcher(
    readers: Readers,
    subscriptions: Subscriptions,
    editions: Editions,
    locales: Mapping[str, Locale],
    clock: Clock = now,
) -> Dispatcher:
    """Make the dispatcher with every router, the catch-all last."""
    made = Dispatcher(
        disable_fsm=True, readers=readers, subscriptions=subscriptions, editions=editions, locales=locales
    )
    made.update.outer_middleware(InOrder())
    made.update.outer_middleware(WhoAndWhat(readers, editions, locales, clock))
    made.callback_query.outer_middleware(AlwaysAnswered())
    made.include_routers(
        errors.router(),
        chats.router(),
        start.router(),
        digests.router(),
        menu.router(),
        helplines.router(),
        ask.commands(),
        fallback.commands(),
        ask.router(),
        fallback.router(),
    )
    return made


def client(token: str, api: str, session: BaseSession | None = None) -> Bot:
    """Make aiogram's bot for a token, at Telegram's Bot API server `api` (http://host:port)."""
    session = session or AiohttpSession(api=TelegramAPIServer.from_base(api))
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))
