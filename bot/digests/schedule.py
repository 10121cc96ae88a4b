"""The schedule: a few jobs of the program, and none per reader; the only place that talks APScheduler."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from storage.errors import StorageError

log = structlog.get_logger(__name__)

# APScheduler's default grace of one second skips a job that comes late; a late tick is a tick all the same.
DEFAULTS: dict[str, Any] = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}


@dataclass(frozen=True, slots=True)
class Job:
    """Work that is done again and again: every so many seconds from now on, or daily at an hour."""

    name: str
    work: Callable[[], Awaitable[object]]
    seconds: float = 0.0
    hour: int = 0


class Schedule:
    """Runs jobs on the event loop; none runs twice at once, none is skipped for being late."""

    def __init__(self, jobs: Iterable[Job], zone: ZoneInfo) -> None:
        self._scheduler = AsyncIOScheduler(job_defaults=DEFAULTS, timezone=UTC)
        for job in jobs:
            now = datetime.now(UTC)
            trigger = (
                IntervalTrigger(seconds=job.seconds, start_date=now, timezone=UTC)
                if job.seconds
                else CronTrigger(hour=job.hour, timezone=zone)
            )
            first = {"next_run_time": now} if job.seconds else {}
            self._scheduler.add_job(_guarded, trigger, args=(job,), id=job.name, **first)

    def start(self) -> None:
        """Begin; what runs by seconds runs at once."""
        self._scheduler.start()

    def stop(self) -> None:
        """End; a job that runs is cancelled."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


async def _guarded(job: Job) -> None:
    """A job that fails is tried again when its time comes; the others go on."""
    try:
        await job.work()
    except asyncio.CancelledError:
        # The schedule ends, and so does the job. APScheduler would report that as an error of the job's.
        return
    except StorageError as error:
        log.warning("a job waits for the database", job=job.name, reason=error.reason)
    except Exception as error:
        log.error("a job failed", job=job.name, error=type(error).__name__, exc_info=error)
