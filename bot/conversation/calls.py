"""Every call of the conversation to Telegram passes here: in its order, counted, and a sign of life."""

import time
from typing import Any, Final

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetMe, Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.conversation import last_word
from bot.health import WELL
from bot.metrics import Metrics

FRESH: Final = 15.0
"""Seconds for which an answered call proves that Telegram can be reached."""
RESULTS: Final[dict[type[TelegramAPIError], str]] = {
    TelegramRetryAfter: "429",
    TelegramBadRequest: "400",
    TelegramUnauthorizedError: "401",
    TelegramForbiddenError: "403",
    TelegramNotFound: "404",
    TelegramConflictError: "409",
    TelegramNetworkError: "network",
    TelegramServerError: "5xx",
    TelegramEntityTooLarge: "413",
}


class Calls(BaseRequestMiddleware):
    """Sends what is held back before anything else, counts each call, and remembers when Telegram last answered."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._answered_at = float("-inf")

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Do one call."""
        await last_word.flush()
        began = time.monotonic()
        result = "cut"
        try:
            response = await make_request(bot, method)
            result = "200"
        except AiogramError as error:
            result = RESULTS.get(type(error), type(error).__name__)  # type: ignore[arg-type]
            raise
        finally:
            now = time.monotonic()
            if result == "200":
                self._answered_at = now
            # A long poll says nothing about how quick Telegram is.
            seconds = None if method.__api_method__ == "getUpdates" else now - began
            self._metrics.called(method.__api_method__, result, seconds)
        return response

    async def reach(self, bot: Bot) -> str:
        """Say whether Telegram can be reached; asks it who the bot is when it has not answered for a while."""
        if time.monotonic() - self._answered_at > FRESH:
            try:
                await bot(GetMe(), request_timeout=2)
            except TelegramAPIError as error:
                return RESULTS.get(type(error), type(error).__name__)
            except AiogramError as error:
                return type(error).__name__
        return WELL


def count_held(metrics: Metrics, method: TelegramMethod[Any]) -> None:
    """Count a call that went in a webhook's response, whose result nobody gets to know."""
    metrics.called(method.__api_method__, "in response")
