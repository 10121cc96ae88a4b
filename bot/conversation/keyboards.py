"""Screen buttons to aiogram's markup."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.views.screen import Button, Screen


def markup(screen: Screen) -> InlineKeyboardMarkup | None:
    """Give the inline keyboard of a screen, or None when it has no buttons."""
    if not screen.rows:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[_button(button) for button in row] for row in screen.rows])


def _button(button: Button) -> InlineKeyboardButton:
    if button.does is not None:
        return InlineKeyboardButton(text=button.text, callback_data=button.does.pack())
    return InlineKeyboardButton(text=button.text, url=button.url)
