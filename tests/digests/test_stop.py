"""The end of the program: every wait in it is bounded, all bounds together stay below ten seconds, nothing is lost."""

import asyncio
import logging
import signal
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import app, tasks
from bot.conversation import receiver
from bot.digests.courier import courier
from bot.digests.schedule import Job, Schedule
from tests.digests.post import TOKEN, Post
from tests.digests.program import PATIENCE, program

LIMIT = 10.0
CLOSED = 0.25
"""Seconds that aiogram and aiohttp take to close their connections."""


def test_bounds_of_the_end_stay_below_ten_seconds() -> None:
    last_steps = 3  # Sent messages, tallies, the database.
    assert app.GRACE + last_steps * app.LAST_SECONDS + receiver.FAREWELL * 0.5 + CLOSED < LIMIT
    # The courier ends within the grace that everything in hand gets, so it is not cut while it records.
    assert courier.GRACE + courier.RECORD_SECONDS < app.GRACE


@pytest.mark.parametrize("broken", [False, True])
async def test_last_step_that_fails_or_hangs_holds_up_nobody(
    broken: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async def step() -> None:
        if broken:
            raise RuntimeError("postgresql://user:password@host")
        await asyncio.Event().wait()

    async with asyncio.timeout(5):
        await tasks.within(0.01, step, "tallies")
    lines = [record.getMessage() for record in caplog.records]
    assert ["left undone at the end" in line and "password" not in line for line in lines] == [True]


async def test_job_that_runs_at_the_end_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    begun, ended = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    schedule = Schedule([Job("tick", work, seconds=60)], ZoneInfo(str(UTC)))
    schedule.start()
    await begun.wait()
    schedule.stop()
    await ended.wait()
    await asyncio.sleep(0)
    assert [record.getMessage() for record in caplog.records] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_stop_while_telegram_is_silent_keeps_everything(
    post: Post, database_url: str, tmp_path: Path
) -> None:
    """Telegram takes requests and answers none: those on their way are in doubt, all others wait in the ledger."""
    await post.plan_for_now(*range(1, 61))
    post.telegram.faults.next(method="sendMessage", breakage="silence", times=1000)
    wanted = {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": post.address,
        "DATABASE_URL": database_url,
        "DIGEST_RATE": "1000",
    }
    async with program(tmp_path, "run", "--only", "courier", **wanted) as running:
        await running.line("at work")
        async with asyncio.timeout(PATIENCE):
            # A request that is never answered wakes nobody, so this looks by itself.
            while post.telegram.faults.planned[0].times > 990:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        status, _, errors = await running.end(signal.SIGTERM)
    states = await post.states()
    assert (status, "Traceback" in errors, sum(states.values())) == (0, False, 60)
    assert states.keys() <= {"planned", "claimed", "uncertain"}
