"""Everything that is kept of a chat, in words; and the end of it."""

from collections.abc import Mapping
from typing import Any, Final

from bot.i18n import Locale
from bot.services.privacy import Receipt
from bot.services.schedules import zone
from bot.views.actions import AskErase, Erase, Home, MyData, MyDataFile, Privacy
from bot.views.digest import moment
from bot.views.languages import NAMES
from bot.views.navigation import home_row
from bot.views.screen import Button, Screen, bold, paragraphs, plain
from bot.views.subscriptions import Mine, place, rhythm

FILE_NAME: Final = "quqyq-my-data.json"
Rows = Mapping[str, list[dict[str, Any]]]
TABLES: Final = (
    "reader",
    "subscription",
    "delivery",
    "sent_card",
    "sent_message",
    "coordinator",
    "broadcaster",
)
"""The tables that the page has words for."""


def my_data(held: Rows, mine: Mine, locale: Locale) -> Screen:
    """Everything kept of a chat: `held` are its rows by table, `mine` what it follows."""
    private = mine.kind == "private"
    if not held:
        nothing = (
            locale.t("I keep nothing about you.") if private else locale.t("I keep nothing about this chat.")
        )
        return Screen(text=bold(nothing), rows=(home_row(locale, Home()),))
    title = (
        locale.t("📄 Everything I keep about you")
        if private
        else locale.t("📄 Everything I keep about this chat")
    )
    lines = (
        *(_of_chat(held["reader"][0], locale) if "reader" in held else ()),
        *_of_digests(held, mine, locale),
        *_of_others(held, locale),
    )
    return Screen(
        text=paragraphs(
            bold(title),
            "\n".join(f"• {plain(line)}" for line in lines),
            plain(locale.t("The file holds every row just as it is kept.")),
        ),
        rows=(
            (Button(locale.t("⬇️ As a file (JSON)"), MyDataFile()),),
            (Button(locale.t("🗑 Erase everything"), AskErase()),),
            home_row(locale, MyData()),
        ),
    )


def _of_chat(row: Mapping[str, Any], locale: Locale) -> tuple[str, ...]:
    kinds = {
        "private": locale.t("private"),
        "group": locale.t("group"),
        "supergroup": locale.t("large group"),
        "channel": locale.t("channel"),
    }
    language = NAMES.get(row["language"] or "", locale.t("not chosen yet"))
    writes = locale.t("yes") if row["active"] else locale.t("no, I was blocked or removed")
    found = [
        locale.t("Number of the chat: {number}", number=row["chat_id"]),
        locale.t("Kind of the chat: {kind}", kind=kinds[row["kind"]]),
        locale.t("Language: {language}", language=language),
        locale.t("First seen: {date}", date=locale.date(row["since"])),
        locale.t("Last seen: {date}", date=locale.date(row["seen"])),
        locale.t("May I write here: {answer}", answer=writes),
    ]
    if row["warned"]:
        found.append(locale.t("Asked whether to keep all this: {date}", date=locale.date(row["warned"])))
    if row["campaign"]:
        found.append(locale.t("Code of the first link: {code}", code=row["campaign"]))
    return tuple(found)


def _of_digests(held: Rows, mine: Mine, locale: Locale) -> tuple[str, ...]:
    """What is followed and when; topics that the content has no more by their ids."""
    row = (held.get("reader") or [{}])[0]
    following, home = mine.following, zone(mine.following.schedule.time_zone)
    known = {topic.id: f"{topic.icon} {topic.text(locale.language).name}" for topic in mine.topics}
    found = []
    if following.topics:
        names = [known.get(topic, topic) for topic in following.topics]
        found.append(locale.t("Followed here: {topics}.", topics=locale.join(names)))
    if row.get("cadence"):
        zoned = row["next_due_at"] or row["last_digest_at"]
        where = [place(following.schedule.time_zone, zoned, locale)] if zoned else []
        found.append(" · ".join((rhythm(following, locale), *where)))
    if row.get("next_due_at"):
        found.append(
            locale.t("Next digest: {moment}.", moment=moment(row["next_due_at"].astimezone(home), locale))
        )
    if row.get("paused_until"):
        until = row["paused_until"].astimezone(home).date()
        found.append(locale.t("Paused until {date}.", date=locale.date(until)))
    if row.get("silent"):
        found.append(locale.t("It comes without a sound."))
    if row.get("last_digest_at"):
        last = row["last_digest_at"].astimezone(home).date()
        found.append(locale.t("Last digest: {date}", date=locale.date(last)))
    return tuple(found)


def _of_others(held: Rows, locale: Locale) -> tuple[str, ...]:
    counts = {
        "delivery": locale.t("Digests sent or planned"),
        "sent_card": locale.t("Cards sent in digests"),
        "sent_message": locale.t("Numbers of messages of the last 48 hours, for /hide"),
    }
    found = [
        f"{words}: {locale.number(len(held[table]))}" for table, words in counts.items() if table in held
    ]
    if "coordinator" in held:
        names = locale.join(sorted(row["name"] for row in held["coordinator"]))
        found.append(locale.t("Makes campaigns for: {names}", names=names))
    if "broadcaster" in held:
        found.append(locale.t("Your place in an urgent notice: {count}", count=len(held["broadcaster"])))
    # A table without words is shown all the same: nothing that is kept may be passed over in silence.
    found += [f"{table}: {locale.number(len(rows))}" for table, rows in held.items() if table not in TABLES]
    return tuple(found)


def ask_erase(kind: str, locale: Locale) -> Screen:
    """Make sure before everything goes; `kind` is the chat's."""
    question = (
        locale.t("Erase everything I keep about you?")
        if kind == "private"
        else locale.t("Erase everything I keep about this chat?")
    )
    return Screen(
        text=paragraphs(
            bold(question),
            plain(
                locale.t(
                    "The language, the topics followed and the digests will be gone. It cannot be undone."
                )
            ),
            plain(locale.t("To take the messages out of the chat as well, send /hide first.")),
        ),
        rows=(
            (Button(locale.t("🗑 Yes, erase"), Erase()),),
            (Button(locale.t("No, keep it"), Privacy()),),
        ),
    )


def erased(receipt: Receipt, kind: str, locale: Locale) -> Screen:
    """The receipt; `kind` is the chat's."""
    if not receipt.total:
        return Screen(text=bold(locale.t("There was nothing left to erase.")))
    if kind == "private":
        gone = locale.n(
            "{count} record about you is gone. I keep nothing about you now.",
            "{count} records about you are gone. I keep nothing about you now.",
            receipt.total,
        )
    else:
        gone = locale.n(
            "{count} record about this chat is gone. I keep nothing about it now.",
            "{count} records about this chat are gone. I keep nothing about it now.",
            receipt.total,
        )
    return Screen(
        text=paragraphs(
            bold(locale.t("✅ Erased")),
            plain(gone),
            plain(locale.t("If you write to me again, we start anew.")),
        )
    )
