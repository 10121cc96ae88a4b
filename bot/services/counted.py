"""Counts by day that are kept in memory and written now and then: one write for each would slow everyone down."""

import asyncio
from abc import ABC, abstractmethod
from collections import Counter
from contextlib import suppress
from datetime import date
from typing import ClassVar
from zoneinfo import ZoneInfo

from bot.clock import Clock
from storage.database import Database
from storage.errors import StorageError

Counts = Counter[tuple[date, str, str]]


class Counted(ABC):
    """What `_counts` holds, by the day on the operator's clock and two words, is written every `period` seconds."""

    period: ClassVar[float]

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._counts: Counts = Counter()

    @property
    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    @abstractmethod
    async def _write(self, counts: Counts) -> None:
        """Write counts, which are some, in one transaction. Raises StorageError."""

    async def flush(self) -> None:
        """Write what was counted. Raises StorageError; it is kept for the next time then."""
        counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            await self._write(counts)
        except BaseException:
            self._counts.update(counts)
            raise

    async def serve(self) -> None:
        """Write again and again until cancelled; StorageError is left to the next time."""
        while True:
            await asyncio.sleep(self.period)
            with suppress(StorageError):
                await self.flush()
