"""Due times on the reader's own clock: summer time, short months, days that a zone skips."""

import calendar
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services import zones
from bot.services.schedules import CADENCES, Schedule, is_late, last_due, next_due, zone

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NAMES = sorted(name for region in zones.regions() for name in zones.of_region(region, NOON))

schedules = st.builds(
    Schedule,
    cadence=st.sampled_from(CADENCES),
    weekday=st.integers(0, 6),
    monthday=st.integers(1, 31),
    hour=st.integers(0, 23),
    time_zone=st.sampled_from(NAMES),
)
instants = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def weekly(hour: int, time_zone: str, weekday: int = 0) -> Schedule:
    return Schedule("weekly", weekday, 1, hour, time_zone)


@pytest.mark.parametrize(
    ("schedule", "after", "due"),
    [
        # Sunday noon in UTC; Monday at nine their time.
        (weekly(9, "Asia/Almaty"), NOON, "2026-11-23T09:00+05:00"),
        (weekly(9, "America/New_York"), NOON, "2026-11-23T09:00-05:00"),
        # Not the slot itself: the one after it.
        (weekly(9, "UTC"), datetime(2026, 11, 23, 9, tzinfo=UTC), "2026-11-30T09:00+00:00"),
        # Their Monday has begun while it is Sunday here.
        (weekly(0, "Pacific/Auckland"), NOON, "2026-11-30T00:00+13:00"),
        # 2 o'clock does not exist in Berlin on 29 March 2026, and comes twice on 25 October.
        (Schedule("daily", 0, 1, 2, "Europe/Berlin"), datetime(2026, 3, 28, 12, tzinfo=UTC), "2026-03-29T03:00+02:00"),
        (Schedule("daily", 0, 1, 2, "Europe/Berlin"), datetime(2026, 10, 24, 12, tzinfo=UTC), "2026-10-25T02:00+02:00"),
        (Schedule("daily", 0, 1, 2, "Europe/Berlin"), datetime(2026, 10, 25, 0, tzinfo=UTC), "2026-10-26T02:00+01:00"),
        # The 31st of a shorter month is its last day.
        (Schedule("monthly", 0, 31, 9, "UTC"), NOON, "2026-11-30T09:00+00:00"),
        (Schedule("monthly", 0, 31, 9, "UTC"), datetime(2027, 2, 1, tzinfo=UTC), "2027-02-28T09:00+00:00"),
        (Schedule("monthly", 0, 30, 9, "UTC"), datetime(2028, 2, 1, tzinfo=UTC), "2028-02-29T09:00+00:00"),
        (Schedule("monthly", 0, 1, 9, "UTC"), datetime(2026, 12, 1, 9, tzinfo=UTC), "2027-01-01T09:00+00:00"),
        # Samoa skipped Friday, 30 December 2011.
        (weekly(9, "Pacific/Apia", 4), datetime(2011, 12, 24, tzinfo=UTC), "2011-12-31T09:00+14:00"),
        # A zone that this machine does not know is UTC.
        (weekly(9, "Mars/Olympus"), NOON, "2026-11-23T09:00+00:00"),
    ],
)  # fmt: skip
def test_next_due_is_on_the_readers_clock(schedule: Schedule, after: datetime, due: str) -> None:
    assert next_due(schedule, after) == datetime.fromisoformat(due)


@given(schedules, instants)
def test_next_due_comes_after_and_on_the_day_and_hour_asked_for(schedule: Schedule, after: datetime) -> None:
    due = next_due(schedule, after)
    where = zone(schedule.time_zone)
    local = due.astimezone(where)
    assert after < due <= after + timedelta(days=32)
    skipped = datetime(local.year, local.month, local.day, schedule.hour, tzinfo=where).astimezone(UTC) != due
    if not skipped:
        assert (local.hour, local.minute, local.fold) == (schedule.hour, 0, 0)
        if schedule.cadence == "weekly":
            assert local.weekday() == schedule.weekday
        if schedule.cadence == "monthly":
            last = calendar.monthrange(local.year, local.month)[1]
            assert local.day == min(schedule.monthday, last)
    else:
        # The hour, or the whole day, was skipped by their clocks: it comes right after.
        before = (due - timedelta(days=1, hours=1)).astimezone(where)
        assert local.utcoffset() != before.utcoffset()


@given(schedules, instants)
def test_last_due_and_next_due_enclose_an_instant(schedule: Schedule, at: datetime) -> None:
    before, after = last_due(schedule, at), next_due(schedule, at)
    assert before <= at < after
    assert next_due(schedule, before) == after
    assert last_due(schedule, after) == after


@given(schedules, instants)
def test_slots_follow_each_other_as_the_cadence_says(schedule: Schedule, start: datetime) -> None:
    low, high = {"daily": (1, 1), "weekly": (7, 7), "monthly": (28, 31)}[schedule.cadence]
    slot, slack = next_due(schedule, start), timedelta(hours=25)
    for _ in range(4):
        following = next_due(schedule, slot)
        assert timedelta(days=low) - slack <= following - slot <= timedelta(days=high) + slack
        slot = following


def test_slot_is_late_when_the_next_one_has_come() -> None:
    schedule = weekly(9, "Asia/Almaty")
    slot = datetime(2026, 11, 23, 4, tzinfo=UTC)
    week = timedelta(days=7)
    assert [is_late(schedule, slot, slot + wait) for wait in (week - timedelta(seconds=1), week)] == [
        False,
        True,
    ]


def test_zones_exist_and_stand_from_west_to_east() -> None:
    assert len(NAMES) > 80
    assert all(zones.exists(name) for name in NAMES)
    assert not zones.exists("Mars/Olympus")
    offsets = [NOON.astimezone(ZoneInfo(name)).utcoffset() for name in zones.of_region("Europe", NOON)]
    assert offsets == sorted(offsets)  # type: ignore[type-var]
    assert zones.of_region("Mars", NOON) == ()
    assert zones.short("Asia/Almaty")[:2] == ("Asia/Almaty", "Europe/Moscow")
    assert len(zones.short("Europe/Berlin")) == len(zones.NEAR)
