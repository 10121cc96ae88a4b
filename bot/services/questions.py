"""Questions without a sure answer, masked, for editors: only where the operator wants them, never those of danger."""

from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.services.counted import Counted, Counts
from storage import questions
from storage.database import Database

if TYPE_CHECKING:
    from bot.services.answers import Answer
    from bot.services.edition import Edition

MOST: Final = 5_000
"""Different questions held between two writes; more are not taken."""
LONGEST: Final = 200
IN_VAIN: Final = frozenset({"none", "unsure"})


class Questions(Counted):
    """Counts masked questions by day when `keeps`; else does nothing at all."""

    period = 60.0
    """Seconds between two writes; in between, questions lose the order in which they came."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo, *, keeps: bool = False) -> None:
        super().__init__(database, clock, zone)
        self.keeps = keeps

    def note(self, edition: "Edition", question: str, found: "Answer") -> None:
        """Count a question that had no sure answer."""
        if not self.keeps or found.outcome not in IN_VAIN or found.greeting:
            return
        # Here, so that the parts of the program that nobody asks load no search.
        from content.search.masked import masked

        words = masked(question, edition.search.knows)
        key = (self._today, found.language, words)
        if words and len(words) <= LONGEST and (key in self._counts or len(self._counts) < MOST):
            self._counts[key] += 1

    async def _write(self, counts: Counts) -> None:
        async with self._database.session() as session:
            await questions.count(session, [(*key, number) for key, number in counts.items()])
