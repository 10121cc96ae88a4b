"""Killed while people write: every message is answered after all, in its order, and every choice is kept."""

import shutil
from pathlib import Path

import pytest

from tests.conversation.kills import HEARD, kill_at_random
from tests.databases import sqlite_url

PEOPLE, KILLS = 12, 3


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_kill_at_random_moments_loses_nothing(
    sqlite_template: Path, tmp_path: Path, webhook: bool
) -> None:
    database = tmp_path / "bot.db"
    shutil.copy(sqlite_template, database)
    toll = await kill_at_random(sqlite_url(database), PEOPLE, KILLS, seed=8, webhook=webhook)
    assert (toll.lost, toll.disordered, toll.forgotten) == (0, 0, 0)
    # What was in hand or just done comes again; a hundred updates are in hand at once at the most.
    assert toll.repeated <= KILLS * PEOPLE * len(HEARD) // 2
