"""The office tidies up: what is too old to matter goes, everything else stays."""

from dataclasses import replace
from datetime import date, timedelta

from bot import app, config
from bot.digests.office import Office
from bot.pace import Pace
from bot.tasks import Tasks
from storage import messages, questions, readers
from tests.digests.post import MONDAY, TINY, Post

DAY = timedelta(days=1)


async def test_prune_removes_questions_of_90_days_and_messages_of_48_hours(post: Post) -> None:
    today = MONDAY.date()
    async with post.database.session() as session:
        await readers.remember(session, 1, "private", date(2026, 11, 20))
        await messages.remember(session, 1, [1], MONDAY - 2 * DAY)
        await messages.remember(session, 1, [2], MONDAY - 2 * DAY + timedelta(seconds=1))
        for age in (91, 90, 1):
            await questions.count(session, [(today - age * DAY, "en", "school", age)])
    services = await app.open_services(config.load(content_pack=TINY), post.editions, post.database)
    async with Tasks() as tasks:
        office = Office(replace(services, clock=post.clock), post.database, Pace(1.0), None, tasks)
        await office.prune()
    async with post.database.session() as session:
        assert [asked.count for asked in await questions.listed(session, date(2026, 1, 1))] == [91]
        assert await messages.recent(session, 1, MONDAY - DAY) == [2]
