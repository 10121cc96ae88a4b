"""Tallies: how often something happened on a day, without any person; counted in memory, written now and then."""

from bot.services.counted import Counted, Counts
from storage import counters
from storage.counters import Tally


class Tallies(Counted):
    """Counts by day, name and key; names and keys are ids of content, outcomes and languages, never of people."""

    period = 10.0
    """Seconds between two writes; that much counting can be lost when the process is killed."""

    def count(self, name: str, key: str = "") -> None:
        """Count one more of a name and key today."""
        self._counts[self._today, name, key] += 1

    def read(self, card: str | None) -> None:
        """Count that a card (its id) was shown; None for a page that shows none."""
        if card is not None:
            self.count("card", card)

    async def _write(self, counts: Counts) -> None:
        tallies = [Tally(day, name, key, number) for (day, name, key), number in counts.items()]
        async with self._database.session() as session:
            await counters.increment_many(session, tallies)
