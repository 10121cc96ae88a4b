"""Campaigns: who may, what is counted, what is told."""

import csv
import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.services.campaigns import MOST, Campaign, Campaigns, Coordinator, Role
from bot.services.links import Link
from bot.services.subscriptions import Subscriptions
from bot.services.tallies import Tallies
from content import loader
from content.library import Library
from storage import counters, readers
from storage.counters import Tally
from storage.database import Database
from tests.clock import Clock
from tests.conversation.conftest import TINY

ADMIN, COORDINATOR, STRANGER = 7, 8, 9
TODAY = date(2026, 11, 23)
ZONE = ZoneInfo("Asia/Almaty")


@pytest.fixture(scope="module")
def library() -> Library:
    return loader.load(TINY)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def campaigns(database: Database, clock: Clock) -> Campaigns:
    async with database.session() as session:
        for chat_id in (ADMIN, COORDINATOR, STRANGER):
            await readers.remember(session, chat_id, "private", TODAY)
    return Campaigns(database, clock, ZONE, Tallies(database, clock, ZONE), frozenset({ADMIN}))


async def invited(campaigns: Campaigns, name: str = "red-tulip", chat_id: int = COORDINATOR) -> Role:
    code = await campaigns.invite(name)
    assert code is not None
    assert await campaigns.accept(code, chat_id) == name
    role = await campaigns.role(chat_id)
    assert role is not None
    return role


async def test_role_is_for_admins_and_the_invited_alone(campaigns: Campaigns) -> None:
    await invited(campaigns)
    roles = [await campaigns.role(one) for one in (ADMIN, COORDINATOR, STRANGER, 12345)]
    assert roles == [Role(True, ()), Role(False, ("red-tulip",)), None, None]


async def test_invitation_works_once(campaigns: Campaigns) -> None:
    code = await campaigns.invite("red-tulip") or ""
    assert [await campaigns.accept(code, one) for one in (COORDINATOR, COORDINATOR, STRANGER)] == [
        "red-tulip",
        None,
        None,
    ]
    assert await campaigns.coordinators() == (Coordinator("red-tulip", True, TODAY),)


@pytest.mark.parametrize(
    "name", ["", "a", "x" * 17, "Фонд", "red tulip", "Red", "<b>x</b>", "🌷🌷", "x" * 500]
)
async def test_invitation_under_a_bad_name_is_refused(campaigns: Campaigns, name: str) -> None:
    assert (await campaigns.invite(name), await campaigns.coordinators()) == (None, ())


async def test_name_is_given_once_until_it_is_taken_back(campaigns: Campaigns) -> None:
    first = await campaigns.invite("red-tulip")
    assert (first is not None, await campaigns.invite("red-tulip")) == (True, None)
    assert [await campaigns.revoke("red-tulip"), await campaigns.revoke("red-tulip")] == [True, False]
    assert await campaigns.accept(first or "", COORDINATOR) is None
    assert await campaigns.invite("red-tulip") is not None


async def test_revoked_coordinator_may_nothing_and_the_campaigns_stay(campaigns: Campaigns) -> None:
    role = await invited(campaigns)
    await campaigns.create(role, "clinic-7")
    assert await campaigns.may(COORDINATOR, "clinic-7")
    await campaigns.revoke("red-tulip")
    assert (await campaigns.role(COORDINATOR), await campaigns.may(COORDINATOR, "clinic-7")) == (None, False)
    assert await campaigns.of(Role(True, ())) == (Campaign("clinic-7", "red-tulip", TODAY),)


async def test_erased_coordinator_may_nothing(campaigns: Campaigns, database: Database) -> None:
    await invited(campaigns)
    async with database.session() as session:
        assert (await readers.erase(session, COORDINATOR))["coordinator"] == 1
    assert await campaigns.role(COORDINATOR) is None


