"""My digests: what a chat follows, when it hears of it, and every choice about that."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.i18n import Locale
from bot.services.schedules import zone
from bot.services.subscriptions import Following
from bot.services.topics import Page
from bot.views.actions import (
    Action,
    AskStop,
    ChooseTopics,
    Close,
    Digests,
    Follow,
    FollowAgain,
    Languages,
    NextDigest,
    OfferTopic,
    OpenPause,
    OpenSchedule,
    OpenTopic,
    OpenZones,
    Pause,
    Silence,
    Stop,
    ToggleTopic,
    Unfollow,
)
from bot.views.digest import moment
from bot.views.navigation import Row, back_row, home_row, pages_row
from bot.views.screen import Button, Screen, bold, italic, paragraphs, plain
from content.schema import Topic

SHOWN: Final = 12
"""Followed topics with a button each; the others are in the list of all topics."""
PAUSES: Final = (7, 14, 30, 90)
"""Days."""


@dataclass(frozen=True, slots=True)
class Mine:
    """What the pages show: the chat's wishes, the topics of the content that it follows, and the chat's kind."""

    following: Following
    topics: tuple[Topic, ...]
    kind: str

    @property
    def due(self) -> datetime | None:
        """The next digest on the clock of the chat."""
        due = self.following.due
        return due.astimezone(zone(self.following.schedule.time_zone)) if due else None


def mine(found: Mine, locale: Locale, note: str = "") -> Screen:
    """The page itself; `note` says what has just been changed."""
    if not found.topics:
        return _nothing(found, locale, note)
    following = found.following
    sound = (
        Button(locale.t("🔔 With a sound"), Silence(on=0))
        if following.silent
        else Button(locale.t("🔕 Without a sound"), Silence(on=1))
    )
    pause = (
        Button(locale.t("▶️ End the pause"), Pause(days=0))
        if following.paused_until
        else Button(locale.t("⏸ Pause"), OpenPause())
    )
    return Screen(
        text=paragraphs(
            bold(locale.t("⏰ My digests")),
            plain(note),
            plain(locale.t("Followed here: {topics}.", topics=locale.join(_names(found.topics, locale)))),
            _when(found, locale),
        ),
        rows=(
            *(
                (Button(f"✖ {topic.icon} {topic.text(locale.language).name}", Unfollow(topic=topic.id)),)
                for topic in found.topics[:SHOWN]
            ),
            (
                Button(locale.t("➕ More topics"), ChooseTopics(page=0)),
                Button(locale.t("👀 The next one"), NextDigest()),
            ),
            (
                Button(locale.t("🗓 Day and hour"), OpenSchedule()),
                Button(locale.t("🌍 Time zone"), OpenZones(page=0, region="")),
            ),
            (pause, sound),
            (Button(locale.t("🚫 Turn everything off"), AskStop()),),
            foot(found.kind, locale, Digests()),
        ),
    )


def _nothing(found: Mine, locale: Locale, note: str) -> Screen:
    hint = ""
    if found.kind == "private":
        hint = locale.t(
            "For a group or channel: add me to it (to a channel as an admin) and write /digests there."
        )
    return Screen(
        text=paragraphs(
            bold(locale.t("⏰ My digests")),
            plain(note),
            plain(locale.t("Follow topics, and I will write when something in them changes.")),
            plain(hint),
        ),
        rows=(
            (Button(locale.t("➕ Choose topics"), ChooseTopics(page=0)),),
            foot(found.kind, locale, Digests()),
        ),
    )


def choose(found: Mine, page: Page[Topic], locale: Locale) -> Screen:
    """All topics, those that are followed with a mark; one tap follows or unfollows."""
    followed = {topic.id for topic in found.topics}
    rows = []
    for topic in page.items:
        name = f"{topic.icon} {topic.text(locale.language).name}"
        if topic.id in followed:
            name = f"✓ {name}"
        rows.append((Button(name, ToggleTopic(page=page.number, topic=topic.id)),))
    return Screen(
        text=paragraphs(bold(locale.t("Which topics shall I write about?"))),
        rows=(
            *rows,
            *pages_row(locale, page.number, page.pages, lambda number: ChooseTopics(page=number)),
            back(locale),
            foot(found.kind, locale, ChooseTopics(page=page.number)),
        ),
    )


def offer(topic: Topic, locale: Locale) -> Screen:
    """Whether to follow a topic, for who came by a link to its digest: nothing is followed without a press."""
    return Screen(
        text=paragraphs(
            bold(f"{topic.icon} {_name(topic, locale)}"),
            plain(topic.texts[locale.language].about),
            plain(locale.t("Shall I write to you when something about this topic changes?")),
            italic(locale.t("You choose how often, and can stop at any time.")),
        ),
        rows=(
            (Button(locale.t("🔔 Follow this topic"), Follow(topic=topic.id)),),
            back_row(locale, f"{topic.icon} {_name(topic, locale)}", OpenTopic(page=0, topic=topic.id)),
            home_row(locale, OfferTopic(topic=topic.id)),
        ),
    )


def followed(found: Mine, topic: Topic, locale: Locale) -> Screen:
    """The page after following a topic."""
    return mine(found, locale, locale.t("✓ You will hear of “{topic}”.", topic=_name(topic, locale)))


def unfollowed(found: Mine, topic: Topic, locale: Locale) -> Screen:
    """The page after unfollowing a topic, with the way back."""
    name = _name(topic, locale)
    screen = mine(found, locale, locale.t("No longer followed: “{topic}”.", topic=name))
    undo = (Button(locale.t("↩️ Follow “{topic}” again", topic=name), Follow(topic=topic.id)),)
    return Screen(text=screen.text, rows=(undo, *screen.rows))


def ask_stop(found: Mine, locale: Locale) -> Screen:
    """Whether to turn everything off."""
    return Screen(
        text=paragraphs(
            bold(locale.t("Turn everything off?")),
            plain(
                locale.n(
                    "{count} topic will no longer be followed.",
                    "{count} topics will no longer be followed.",
                    len(found.topics),
                )
            ),
        ),
        rows=((Button(locale.t("🚫 Yes, turn everything off"), Stop()),), back(locale)),
    )


def stopped(found: Mine, mask: str, locale: Locale) -> Screen:
    """Everything is off, and can be taken back."""
    screen = mine(found, locale, locale.t("Everything is off. I will not write any more."))
    undo = (Button(locale.t("↩️ Undo"), FollowAgain(mask=mask)),)
    return Screen(text=screen.text, rows=(undo, *screen.rows))


def pauses(found: Mine, locale: Locale) -> Screen:
    """For how long to send nothing."""
    return Screen(
        text=paragraphs(bold(locale.t("For how long shall I be quiet?")), _when(found, locale)),
        rows=(
            *(
                (Button(locale.n("{count} day", "{count} days", days), Pause(days=days)),)
                for days in PAUSES
            ),
            back(locale),
            foot(found.kind, locale, OpenPause()),
        ),
    )  # fmt: skip


def upcoming(found: Mine, shown: Screen | None, locale: Locale) -> Screen:
    """What the next digest would hold by now: its own text, or that there is nothing yet."""
    if shown is None:
        words = locale.t("Nothing new yet. When there is nothing to say, I do not write.")
        return Screen(text=paragraphs(_when(found, locale), plain(words)), rows=(back(locale),))
    return Screen(text=shown.text, rows=(back(locale), foot(found.kind, locale, NextDigest())))


def back(locale: Locale) -> Row:
    """The way back to the page."""
    return back_row(locale, locale.t("My digests"), Digests())


def foot(kind: str, locale: Locale, place: Action) -> Row:
    """The last row: home and language, and in a channel, where the page is in everyone's way, its removal."""
    if kind == "private":
        return home_row(locale, place)
    return (
        Button(locale.t("🌐 Language"), Languages(place=place.pack())),
        Button(locale.t("✖ Close"), Close()),
    )


