"""The bot's commands and descriptions, told to Telegram in every language."""

from collections.abc import Mapping

from aiogram import Bot
from aiogram.types import BotCommand

from bot.i18n import Locale
from bot.views import commands as view


async def register(bot: Bot, locales: Mapping[str, Locale], default: str) -> None:
    """Set commands and descriptions for each language, and those of `default` for everyone else."""
    for language, locale in ((None, locales[default]), *locales.items()):
        listed = view.commands(locale)
        await bot.set_my_commands(
            [BotCommand(command=name, description=listed[name]) for name in view.COMMAND_NAMES],
            language_code=language,
        )
        await bot.set_my_description(view.description(locale), language_code=language)
        await bot.set_my_short_description(view.short_description(locale), language_code=language)
