"""Screen buttons to aiogram's markup; the buttons that stand under most pages are made once."""

from functools import lru_cache

from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.views import links
from bot.views.screen import Button, Screen


def markup(screen: Screen, outside: str | None = None) -> InlineKeyboardMarkup | None:
    """Give the inline keyboard of a screen, or None when it has no buttons.

    Outside of private chats, `outside` is the bot's username: buttons that fit a private chat alone lead there by it.
    """
    if not screen.rows:
        return None
    return InlineKeyboardMarkup(
        inline_keyboard=[[_button(button, outside) for button in row] for row in screen.rows]
    )


@lru_cache(maxsize=2048)
def _button(button: Button, outside: str | None) -> InlineKeyboardButton:
    if button.private and button.does is not None and outside is not None:
        return InlineKeyboardButton(text=button.text, url=links.address(outside, button.does))
    if button.does is not None:
        return InlineKeyboardButton(text=button.text, callback_data=button.does.pack())
    if button.copies is not None:
        return InlineKeyboardButton(text=button.text, copy_text=CopyTextButton(text=button.copies))
    return InlineKeyboardButton(text=button.text, url=button.url)
