"""Campaigns: who may make them, and what their links brought."""

import csv
import io
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.services import links
from bot.services.discretion import told
from bot.services.links import Link
from bot.services.tallies import Tallies
from content.library import Library
from storage import campaigns, coordinators, counters
from storage.database import Database

MOST: Final = 30
"""Campaigns that a coordinator can make."""
DAYS: Final = 30
"""Days that figures tell of."""

What = Literal["opened", "new", "followed"]
KINDS: Final[tuple[What, ...]] = ("opened", "new", "followed")
Made = Literal["made", "taken", "bad-name", "too-many"]


@dataclass(frozen=True, slots=True)
class Role:
    """What someone may do with campaigns: an admin everything, a coordinator what belongs to these names."""

    admin: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign, whose it is (None: the admins'), and the day it was made."""

    id: str
    coordinator: str | None
    since: date


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Someone who may make campaigns for a name; `came` when the invitation has been used."""

    name: str
    came: bool
    since: date


@dataclass(frozen=True, slots=True)
class Figures:
    """A campaign's counts from `first` to `last`: by kind and day, by kind and topic ("": no topic of its own)."""

    campaign: str
    first: date
    last: date
    by_day: Mapping[tuple[What, date], int]
    by_topic: Mapping[tuple[What, str], int]

    @property
    def days(self) -> tuple[date, ...]:
        """Every day told of."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def total(self, what: What) -> int:
        """The sum of a kind over all days."""
        return sum(count for (kind, _), count in self.by_day.items() if kind == what)

    def told(self, count: int) -> str:
        """Write a count as far as it may be told: «0», «<5», «17»."""
        return told(count)

    def csv(self) -> bytes:
        """Write the counts as CSV, a line a day and kind, then a line a topic and kind; UTF-8 with a mark for Excel."""
        page = io.StringIO()
        lines = csv.writer(page)
        lines.writerow(("campaign", "by", "key", *KINDS))
        for day in self.days:
            counts = (self.told(self.by_day.get((kind, day), 0)) for kind in KINDS)
            lines.writerow((self.campaign, "day", day.isoformat(), *counts))
        for topic in sorted({topic for _, topic in self.by_topic}):
            counts = (self.told(self.by_topic.get((kind, topic), 0)) for kind in KINDS)
            lines.writerow((self.campaign, "topic", topic, *counts))
        return page.getvalue().encode("utf-8-sig")


class Campaigns:
    """Makes campaigns and tells their figures, to those who may; `admins` are Telegram ids."""

    def __init__(
        self, database: Database, clock: Clock, zone: ZoneInfo, tallies: Tallies, admins: frozenset[int]
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._tallies = tallies
        self._admins = admins

    async def role(self, user_id: int) -> Role | None:
        """Say what someone may do; None for nearly everyone: nothing."""
        async with self._database.session() as session:
            names = tuple(await coordinators.names_of(session, user_id))
        admin = user_id in self._admins
        return Role(admin, names) if admin or names else None

    async def may(self, user_id: int, campaign: str) -> bool:
        """Tell whether a campaign is someone's own (an admin's are all)."""
        return any(one.id == campaign for one in await self.of(await self.role(user_id)))

    async def of(self, role: Role | None) -> tuple[Campaign, ...]:
        """Give the campaigns that a role may see, the newest first."""
        if role is None:
            return ()
        async with self._database.session() as session:
            found = await campaigns.listed(session, None if role.admin else role.names)
        return tuple(Campaign(one.id, one.coordinator, one.since) for one in found)

    async def create(self, role: Role, name: str) -> Made:
        """Make a campaign, of a coordinator's first name or of the admins'; what became of it."""
        if not links.CAMPAIGN.match(name):
            return "bad-name"
        owner = role.names[0] if role.names else None
        async with self._database.session() as session:
            if owner is not None and await campaigns.count(session, owner) >= MOST:
                return "too-many"
            return "made" if await campaigns.create(session, name, owner, self._today()) else "taken"

    async def figures(self, campaign: str) -> Figures:
        """Count what a campaign's links brought in the last 30 days, today included."""
        await self._tallies.flush()
        last = self._today()
        first = last - timedelta(days=DAYS - 1)
        async with self._database.session() as session:
            found = await counters.of_campaign(session, campaign, first, last)
        by_day: Counter[tuple[What, date]] = Counter()
        by_topic: Counter[tuple[What, str]] = Counter()
        for tally in found:
            kind = next(kind for kind in KINDS if tally.name == f"campaign-{kind}")
            by_day[kind, tally.day] += tally.count
            by_topic[kind, tally.key.partition("/")[2]] += tally.count
        return Figures(campaign, first, last, by_day, by_topic)

    def opened(self, link: Link, library: Library, *, first: bool) -> None:
        """Count that someone opened a campaign's link, and whether it was their first contact with the bot."""
        if not link.campaign:
            return
        key = f"{link.campaign}/{_topic(link, library)}"
        self._tallies.count("campaign-opened", key)
        if first:
            self._tallies.count("campaign-new", key)

    async def invite(self, name: str) -> str | None:
        """Invite a coordinator under a short name; the link's one-time code, None for a bad name or one not free."""
        if not links.CAMPAIGN.match(name):
            return None
        code = secrets.token_hex(12)
        async with self._database.session() as session:
            return code if await coordinators.invite(session, name, code, self._today()) else None

    async def accept(self, code: str, chat_id: int) -> str | None:
        """Use an invitation up; the coordinator's name, None for a code that is unknown, used or taken back."""
        async with self._database.session() as session:
            return await coordinators.accept(session, code, chat_id)

    async def revoke(self, name: str) -> bool:
        """Take a coordinator's right back; their campaigns stay, for the admins and whoever is invited by that name."""
        async with self._database.session() as session:
            return await coordinators.revoke(session, name)

    async def coordinators(self) -> tuple[Coordinator, ...]:
        """Give all coordinators by name."""
        async with self._database.session() as session:
            found = await coordinators.listed(session)
        return tuple(Coordinator(one.name, one.chat_id is not None, one.since) for one in found)

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()


def _topic(link: Link, library: Library) -> str:
    """Give the topic that a link's page belongs to; "" for those of none."""
    if link.kind == "card":
        card = library.card(link.item)
        return card.topic if card else ""
    if link.kind == "update":
        update = library.update(link.item)
        touched = library.topics_of(update) if update else ()
        return touched[0].id if touched else ""
    return link.item if library.topic(link.item) else ""
