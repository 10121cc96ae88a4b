"""Subscriptions: which topics a chat follows, and when its digests come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.clock import Clock
from bot.services.digests import Digest, compose, told
from bot.services.schedules import Schedule, next_due, zone
from content.library import Library
from storage import campaigns, cards, published, readers, subscriptions
from storage.database import Database
from storage.plan import DueReader
from storage.session import Session
from storage.tables import Reader

MONDAY: Final = 0
MORNING: Final = 9
SOONEST: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Following:
    """What a chat follows and when it hears of it.

    `topics` are ids; `schedule` is what was chosen or the default; `due` is the next digest's instant, None when none
    will come; `paused_until` is None when nothing is paused.
    """

    topics: tuple[str, ...]
    schedule: Schedule
    silent: bool
    due: datetime | None
    paused_until: datetime | None
    told_at: datetime | None


class Subscriptions:
    """Changes what chats follow; every change is one unit of work that leaves the due time right."""

    def __init__(self, database: Database, clock: Clock, time_zone: str) -> None:
        self._database = database
        self._clock = clock
        self.default = Schedule(
            cadence="weekly", weekday=MONDAY, monthday=1, hour=MORNING, time_zone=time_zone
        )

    async def of(self, chat_id: int) -> Following:
        """Give what a chat follows; someone unknown follows nothing."""
        async with self._database.session() as session:
            return await self._read(session, chat_id)

    async def follow(self, chat_id: int, topics: Iterable[str]) -> Following:
        """Follow topics (ids); whoever followed nothing gets the schedule last chosen, or the default."""
        async with self._database.session() as session:
            new = [topic for topic in topics if await subscriptions.add(session, chat_id, topic)]
            await campaigns.count_follows(session, chat_id, new, self._today())
            return await self._write(session, chat_id, await self._read(session, chat_id))

    async def unfollow(
        self, chat_id: int, topics: Iterable[str] | None = None
    ) -> tuple[tuple[str, ...], Following]:
        """Unfollow topics, or all with None; what was followed of them, and what is left."""
        async with self._database.session() as session:
            wanted = None
            if topics is not None:
                # A forged button may name what no topic can be called.
                wanted = set(topics).intersection(await subscriptions.topics(session, chat_id))
            removed = await subscriptions.remove(session, chat_id, wanted)
            return tuple(removed), await self._write(session, chat_id, await self._read(session, chat_id))

    async def choose(self, chat_id: int, wish: Mapping[str, object]) -> Following:
        """Change fields of the schedule, by their names in Schedule; the values must be allowed there."""
        async with self._database.session() as session:
            now = await self._read(session, chat_id)
            changed = replace(now, schedule=replace(now.schedule, **wish))  # type: ignore[arg-type]
            return await self._write(session, chat_id, changed)

    async def silence(self, chat_id: int, *, silent: bool) -> Following:
        """Let digests come without a sound, or with one."""
        async with self._database.session() as session:
            return await self._write(
                session, chat_id, replace(await self._read(session, chat_id), silent=silent)
            )

    async def pause(self, chat_id: int, days: int) -> Following:
        """Send nothing for so many days; 0 ends a pause."""
        async with self._database.session() as session:
            until = self._clock() + timedelta(days=days) if days else None
            return await self._write(
                session, chat_id, replace(await self._read(session, chat_id), paused_until=until)
            )

    async def upcoming(self, chat_id: int, library: Library) -> Digest | None:
        """Compose what a chat's next digest would hold by now; None when it would hold nothing."""
        async with self._database.session() as session:
            following = await self._read(session, chat_id)
            out_since = await published.known(session)
            had = await cards.sent_to(session, [chat_id])
        return compose(
            library,
            following.topics,
            self._clock(),
            told(out_since, following.told_at),
            had.get(chat_id, set()),
        )

    def _today(self) -> date:
        return self._clock().astimezone(zone(self.default.time_zone)).date()

    async def _read(self, session: Session, chat_id: int) -> Following:
        reader = await readers.get(session, chat_id)
        topics = tuple(await subscriptions.topics(session, chat_id))
        if reader is None:
            return Following(topics, self.default, silent=False, due=None, paused_until=None, told_at=None)
        paused = reader.paused_until
        return Following(
            topics=topics,
            schedule=chosen(reader, self.default),
            silent=reader.silent,
            due=reader.next_due_at if topics else None,
            paused_until=paused if paused and paused > self._clock() else None,
            told_at=reader.last_digest_at,
        )

    async def _write(self, session: Session, chat_id: int, wish: Following) -> Following:
        """Keep a wish, with the due time that follows from it."""
        now = self._clock()
        due = None
        if wish.topics:
            due = next_due(wish.schedule, max(now, wish.paused_until - SOONEST) if wish.paused_until else now)
        schedule = wish.schedule
        await readers.set_schedule(
            session,
            chat_id,
            readers.Schedule(
                cadence=schedule.cadence,
                weekday=schedule.weekday,
                monthday=schedule.monthday,
                hour=schedule.hour,
                # The operator's own zone is not written down, so that it can be changed for all who chose none.
                time_zone=None if schedule.time_zone == self.default.time_zone else schedule.time_zone,
                silent=wish.silent,
                paused_until=wish.paused_until,
                next_due_at=due,
            ),
        )
        return replace(wish, due=due)


def chosen(reader: Reader | DueReader, default: Schedule) -> Schedule:
    """Give the schedule that a reader chose, with the default for what they did not choose."""
    return Schedule(
        cadence=reader.cadence or default.cadence,
        weekday=default.weekday if reader.weekday is None else reader.weekday,
        monthday=default.monthday if reader.monthday is None else reader.monthday,
        hour=default.hour if reader.hour is None else reader.hour,
        time_zone=reader.time_zone or default.time_zone,
    )
