"""Handing a page on: its link, its code, and sheets to print."""

from collections.abc import Sequence
from typing import Final

from bot.i18n import Locale
from bot.services import links
from bot.services.links import Link
from bot.views import links as pages_of
from bot.views.actions import Campaign, Home, Posters, SendPoster, SendQr, Share
from bot.views.languages import NAMES
from bot.views.navigation import Row, back_row
from bot.views.poster import ALL, page_words
from bot.views.screen import Button, Screen, bold, italic, paragraphs, plain
from content.library import Library

FORMS: Final = ("a4", "a5", "pc")
"""Sheets: two posters and a page of palm cards."""
LONGEST_NAME: Final = 80


def share(library: Library, link: Link, username: str, signing: bytes, locale: Locale) -> Screen | None:
    """The link to a page, ready to send on; None when the page is gone. `link.language` is the language chosen."""
    words = page_words(library, link, locale)
    if words is None:
        return None
    address = links.address(username, link, signing)
    spot = links.place(link)
    return Screen(
        text=paragraphs(
            bold(locale.t("📤 Share")),
            bold(words[0]),
            plain(address),
            italic(_arrives(link, locale)),
        ),
        rows=(
            (
                Button(locale.t("✉️ Send to a chat"), url=links.share(address, words[0])),
                Button(locale.t("📋 Copy the link"), copies=address),
            ),
            tuple(
                Button(
                    ("✓ " if language == link.language else "") + NAMES.get(language, language),
                    Share(language=language, campaign=link.campaign, place=spot),
                )
                for language in library.languages
            ),
            (
                Button("QR · PNG", SendQr("png", link.language, link.campaign, spot)),
                Button("QR · SVG", SendQr("svg", link.language, link.campaign, spot)),
            ),
            (Button(locale.t("🖨 Posters and palm cards"), Posters(link.language, link.campaign, spot)),),
            _back(link, locale),
        ),
    )


def posters(library: Library, link: Link, locale: Locale) -> Screen | None:
    """The sheets to print for a page, in one language or in all (`link.language` is `*`); None when it is gone."""
    words = page_words(library, link, locale)
    if words is None:
        return None
    spot = links.place(link)
    names = {
        "a4": locale.t("Poster A4"),
        "a5": locale.t("Poster A5"),
        "pc": locale.t("Palm cards"),
    }
    # Two in a row: more would cut the names of languages on a phone.
    choices = tuple(
        Button(
            ("✓ " if language == link.language else "") + _language(language, locale),
            Posters(language=language, campaign=link.campaign, place=spot),
        )
        for language in (*library.languages, ALL)
    )
    return Screen(
        text=paragraphs(
            bold(locale.t("🖨 Posters and palm cards")),
            bold(words[0]),
            plain(
                locale.t(
                    "Each has the code, the helplines and a place for an organisation’s name and logo. "
                    "Palm cards are ten on a sheet of A4, to be cut."
                )
            ),
            plain(locale.t("Every topic and card has posters of its own: press “Share” there."))
            if link.kind == "home"
            else "",
        ),
        rows=(
            *(choices[at : at + 2] for at in range(0, len(choices), 2)),
            *(
                tuple(
                    Button(
                        f"{names[form]} · {kind.upper()}",
                        SendPoster(f"{form}.{kind}", link.language, link.campaign, spot),
                    )
                    for kind in ("pdf", "png")
                )
                for form in FORMS
            ),
            back_row(
                locale,
                locale.t("Share"),
                Share(_one(link.language, locale), campaign=link.campaign, place=spot),
            ),
            (Button(locale.t("🏠 Menu"), Home()),),
        ),
    )


def caption(address: str, locale: Locale, *, printed: bool) -> str:
    """What stands under a code or sheet: its link, and for a sheet how to put a name and logo on it."""
    how = locale.t(
        "Your organisation’s name and logo: answer this message with a picture and write the name below it. "
        "Without a logo: answer with /poster and the name. I do not keep them."
    )
    return paragraphs(plain(address), italic(how) if printed else "")


def bad_logo(reason: str, locale: Locale) -> Screen:
    """A picture cannot be a logo: `too-big` or `no-picture`."""
    words = {
        "too-big": locale.t("This picture is too big. Please send one of at most 10 MB and 40 megapixels."),
        "no-picture": locale.t("I cannot read this picture. Please send a PNG, JPEG or WebP."),
    }
    return Screen(text=plain(words[reason]))


def long_name(locale: Locale) -> Screen:
    """An organisation's name is longer than a poster has room for, or holds no letter that can be printed."""
    return Screen(
        text=plain(
            locale.n(
                "Please write the name in letters, with at most {count} character.",
                "Please write the name in letters, with at most {count} characters.",
                LONGEST_NAME,
            )
        )
    )


def file_name(form: str, link: Link, ending: str) -> str:
    """Name a file to print, so that a reply to it tells its form and languages: `quqyq-a4-kk-children.pdf`."""
    language = "all" if link.language in ("", ALL) else link.language
    return "-".join(filter(None, ("quqyq", form, language, link.item or link.kind))) + f".{ending}"


def _arrives(link: Link, locale: Locale) -> str:
    if link.campaign:
        return locale.t(
            "Opens the page in the language chosen, and counts for “{campaign}”.", campaign=link.campaign
        )
    return locale.t("Opens the page in the language chosen. Who has chosen one keeps theirs.")


def _back(link: Link, locale: Locale) -> Row:
    menu = Button(locale.t("🏠 Menu"), Home())
    if link.campaign:
        return (
            Button(locale.t("‹ {place}", place=link.campaign), Campaign(campaign=link.campaign)),
            menu,
        )
    # NOTE: the button leads back to the page that is being shared
    return (Button(locale.t("‹ Back to the page"), pages_of.action(link)), menu)


def _language(language: str, locale: Locale) -> str:
    return locale.t("All together") if language == ALL else NAMES.get(language, language)


def _one(language: str, locale: Locale) -> str:
    return locale.language if language == ALL else language


def chosen(locales: Sequence[Locale], language: str) -> Sequence[Locale]:
    """Give the locales of a language or of `*`; none for one that there is not."""
    return [locale for locale in locales if language in (ALL, locale.language)]
