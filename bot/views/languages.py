"""The choice of language: each named in itself, since the reader may not read the others."""

from collections.abc import Mapping

from bot.i18n import Locale
from bot.views.actions import BadAction, SetLanguage
from bot.views.screen import Button, Screen, bold, paragraphs, plain

NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
"""The languages' names in themselves, which need no translation."""


def first_contact(locales: Mapping[str, Locale], likely: str, place: str = "") -> Screen:
    """Greet someone new in every language, the likely one first, and ask which to use.

    The page of `place` comes in the chosen one.
    """
    order = sorted(locales, key=lambda language: language != likely)
    greetings = []
    for language in order:
        locale = locales[language]
        hello, which = locale.t("Hello! I am Quqyq."), locale.t("Which language shall we use?")
        greetings.append(f"{bold(hello)}\n{plain(which)}")
    return Screen(text=paragraphs(*greetings), rows=_choices(order, likely, place))


def choice(locale: Locale, locales: Mapping[str, Locale], place: str) -> Screen:
    """Offer the languages; the page of `place` comes back in the chosen one."""
    return Screen(
        text=bold(locale.t("Which language shall we use?")),
        rows=_choices(list(locales), locale.language, place),
    )


def _choices(order: list[str], chosen: str, place: str) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        (
            Button(
                ("✓ " if language == chosen else "") + NAMES.get(language, language),
                _set(language, place),
            ),
        )
        for language in order
    )


def _set(language: str, place: str) -> SetLanguage:
    """Choose a language and come back; to the menu from a place that leaves no room for the language in a button."""
    choosing = SetLanguage(language=language, place=place)
    try:
        choosing.pack()
    except BadAction:
        return SetLanguage(language=language, place="")
    return choosing
