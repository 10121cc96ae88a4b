"""Kill -9 at 100 random moments while people write, by polling and by webhook. Takes minutes: run it by its name."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.table import Row, show
from tests.conversation.kills import kill_at_random

PEOPLE = 100
KILLS = 100


async def _measure() -> list[Row]:
    rows = []
    for webhook in (False, True):
        with TemporaryDirectory() as folder:
            url = f"sqlite+aiosqlite:///{Path(folder, 'bot.db')}"
            toll = await kill_at_random(url, PEOPLE, KILLS, seed=20261122, webhook=webhook)
        name = f"{'webhook' if webhook else 'polling'}, {KILLS} kills, {PEOPLE} people: "
        rows += [
            Row(name + "answers lost", "", [toll.lost], bound="0"),
            Row(name + "chats out of order", "", [toll.disordered], bound="0"),
            Row(name + "choices not kept", "", [toll.forgotten], bound="0"),
            Row(name + "answers repeated", "", [toll.repeated]),
        ]
    return rows


def main() -> None:
    """Print the figures."""
    show("Kill -9 while people write", asyncio.run(_measure()))
