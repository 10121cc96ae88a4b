"""Whom to call or write to."""

from bot.i18n import Locale
from bot.services.helplines import Helplines as Found
from bot.views.actions import Helplines
from bot.views.card import contact_rows, contacts, reported
from bot.views.hiding import hide_row
from bot.views.navigation import home_row
from bot.views.screen import Button, Screen, bold, italic, paragraphs
from content.schema import Contact, PackInfo


def helplines(found: Found, locale: Locale) -> Screen:
    """All contacts, the emergency numbers first."""
    everyone = (*found.emergency, *found.others)
    text = paragraphs(
        bold(locale.t("🚨 In danger, call at once")),
        contacts(found.emergency, locale),
        bold(locale.t("📞 Helplines and contacts")),
        contacts(found.others, locale),
        italic(
            locale.t(
                "The contacts under “Helplines and contacts” are named by the report of {date}.",
                date=locale.date(found.info.document.date.first),
            )
        ),
    )
    phones = tuple(one for one in everyone if one.kind == "phone")
    return Screen(
        text=text, rows=(*contact_rows(phones, locale), hide_row(locale), home_row(locale, Helplines()))
    )


def contact(found: Contact, info: PackInfo, locale: Locale) -> Screen:
    """One contact by itself."""
    return Screen(
        text=told(found, info, locale),
        rows=(
            *contact_rows((found,) if found.kind == "phone" else (), locale),
            (Button(locale.t("📞 Helplines"), Helplines()),),
            hide_row(locale),
            home_row(locale, Helplines()),
        ),
    )


def told(found: Contact, info: PackInfo, locale: Locale) -> str:
    """One contact's words, with the paragraphs that name it; general numbers are in none."""
    named = italic(reported(found.paragraphs, info, locale)) if found.paragraphs else ""
    return paragraphs(contacts((found,), locale), named)
