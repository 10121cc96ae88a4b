"""Short replies to what is neither a question nor a button."""

from bot.i18n import Locale
from bot.views.actions import Ask, Helplines, Home, Topics
from bot.views.home import emergency, home
from bot.views.screen import Button, Screen, italic, paragraphs, plain
from content.library import Library


def _notice(text: str, library: Library, locale: Locale) -> Screen:
    return Screen(
        text=paragraphs(plain(text), plain(emergency(library, locale))),
        rows=(
            (Button(locale.t("❓ Ask"), Ask()), Button(locale.t("📞 Helplines"), Helplines())),
            (Button(locale.t("📚 All topics"), Topics(page=0)), Button(locale.t("🏠 Menu"), Home())),
        ),
    )


def not_text(library: Library, locale: Locale) -> Screen:
    """Someone sent a sticker, a voice message, a photo or another thing that holds no words."""
    return _notice(locale.t("I can read text only. Please write your question in words."), library, locale)


def no_command(library: Library, locale: Locale) -> Screen:
    """Someone sent a command that does not exist."""
    return _notice(locale.t("I do not know this command. Here is what I can do:"), library, locale)


def no_words(library: Library, locale: Locale) -> Screen:
    """Someone sent a message without a letter or digit."""
    return _notice(locale.t("Please write your question in words."), library, locale)


def too_many(library: Library, locale: Locale) -> Screen:
    """Someone sends more than is answered."""
    return _notice(
        locale.t("I cannot answer that fast. Please wait a moment and write again."), library, locale
    )


def wait_a_moment(locale: Locale) -> str:
    """The toast for who presses faster than is answered."""
    return locale.t("Please wait a moment and press again.")


def trouble(library: Library, locale: Locale) -> Screen:
    """Something went wrong on our side."""
    return _notice(
        locale.t("Something went wrong on my side. Please try again in a minute."), library, locale
    )


def lost_link(library: Library, locale: Locale) -> Screen:
    """Someone came by a link whose page is gone, or that was cut or changed on its way."""
    menu = home(library, locale)
    lost = italic(locale.t("This link leads to no page that I have now. Here is the menu."))
    return Screen(text=paragraphs(lost, menu.text), rows=menu.rows)


def admins_only(locale: Locale) -> str:
    """The toast for who presses what only the admins of a group or channel may change."""
    return locale.t("Only the admins of this chat can change this.")


def for_admins(library: Library, locale: Locale) -> Screen:
    """Someone asked for what only the admins of a group or channel may see."""
    return _notice(locale.t("Only the admins of this chat can see this."), library, locale)


def moved(locale: Locale) -> str:
    """The toast for a button of an old message whose page is gone."""
    return locale.t("This page has moved. Here is the menu.")
