"""Resident memory of a receiver over many updates with real answers: its slope. Takes minutes: run it by its name.

A number on the command line is another count of updates.
"""

import asyncio
import sys
from tempfile import TemporaryDirectory

from tests.benchmarks.memory import resident, slope
from tests.benchmarks.table import Row, show
from tests.benchmarks.webhook import BOTS, PEOPLE, running

UPDATES = 50_000
KEPT = 5
"""Messages of each chat that the local Telegram keeps."""


async def _measure(updates: int) -> list[tuple[int, float]]:
    found: list[tuple[int, float]] = []
    with TemporaryDirectory() as folder:
        async with running(BOTS["ours"], folder) as (post, pid):
            for number in range(1, updates // PEOPLE + 1):
                await post.rush()
                found.append((number * PEOPLE, resident(pid)))
                for person in post.people:
                    kept = post.telegram.chat(person).by_id
                    for message in list(kept)[:-KEPT]:
                        del kept[message]
    return found


def main() -> None:
    """Print the figures."""
    updates = next((int(word) for word in sys.argv[1:] if word.isdigit()), UPDATES)
    found = asyncio.run(_measure(updates))
    later = found[len(found) // 2 :]
    show(
        f"Memory of a receiver over {found[-1][0]:,} updates of {PEOPLE} people",
        [
            Row("after the first of each person", "MB", [found[0][1]]),
            Row("half-way", "MB", [later[0][1]]),
            Row("at the end", "MB", [later[-1][1]]),
            Row("slope over the second half", "MB per 100,000", [slope(later) * 100_000], bound="about 0"),
        ],
    )


if __name__ == "__main__":
    main()
