"""Absence: readers of whom nothing was heard for long are asked, and erased when they do not answer.

Only readers themselves know whether they want to be kept; so before everything of theirs goes, they get a notice with
a button, and any sign of life ends it. The days until the end count from the notice, so a clock that jumped ahead for a
while harms nobody.
"""

import calendar
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.i18n import Locale
from bot.views import absence as view
from bot.views.screen import Screen
from storage import absence, messages, readers
from storage.absence import Absent, Limits
from storage.database import Database

log = structlog.get_logger(__name__)

NOTICE: Final = timedelta(days=30)
"""Time between the notice and the end."""
BATCH: Final = 100
IN_A_ROW: Final = 3
"""Notices in a row that Telegram does not take now: the others wait until tomorrow."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a notice: it arrived as the message `message_id`, never will, or may another time."""

    state: Literal["sent", "blocked", "failed", "later"]
    message_id: int | None = None


Tell = Callable[[int, Screen], Awaitable[Told]]


class Absence:
    """Asks and erases readers of whom nothing was heard for `months`; `forget` hears who is gone."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        zone: ZoneInfo,
        months: int,
        locales: Mapping[str, Locale],
        forget: Callable[[int], None],
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._months = months
        self._locales = locales
        self._forget = forget

    async def erase(self) -> int:
        """Erase everyone whose time is over, each in one transaction; how many. Raises StorageError."""
        today = self._today()
        limits, asked_by, erased = self._limits(today), today - NOTICE, 0
        while True:
            async with self._database.session() as session:
                chats = await absence.ended(session, limits, asked_by, BATCH)
            gone = 0
            for chat_id in chats:
                async with self._database.session() as session:
                    gone += await absence.erase(session, chat_id, limits, asked_by)
                self._forget(chat_id)
            erased += gone
            # Nobody of a batch left: all of them have shown life in between, and none is listed again.
            if len(chats) < BATCH or not gone:
                break
        if erased:
            log.info("absent readers erased", readers=erased)
        return erased

    async def is_due(self) -> bool:
        """Say whether anybody is to be asked. Raises StorageError."""
        async with self._database.session() as session:
            return bool(await absence.unasked(session, self._limits(self._today() + NOTICE), None, 1))

    async def ask(self, tell: Tell) -> int:
        """Ask everyone whose time is over in thirty days; how many. Raises StorageError, and what `tell` raises.

        Who was told and not yet noted when the program is killed is told once more.
        """
        today = self._today()
        limits, told, refused, above = self._limits(today + NOTICE), 0, 0, None
        while refused < IN_A_ROW:
            async with self._database.session() as session:
                batch = await absence.unasked(session, limits, above, BATCH)
            for reader in batch:
                above = reader.chat_id
                state = await self._ask(reader, limits, today, tell)
                told += state == "sent"
                refused = refused + 1 if state == "later" else 0
                if refused == IN_A_ROW:
                    break
            if len(batch) < BATCH:
                break
        log.info("absent readers asked", readers=told)
        return told

    async def _ask(self, reader: Absent, limits: Limits, today: date, tell: Tell) -> str:
        chosen = self._locales.get(reader.language or "")
        spoken = (chosen,) if chosen else tuple(self._locales.values())
        found = await tell(reader.chat_id, view.notice(reader.seen, today + NOTICE, reader.kind, spoken))
        if found.state == "later":
            return found.state
        async with self._database.session() as session:
            if found.message_id is not None:
                await messages.remember(session, reader.chat_id, [found.message_id], self._clock())
            if found.state == "blocked":
                await readers.deactivate(session, [reader.chat_id])
            await absence.asked(session, reader.chat_id, limits, today)
        return found.state

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    def _limits(self, day: date) -> Limits:
        before = months_before(day, self._months)
        return Limits(before, datetime.combine(before, time(), self._zone))


def months_before(day: date, months: int) -> date:
    """Give the same day some months earlier, or the last one of that month when it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))
