"""The bot's commands and descriptions, told to Telegram in every language."""

from collections.abc import Iterable, Mapping

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BotCommand, BotCommandScopeChat

from bot.i18n import Locale
from bot.views import commands as view


async def register(
    bot: Bot, locales: Mapping[str, Locale], default: str, operators: Iterable[int] = ()
) -> None:
    """Set commands and descriptions for each language, and those of `default` for everyone else.

    `operators` (Telegram ids) see their own commands as well, and nobody else does.
    """
    for language, locale in ((None, locales[default]), *locales.items()):
        listed = view.commands(locale)
        await bot.set_my_commands(
            [BotCommand(command=name, description=listed[name]) for name in view.COMMAND_NAMES],
            language_code=language,
        )
        await bot.set_my_description(view.description(locale), language_code=language)
        await bot.set_my_short_description(view.short_description(locale), language_code=language)
    for operator in sorted(operators):
        try:
            await _register_for(bot, operator, locales, default)
        except TelegramBadRequest:
            # Telegram knows no chat with them before they have written; they can type the commands all the same.
            continue


async def _register_for(bot: Bot, operator: int, locales: Mapping[str, Locale], default: str) -> None:
    for language, locale in ((None, locales[default]), *locales.items()):
        listed = view.commands(locale) | view.operator_commands(locale)
        await bot.set_my_commands(
            [
                BotCommand(command=name, description=listed[name])
                for name in (*view.COMMAND_NAMES, *view.OPERATOR_COMMANDS)
            ],
            scope=BotCommandScopeChat(chat_id=operator),
            language_code=language,
        )
