"""What is kept of a reader, in plain words; what is kept of this one; and the end of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.i18n import Locale
from bot.services.privacy import Receipt
from bot.views.actions import AskErase, Erase, Home, MyData, MyDataFile, Privacy
from bot.views.navigation import home_row
from bot.views.screen import Button, Screen, bold, paragraphs, plain

FILE_NAME = "quqyq-my-data.json"
TABLES = ("subscription", "delivery", "sent_card", "sent_message")


def privacy(locale: Locale) -> Screen:
    """What is kept, why and how long."""
    lines = (
        locale.t("your chat’s number and its kind, to answer you"),
        locale.t("your language, to speak it"),
        locale.t("the days of your first and last message, and whether you blocked me"),
        locale.t("the topics you follow, when you want digests, and which digests went out"),
        locale.t("the short code of the link that first brought you, if there was one"),
        locale.t(
            "for 48 hours, the numbers of our messages and never their words, so that /hide can remove them"
        ),
    )
    return Screen(
        text=paragraphs(
            bold(locale.t("🔒 What I keep about you")),
            "\n".join(f"• {plain(line)}" for line in lines),
            bold(locale.t("What I never keep")),
            plain(
                locale.t(
                    "Your name, your username, your phone number, your questions, your answers in the lawyer check."
                )
            ),
            plain(
                locale.t(
                    "All of it stays until you erase it. Counters of how often a card was read know no person."
                )
            ),
            plain(locale.t("Telegram itself keeps your chat with me. You can delete it in Telegram.")),
        ),
        rows=(
            (Button(locale.t("📄 My data"), MyData()), Button(locale.t("🗑 Erase everything"), AskErase())),
            home_row(locale, Privacy()),
        ),
    )


def my_data(held: Mapping[str, list[dict[str, Any]]], locale: Locale) -> Screen:
    """Everything kept about this reader, readable."""
    if not held:
        return Screen(text=bold(locale.t("I keep nothing about you.")), rows=(home_row(locale, Home()),))
    names = {
        "subscription": locale.t("Topics you follow"),
        "delivery": locale.t("Digests sent or planned"),
        "sent_card": locale.t("Cards sent in digests"),
        "sent_message": locale.t("Messages of the last days, to hide them"),
        "coordinator": locale.t("Your right to make campaigns"),
    }
    reader = (held.get("reader") or [{}])[0]
    lines = [f"• <code>{plain(key)}</code>: {plain(_value(value))}" for key, value in reader.items()]
    counts = [
        f"• {plain(names.get(table, table))}: {len(rows)}"
        for table, rows in held.items()
        if table != "reader"
    ]
    return Screen(
        text=paragraphs(
            bold(locale.t("📄 Everything I keep about you")), "\n".join(lines), "\n".join(counts)
        ),
        rows=(
            (Button(locale.t("⬇️ As a file (JSON)"), MyDataFile()),),
            (Button(locale.t("🗑 Erase everything"), AskErase()),),
            home_row(locale, MyData()),
        ),
    )


def ask_erase(locale: Locale) -> Screen:
    """Make sure before everything goes."""
    return Screen(
        text=paragraphs(
            bold(locale.t("Erase everything I keep about you?")),
            plain(
                locale.t(
                    "Your language, the topics you follow and your digests will be gone. It cannot be undone."
                )
            ),
        ),
        rows=(
            (Button(locale.t("🗑 Yes, erase"), Erase()),),
            (Button(locale.t("No, keep it"), Privacy()),),
        ),
    )


def erased(receipt: Receipt, locale: Locale) -> Screen:
    """The receipt."""
    if not receipt.total:
        return Screen(text=bold(locale.t("There was nothing left to erase.")))
    text = paragraphs(
        bold(locale.t("✅ Erased")),
        plain(
            locale.n(
                "{count} record about you is gone. I keep nothing about you now.",
                "{count} records about you are gone. I keep nothing about you now.",
                receipt.total,
            )
        ),
        plain(locale.t("If you write to me again, we start anew.")),
    )
    return Screen(text=text)


def _value(value: object) -> str:
    if value is None:
        return "—"
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
