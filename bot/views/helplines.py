"""Whom to call or write to."""

from bot.i18n import Locale
from bot.services.helplines import Helplines as Found
from bot.views.actions import Helplines
from bot.views.card import contact_rows, contacts
from bot.views.navigation import home_row
from bot.views.screen import Screen, bold, italic, paragraphs


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
    phones = tuple(contact for contact in everyone if contact.kind == "phone")
    return Screen(text=text, rows=(*contact_rows(phones, locale), home_row(locale, Helplines())))
