"""Statistics: counts by day and by week of the operator's zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.services.stats import SERIES, Statistics
from bot.services.tallies import Tallies
from storage import counters, readers
from storage.counters import Tally
from storage.database import Database
from tests.clock import Clock

ALMATY = ZoneInfo("Asia/Almaty")
MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def statistics(database: Database, clock: Clock) -> Statistics:
    return Statistics(database, clock, ALMATY, Tallies(database, clock, ALMATY))


async def test_stats_of_an_empty_database_are_zeros(database: Database) -> None:
    found = await statistics(database, Clock()).by("day")
    assert (found.starts[0], found.last, len(found.starts)) == (date(2026, 10, 25), MONDAY, 30)
    assert found.series == dict.fromkeys(SERIES, (0,) * 30)
    assert (found.languages, found.cards, found.campaigns) == ({}, (), ())


async def test_stats_sum_up_days_and_weeks_and_leave_out_what_is_older(database: Database) -> None:
    async with database.session() as session:
        await counters.increment_many(
            session,
            [
                Tally(MONDAY, "outcome.answer", "kk", 3),
                Tally(MONDAY, "outcome.answer", "ru", 4),
                Tally(MONDAY - DAY, "outcome.answer", "ru", 10),
                Tally(MONDAY - 7 * DAY, "outcome.answer", "ru", 100),
                Tally(MONDAY - 30 * DAY, "outcome.answer", "ru", 1000),
                Tally(MONDAY - 7 * 26 * DAY, "outcome.answer", "ru", 10_000),
                Tally(MONDAY, "card", "wells", 2),
                Tally(MONDAY, "card", "water-line", 9),
                Tally(MONDAY, "campaign-opened", "clinic-7/water", 2),
                Tally(MONDAY, "campaign-opened", "clinic-7/", 2),
                Tally(MONDAY, "campaign-opened", "school-1/", 3),
            ],
        )
        for chat, language in ((1, "kk"), (2, "kk"), (3, None), (4, "ru")):
            await readers.remember(session, chat, "private", MONDAY)
            if language:
                await readers.set_language(session, chat, language)
        await readers.deactivate(session, [4])
    by_day = await statistics(database, Clock()).by("day")
    assert by_day.series["outcome.answer"][-8:] == (100, 0, 0, 0, 0, 0, 10, 7)
    assert by_day.total("outcome.answer") == 117
    assert by_day.languages == {"kk": 2, None: 1}
    assert by_day.cards == (("water-line", 9), ("wells", 2))
    assert by_day.campaigns == (("clinic-7", 4), ("school-1", 3))
    by_week = await statistics(database, Clock()).by("week")
    assert (by_week.starts[0], by_week.starts[-1]) == (MONDAY - 25 * 7 * DAY, MONDAY)
    assert by_week.series["outcome.answer"][-6:] == (1000, 0, 0, 0, 110, 7)
    assert by_week.total("outcome.answer") == 1117


async def test_day_is_the_operators(database: Database) -> None:
    clock = Clock(datetime(2026, 11, 22, 20, tzinfo=UTC))
    tallies = Tallies(database, clock, ALMATY)
    tallies.count("outcome.none", "kk")
    found = await Statistics(database, clock, ALMATY, tallies).by("day")
    assert (found.last, found.series["outcome.none"][-1]) == (MONDAY, 1)
