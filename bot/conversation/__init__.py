"""The conversation: the only folder that talks aiogram."""
# ruff: noqa: I001 - deferred must come before the first import of aiogram

from bot.conversation import deferred as deferred

from dataclasses import fields

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer

from bot.conversation import (
    ask,
    broadcast,
    campaigns,
    chats,
    digests,
    errors,
    fallback,
    feedback,
    helplines,
    hiding,
    inline,
    legal_aid,
    menu,
    operators,
    privacy,
    share,
    start,
    stats,
)
from bot.conversation.flat import flatten
from bot.conversation.magic import ask_at_once
from bot.conversation.middlewares import AlwaysAnswered, InOrder, Prepared, WhoAndWhat
from bot.conversation.newest import Newest
from bot.conversation.noted import Noted
from bot.conversation.press import Press
from bot.conversation.throttle import Throttle
from bot.conversation.written import Session
from bot.services.services import Services


def dispatcher(services: Services, throttle: Throttle | None = None) -> Dispatcher:
    """Make the dispatcher with every router, the catch-all last; handlers take services by their names.

    Without a `throttle` a chat may ask for as much as it likes.
    """
    named = {field.name: getattr(services, field.name) for field in fields(services)}
    made = Dispatcher(disable_fsm=True, press=Press(), **named)
    made.update.outer_middleware(Newest())
    made.update.outer_middleware(InOrder())
    made.update.outer_middleware(WhoAndWhat(services))
    made.callback_query.outer_middleware(AlwaysAnswered())
    for observer in (made.message, made.edited_message, made.inline_query):
        observer.middleware(Prepared(services.editions))
    for observer in (made.message, made.callback_query):
        observer.outer_middleware(Noted(services.messages))
    if throttle is not None:
        for observer in (made.message, made.edited_message, made.callback_query):
            observer.middleware(throttle)
    rows = (
        errors.router(),
        chats.router(),
        campaigns.router(),
        operators.router(),
        stats.router(),
        broadcast.router(),
        start.router(),
        digests.router(),
        privacy.router(),
        hiding.router(),
        legal_aid.router(),
        menu.router(),
        helplines.router(),
        inline.router(),
        share.router(),
        feedback.router(),
        ask.commands(),
        fallback.commands(),
        ask.router(),
        fallback.router(),
    )
    flatten(rows, made)
    ask_at_once(made)
    return made


def client(token: str, api: str, session: BaseSession | None = None) -> Bot:
    """Make aiogram's bot for a token, at Telegram's Bot API server `api` (http://host:port)."""
    session = session or Session(api=TelegramAPIServer.from_base(api))
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode="HTML"))