@pytest.mark.parametrize(
    "name", ["", "a", "x" * 17, "Мектеп", "my campaign", "<b>x</b>", "🌷🌷", "a--b", "-a", "y" * 500]
)
async def test_campaign_of_a_bad_name_is_refused(campaigns: Campaigns, name: str) -> None:
    role = Role(True, ())
    assert (await campaigns.create(role, name), await campaigns.of(role)) == ("bad-name", ())


async def test_campaign_is_seen_by_its_coordinator_and_the_admins(campaigns: Campaigns) -> None:
    mine, other = await invited(campaigns), await invited(campaigns, "blue-door", STRANGER)
    assert [await campaigns.create(mine, "clinic-7"), await campaigns.create(other, "clinic-7")] == [
        "made",
        "taken",
    ]
    await campaigns.create(Role(True, ()), "state-tv")
    seen = [[one.id for one in await campaigns.of(role)] for role in (mine, other, Role(True, ()), None)]
    assert seen == [["clinic-7"], [], ["clinic-7", "state-tv"], []]


async def test_coordinator_makes_a_limited_number(campaigns: Campaigns) -> None:
    role = await invited(campaigns)
    outcomes = [await campaigns.create(role, f"c-{number}") for number in range(MOST + 1)]
    assert outcomes == ["made"] * MOST + ["too-many"]


async def test_figures_count_by_day_and_topic(
    campaigns: Campaigns, library: Library, clock: Clock, database: Database
) -> None:
    water = Link("card", "free-water", "kk", "clinic-7")
    for _ in range(6):
        campaigns.opened(water, library, first=True)
    campaigns.opened(Link("topic", "school", "", "clinic-7"), library, first=False)
    campaigns.opened(Link(campaign="clinic-7"), library, first=False)
    campaigns.opened(Link("card", "free-water", "kk"), library, first=True)
    campaigns.opened(Link("card", "free-water", "kk", "clinic-77"), library, first=True)
    found = await campaigns.figures("clinic-7")
    assert (found.by_day, found.by_topic) == (
        {("opened", TODAY): 8, ("new", TODAY): 6},
        {("opened", "water"): 6, ("opened", "school"): 1, ("opened", ""): 1, ("new", "water"): 6},
    )
    assert (len(found.days), found.first, found.last) == (30, date(2026, 10, 25), TODAY)
    clock.now = datetime(2026, 12, 24, 7, 0, tzinfo=UTC)
    assert (await campaigns.figures("clinic-7")).by_day == {}


async def test_figures_count_what_brought_readers_follow(
    campaigns: Campaigns, clock: Clock, database: Database
) -> None:
    async with database.session() as session:
        await readers.first_touch(session, STRANGER, "clinic-7", TODAY)
    subscriptions = Subscriptions(database, clock, "Asia/Almaty")
    await subscriptions.follow(STRANGER, ["water", "school"])
    await subscriptions.follow(STRANGER, ["water"])
    await subscriptions.follow(COORDINATOR, ["water"])
    found = await campaigns.figures("clinic-7")
    assert found.by_topic == {("followed", "water"): 1, ("followed", "school"): 1}


async def test_figures_tell_no_small_count(campaigns: Campaigns, database: Database) -> None:
    async with database.session() as session:
        for name, key, count in (("opened", "water", 5), ("opened", "", 4), ("new", "water", 1)):
            await counters.increment_many(
                session, [Tally(TODAY, f"campaign-{name}", f"clinic-7/{key}", count)]
            )
    found = await campaigns.figures("clinic-7")
    assert [found.told(count) for count in (0, 1, 4, 5, 100)] == ["0", "<5", "<5", "5", "100"]
    lines = list(csv.reader(io.StringIO(found.csv().decode("utf-8-sig"))))
    assert lines[0] == ["campaign", "by", "key", "opened", "new", "followed"]
    assert lines[30:] == [
        ["clinic-7", "day", "2026-11-23", "9", "<5", "0"],
        ["clinic-7", "topic", "", "<5", "0", "0"],
        ["clinic-7", "topic", "water", "5", "<5", "0"],
    ]
    assert {tuple(line[3:]) for line in lines[1:30]} == {("0", "0", "0")}
