"""A courier killed again and again; the full measure is `python -m tests.benchmarks.kills`."""

import pytest

from storage.database import Database
from tests.digests.kills import Toll, kill_at_random


@pytest.mark.filterwarnings("default::ResourceWarning")
async def test_killed_courier_loses_nothing_and_marks_what_it_repeats(
    database: Database, database_url: str
) -> None:
    toll = await kill_at_random(database, database_url, readers=300, kills=12, seed=20261123)
    assert toll == Toll(12, 0, toll.repeated, 0, toll.in_flight, {"sent": 300})
    assert toll.repeated <= toll.in_flight
    assert toll.in_flight > 0
