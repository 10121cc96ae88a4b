"""When a reader's digest is due: reckoned on the reader's own clock and calendar, kept as instants in UTC."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Cadence = Literal["daily", "weekly", "monthly"]
CADENCES: Final[tuple[Cadence, ...]] = ("daily", "weekly", "monthly")

DAY: Final = timedelta(days=1)
NEAR: Final = 3
"""Dates to look at on each side: a zone that changes sides of the date line skips or repeats one."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A reader's wish: `weekday` counts from Monday = 0, `monthday` from 1 (past a month's end: its last day).

    `hour` is on the clocks of `time_zone`, an IANA name.
    """

    cadence: Cadence
    weekday: int
    monthday: int
    hour: int
    time_zone: str


@lru_cache(maxsize=1024)
def zone(name: str) -> ZoneInfo:
    """Give a time zone; UTC when the zone's name is unknown to this machine (any more)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=65_536)
def next_due(schedule: Schedule, after: datetime) -> datetime:
    """Give the first slot later than an instant.

    An hour that the clocks skip that day is taken as the hour right after; one that they show twice, as the first.
    """
    where = zone(schedule.time_zone)
    local = after.astimezone(where).date()
    slots = (_slot(schedule, day, where) for day in _dates(schedule, local, back=False))
    return next(slot for slot in slots if slot > after)


@lru_cache(maxsize=65_536)
def last_due(schedule: Schedule, until: datetime) -> datetime:
    """Give the last slot that is not later than an instant."""
    where = zone(schedule.time_zone)
    local = until.astimezone(where).date()
    slots = (_slot(schedule, day, where) for day in _dates(schedule, local, back=True))
    return next(slot for slot in slots if slot <= until)


def is_late(schedule: Schedule, slot: datetime, now: datetime) -> bool:
    """Say whether a slot is more than its cadence late: the next one has come as well."""
    return next_due(schedule, slot) <= now


def _slot(schedule: Schedule, day: date, where: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, schedule.hour, tzinfo=where).astimezone(UTC)


def _dates(schedule: Schedule, local: date, *, back: bool) -> Iterator[date]:
    """The dates of a schedule from around a local date on, or back from it."""
    if schedule.cadence == "monthly":
        return _monthdays(schedule.monthday, local, -1 if back else 1)
    step = -DAY if back else DAY
    first = local - NEAR * step
    days = (first + number * step for number in range(NEAR + NEAR + 8))
    if schedule.cadence == "weekly":
        return (day for day in days if day.weekday() == schedule.weekday)
    return days


def _monthdays(monthday: int, local: date, step: int) -> Iterator[date]:
    months = local.year * 12 + local.month - 1
    for number in range(months - step, months + 3 * step, step):
        year, month = divmod(number, 12)
        last = calendar.monthrange(year, month + 1)[1]
        yield date(year, month + 1, min(monthday, last))
