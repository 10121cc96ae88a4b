"""Kill -9 at 200 random moments of a broadcast to 5,000 readers, on both databases."""

import asyncio
import sys

from tests.benchmarks.stations import opened, urls
from tests.benchmarks.table import Row, show
from tests.digests.kills import kill_at_random

READERS = 5_000
KILLS = 200


async def _measure(readers: int, kills: int) -> list[Row]:
    rows = []
    with urls() as found:
        for dialect, url in found.items():
            async with opened(url) as database:
                toll = await kill_at_random(database, url, readers, kills, seed=20261123)
            name = f"{dialect}, {kills} kills, {readers:,} readers"
            rows += [
                Row(f"{name}: lost", "", [toll.lost], bound="0"),
                Row(
                    f"{name}: repeated",
                    "",
                    [toll.repeated],
                    [toll.in_flight],
                    "in flight at the kills",
                    "≤ 1",
                ),
                Row(f"{name}: repeated and not marked", "", [toll.unmarked], bound="0"),
            ]
            assert toll.states == {"sent": readers}, toll.states
    return rows


def main() -> None:
    """Print the figures; two numbers on the command line are other counts of readers and kills."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()] or [READERS, KILLS]
    show("Kill -9 during a broadcast", asyncio.run(_measure(*numbers)))


if __name__ == "__main__":
    main()
