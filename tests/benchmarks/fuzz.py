"""100,000 updates that no Telegram sends: exceptions, updates a second, and memory. Takes a quarter of an hour.

Words on the command line: another number of updates, `seed=N`, and `postgresql` for that database.
"""

import asyncio
import gc
import logging
import os
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from bot import logs
from bot.services.edition import read
from tests.benchmarks.memory import resident, slope
from tests.benchmarks.stations import opened, urls
from tests.benchmarks.table import Row, show
from tests.clock import Clock
from tests.conversation.conftest import TINY, furnish
from tests.conversation.ordeal import Ordeal, Verdict

UPDATES = 100_000
SEED = 20261122
SAMPLES = 20
SHOWN = 5


async def _measure(dialect: str, updates: int, seed: int) -> tuple[Verdict, float, list[tuple[int, float]]]:
    with urls((dialect,)) as found:
        async with opened(found[dialect]) as database:
            ordeal = Ordeal(furnish(read(TINY), TINY, database, Clock()))
            forge, chance = await ordeal.prepare(), Random(seed)
            memory = []
            began = time.perf_counter()
            for number in range(updates):
                await ordeal.face(forge, chance)
                if (number + 1) % (updates // SAMPLES or 1) == 0:
                    ordeal.tidy()
                    gc.collect()
                    memory.append((number + 1, resident(os.getpid())))
                    faults = len(ordeal.verdict.faults)
                    print(f"{number + 1:,} updates, {faults} faults, {memory[-1][1]:.0f} MB", file=sys.stderr)  # noqa: T201
            return ordeal.verdict, updates / (time.perf_counter() - began), memory


def main() -> None:
    """Print the figures, and the first faults where there are any."""
    logs.through_logging()
    # What they would print is counted, and holds what people "wrote".
    logging.getLogger().addHandler(logging.NullHandler())
    words = sys.argv[1:]
    updates = next((int(word) for word in words if word.isdigit()), UPDATES)
    seed = next((int(word.partition("=")[2]) for word in words if word.startswith("seed=")), SEED)
    dialect = "postgresql" if "postgresql" in words else "sqlite"
    verdict, rate, memory = asyncio.run(_measure(dialect, updates, seed))
    later = memory[len(memory) // 4 :]
    show(
        f"{verdict.updates:,} made-up and changed updates, seed {seed}, {dialect}, {Path(TINY).name} pack",
        [
            Row("exceptions, unanswered presses, calls of a wrong form", "", [len(verdict.faults)], bound="0"),
            Row("no updates at all, turned away", "", [verdict.unreadable]),
            Row("calls to Telegram made", "", [verdict.calls]),
            Row("updates a second, local Telegram included", "/s", [rate]),
            Row("memory at the end", "MB", [memory[-1][1]]),
            Row("memory's slope after the first quarter", "MB per 10,000", [slope(later) * 10_000], bound="about 0"),
        ],
    )  # fmt: skip
    for fault, number in Counter(fault.splitlines()[0][:300] for fault in verdict.faults).most_common(SHOWN):
        print(number, fault)  # noqa: T201
    for fault in verdict.faults[:SHOWN]:
        print(fault)  # noqa: T201
    sys.exit(bool(verdict.faults))


if __name__ == "__main__":
    main()
