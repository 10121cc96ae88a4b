"""Quick hide: its button, and the one message that stays."""

from bot.i18n import Locale
from bot.views.actions import Hide
from bot.views.navigation import Row
from bot.views.screen import Button, Screen


def hide_row(locale: Locale) -> Row:
    """The button that removes the messages of the last 48 hours."""
    return (Button(_label(locale), Hide()),)


def how(locale: Locale) -> str:
    """Say what the button does, and what it cannot."""
    return locale.t(
        "“{button}” removes the messages of the last 48 hours. To delete the whole chat, hold it in the chat list "
        "and choose “Delete”.",
        button=_label(locale),
    )


def harmless(locale: Locale) -> str:
    """The message that stays: anyone may read it, so it says nothing of what the bot is for."""
    return locale.t("👋 Hi! Write whenever you like.")


def can_hide(screen: Screen) -> bool:
    """Whether a screen has the button, so that the id of its message must be known."""
    return any(isinstance(button.does, Hide) for row in screen.rows for button in row)


def _label(locale: Locale) -> str:
    return locale.t("🧹 Hide messages")
