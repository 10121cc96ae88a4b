"""Questions without a sure answer, masked, for editors: only where the operator wants them, never those of danger."""

import asyncio
from collections import Counter
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.clock import Clock
from storage import questions
from storage.database import Database
from storage.errors import StorageError

if TYPE_CHECKING:
    from bot.services.answers import Answer
    from bot.services.edition import Edition

PERIOD: Final = 60.0
"""Seconds between two writes; in between, questions lose the order in which they came."""
MOST: Final = 5_000
"""Different questions held between two writes; more are not taken."""
LONGEST: Final = 200
IN_VAIN: Final = frozenset({"none", "unsure"})


class Questions:
    """Counts masked questions by day when `keeps`; else does nothing at all."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo, *, keeps: bool = False) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self.keeps = keeps
        self._counts: Counter[tuple[date, str, str]] = Counter()

    def note(self, edition: "Edition", question: str, found: "Answer") -> None:
        """Count a question that had no sure answer."""
        if not self.keeps or found.outcome not in IN_VAIN or found.greeting:
            return
        # Here, so that the parts of the program that nobody asks load no search.
        from content.search.masked import masked

        words = masked(question, edition.search.knows)
        key = (self._clock().astimezone(self._zone).date(), found.language, words)
        if words and len(words) <= LONGEST and (key in self._counts or len(self._counts) < MOST):
            self._counts[key] += 1

    async def flush(self) -> None:
        """Write what was counted. Raises StorageError; it is kept for the next time then."""
        counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            async with self._database.session() as session:
                await questions.count(session, [(*key, number) for key, number in counts.items()])
        except BaseException:
            self._counts.update(counts)
            raise

    async def serve(self) -> None:
        """Write again and again until cancelled."""
        while True:
            await asyncio.sleep(PERIOD)
            with suppress(StorageError):
                await self.flush()
