"""Calls to Telegram written as JSON: the body of a request of our own, or of the response to Telegram's.

aiogram dumps a call's models, walks through what comes of that, and writes a form, in which each letter of Kazakh or
Russian is escaped by hand in six characters: as much CPU as all the rest of a request. Telegram takes JSON as well.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiogram.types.base import TelegramObject
from aiohttp import BytesPayload, FormData

AS_IT_IS: Final = frozenset({str, int, bool, float})


class HasFile(Exception):
    """A call sends a file, which JSON cannot hold."""


class Session(AiohttpSession):
    """aiogram's session, which writes a form for calls with files alone."""

    def build_form_data(self, bot: Bot, method: TelegramMethod[TelegramType]) -> FormData:
        """Write the body of a request."""
        try:
            body = _bytes(parameters(method, bot))
        except HasFile:
            return super().build_form_data(bot, method)
        # aiohttp takes either; aiogram hands it on without a look.
        return BytesPayload(body, content_type="application/json")  # type: ignore[return-value]


def as_json(method: TelegramMethod[Any], bot: Bot) -> bytes:
    """Write a call without files as the body of a webhook's response. Raises HasFile."""
    return _bytes({"method": method.__api_method__, **parameters(method, bot)})


def parameters(method: TelegramMethod[Any], bot: Bot) -> dict[str, Any]:
    """Give the parameters of a call as JSON has them; nothing that is not set. Raises HasFile."""
    written = _fields(vars(method), bot)
    # As in aiogram's forms.
    return {name: value for name, value in written.items() if value != ""}


def _bytes(held: dict[str, Any]) -> bytes:
    return json.dumps(held, ensure_ascii=False).encode()


def _fields(held: Mapping[str, Any], bot: Bot) -> dict[str, Any]:
    # Of the dozen fields of a button nearly all are empty.
    return {
        name: plain
        for name, value in held.items()
        if value is not None and (plain := _plain(value, bot)) is not None
    }


def _plain(value: Any, bot: Bot) -> Any:
    kind = type(value)
    if kind in AS_IT_IS:
        return value
    if kind is list:
        return [_plain(one, bot) for one in value]
    if kind is dict:
        return _fields(value, bot)
    if kind is Default:
        default = bot.default[value.name]
        return None if default is None else _plain(default, bot)
    if isinstance(value, InputFile):
        raise HasFile
    if isinstance(value, TelegramObject):
        return _fields(vars(value), bot)
    # What is left is rare, such as instants: aiogram knows how each is written.
    return bot.session.prepare_value(value, bot=bot, files={}, _dumps_json=False)
