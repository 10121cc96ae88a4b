"""Tallies: how often something happened on a day, without any person; counted in memory, written now and then."""

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from bot.clock import Clock
from storage import counters
from storage.counters import Tally
from storage.database import Database
from storage.errors import StorageError

PERIOD: Final = 10.0
"""Seconds between two writes; that much counting can be lost when the process is killed."""


class Tallies:
    """Counts by day, name and key; names and keys are ids of content, outcomes and languages, never of people."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._counts: Counter[tuple[date, str, str]] = Counter()

    def count(self, name: str, key: str = "") -> None:
        """Count one more of a name and key today."""
        self._counts[self._clock().astimezone(self._zone).date(), name, key] += 1

    def read(self, card: str | None) -> None:
        """Count that a card (its id) was shown; None for a page that shows none."""
        if card is not None:
            self.count("card", card)

    async def flush(self) -> None:
        """Write what was counted; when the database fails, it is kept for the next time."""
        counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            async with self._database.session() as session:
                tallies = [Tally(day, name, key, number) for (day, name, key), number in counts.items()]
                await counters.increment_many(session, tallies)
        except BaseException:
            self._counts.update(counts)
            raise

    async def serve(self) -> None:
        """Write again and again until cancelled; StorageError is left to the next time."""
        while True:
            await asyncio.sleep(PERIOD)
            with suppress(StorageError):
                await self.flush()