def _when(found: Mine, locale: Locale) -> str:
    due, following = found.due, found.following
    if due is None:
        return ""
    lines = [locale.t("Next digest: {moment}.", moment=moment(due, locale))]
    if following.paused_until:
        until = following.paused_until.astimezone(due.tzinfo)
        lines.append(locale.t("Paused until {date}.", date=locale.date(until.date())))
    lines.append(f"{rhythm(following, locale)} · {place(following.schedule.time_zone, due, locale)}")
    if following.silent:
        lines.append(locale.t("It comes without a sound."))
    return f"{bold(lines[0])}\n{italic(chr(10).join(lines[1:]))}"


def rhythm(following: Following, locale: Locale) -> str:
    """How often, in a line: «Every week: Monday, 09:00»."""
    schedule = following.schedule
    hour = f"{schedule.hour:02}:00"
    match schedule.cadence:
        case "daily":
            return locale.t("Every day: {hour}", hour=hour)
        case "weekly":
            return locale.t("Every week: {day}, {hour}", day=weekday(schedule.weekday, locale), hour=hour)
        case "monthly":
            return locale.t("Every month: day {day}, {hour}", day=schedule.monthday, hour=hour)


def place(time_zone: str, at: datetime, locale: Locale) -> str:
    """A time zone as readers know it, with its clock at an instant: «Berlin, UTC+1»."""
    offset = at.astimezone(zone(time_zone)).utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset is not None else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"{locale.city(time_zone)}, UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def weekday(number: int, locale: Locale, pattern: str = "EEEE") -> str:
    """Name a weekday, counted from Monday = 0, by a CLDR pattern."""
    # 1 January 2024 was a Monday.
    return locale.moment(datetime(2024, 1, 1 + number, tzinfo=zone("UTC")), pattern)


def _name(topic: Topic, locale: Locale) -> str:
    return topic.text(locale.language).name


def _names(topics: tuple[Topic, ...], locale: Locale) -> list[str]:
    return [f"{topic.icon} {_name(topic, locale)}" for topic in topics]
