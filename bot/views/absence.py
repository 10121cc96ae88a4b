"""The notice to who was not heard of for long; it says nothing of what the bot is for, since others may read it."""

from collections.abc import Sequence
from datetime import date

from bot.i18n import Locale
from bot.views.actions import AskErase, Keep
from bot.views.screen import Button, Screen, bold, paragraphs, plain


def notice(seen: date, until: date, kind: str, locales: Sequence[Locale]) -> Screen:
    """Ask whether to keep what is kept; in every language for someone who has chosen none.

    `seen` is the day of their last message, `until` the one on which everything goes, `kind` the chat's.
    """
    return Screen(
        text=paragraphs(*(_words(seen, until, kind, locale) for locale in locales)),
        rows=tuple(
            (
                Button(locale.t("✋ Keep it"), Keep()),
                Button(locale.t("🗑 Erase everything"), AskErase()),
            )
            for locale in locales
        ),
    )


def _words(seen: date, until: date, kind: str, locale: Locale) -> str:
    asks = locale.t(
        "Nothing was written here since {seen}. On {until} I will erase what I keep about this chat: its number, "
        "its language and its topics.",
        seen=locale.date(seen),
        until=locale.date(until),
    )
    how = (
        locale.t("If you want to keep it, press the button or write anything.")
        if kind == "private"
        else locale.t("If you want to keep it, press the button.")
    )
    return paragraphs(bold(asks), plain(how))


def kept(locale: Locale) -> Screen:
    """The notice once it was answered."""
    return Screen(text=bold(locale.t("✅ All right, I keep what I have.")))
