"""Who the bot is, asked once, for the command line."""

from typing import Final

from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError

from bot import conversation
from bot.errors import TelegramUnreachable, TokenRefused

PATIENCE: Final = 10
"""Seconds to wait for Telegram."""


async def username(token: str, api: str) -> str:
    """Ask Telegram for the bot's username. Raises TokenRefused and TelegramUnreachable."""
    bot = conversation.client(token, api)
    try:
        return (await bot.get_me(request_timeout=PATIENCE)).username or ""
    except TelegramUnauthorizedError:
        raise TokenRefused from None
    except TelegramAPIError:
        raise TelegramUnreachable(api) from None
    finally:
        await bot.session.close()
