"""Planning: due readers a second, how memory grows with them, the tick of an idle system."""

import asyncio
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.digests.plan import Planner
from storage.database import Database
from tests.benchmarks.stations import opened, seed, urls
from tests.benchmarks.table import Row, show
from tests.clock import Clock
from tests.digests.post import DEFAULT

NOW = datetime(2026, 11, 23, 4, 0, 1, tzinfo=UTC)
SIZES = {"sqlite": (10_000, 100_000), "postgresql": (10_000, 100_000)}
FULL = {"sqlite": (10_000, 100_000), "postgresql": (10_000, 100_000, 1_000_000)}
IDLE_TICKS = 20


def _resident() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


async def _measure(database: Database, many: int) -> list[Row]:
    await seed(database, many)
    planner = Planner(database, Clock(NOW), DEFAULT)
    peak, running = _resident(), True

    async def watch() -> None:
        nonlocal peak
        while running:
            peak = max(peak, _resident())
            await asyncio.sleep(0.05)

    watching = asyncio.create_task(watch())
    began = time.perf_counter()
    planned = await planner.tick()
    took = time.perf_counter() - began
    running = False
    await watching
    assert planned.planned == many, planned
    idle = []
    for _ in range(IDLE_TICKS):
        began = time.perf_counter()
        await planner.tick()
        idle.append((time.perf_counter() - began) * 1000)
    name = f"{database.dialect}, {many:,} due"
    return [
        Row(f"{name}: planned a second", "/s", [many / took]),
        Row(f"{name}: peak memory of the process", "MB", [peak], bound="≤ 200"),
        Row(f"{name}: idle tick afterwards", "ms", idle, bound="≤ 5"),
    ]


async def _all(sizes: dict[str, tuple[int, ...]]) -> list[Row]:
    rows = []
    with urls() as found:
        for dialect, url in found.items():
            async with opened(url) as database:
                for many in sizes[dialect]:
                    rows += await _measure(database, many)
    return rows


def main() -> None:
    """Print the figures; `--full` plans a million readers on PostgreSQL as well."""
    show("Planning", asyncio.run(_all(FULL if "--full" in sys.argv else SIZES)))


if __name__ == "__main__":
    main()
