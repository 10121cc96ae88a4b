"""A bot on the tiny pack, and on the real one, in a local Telegram in memory."""

from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import conversation, i18n, logs
from bot.conversation.noted import SentNoted
from bot.sandbox.telegram import Telegram
from bot.services.broadcasts import Broadcasts
from bot.services.campaigns import Campaigns
from bot.services.edition import Edition, Editions, read
from bot.services.ledger import Ledger
from bot.services.messages import Messages
from bot.services.privacy import Privacy
from bot.services.questions import Questions
from bot.services.readers import Readers
from bot.services.reloading import Reloading
from bot.services.services import Services
from bot.services.stats import Statistics
from bot.services.subscriptions import Subscriptions
from bot.services.tallies import Tallies
from storage.database import Database
from tests.conversation.talk import ADMIN, TOKEN, Clock, Talk, client

HOUSE = Path(__file__).resolve().parents[2]
TINY = HOUSE / "tests" / "packs" / "tiny"
REAL = HOUSE / "content" / "kz-upr-2025"


@pytest.fixture(scope="session")
def tiny() -> Edition:
    return read(TINY)


@pytest.fixture(scope="session")
def real() -> Edition:
    return read(REAL)


@pytest.fixture(autouse=True)
def logged() -> None:
    logs.through_logging()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sqlite(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/quqyq.db")
    await database.start()
    await database.upgrade()
    yield database
    await database.stop()


def furnish(edition: Edition, root: Path, database: Database, clock: Clock) -> Talk:
    telegram = Telegram(clock=clock)
    telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    readers = Readers(database, clock, ZoneInfo("Asia/Almaty"))
    tallies = Tallies(database, clock, ZoneInfo("Asia/Almaty"))
    messages = Messages(database, clock)
    editions = Editions(root, edition)
    services = Services(
        editions=editions,
        locales=i18n.load(edition.library.languages),
        readers=readers,
        subscriptions=Subscriptions(database, clock, "Asia/Almaty"),
        privacy=Privacy(database, readers, messages),
        messages=messages,
        questions=Questions(database, clock, ZoneInfo("Asia/Almaty")),
        tallies=tallies,
        campaigns=Campaigns(database, clock, ZoneInfo("Asia/Almaty"), tallies, frozenset({ADMIN})),
        broadcasts=Broadcasts(database, clock),
        ledger=Ledger(database, clock, ZoneInfo("Asia/Almaty")),
        statistics=Statistics(database, clock, ZoneInfo("Asia/Almaty"), tallies),
        reloading=Reloading(editions),
        operators=frozenset({ADMIN}),
        clock=clock,
    )
    dispatcher = conversation.dispatcher(services)
    bot = client(telegram)
    bot.session.middleware(SentNoted(messages))
    return Talk(telegram, dispatcher, bot, edition, database)


@pytest.fixture
def tiny_talk(tiny: Edition, sqlite: Database, clock: Clock) -> Talk:
    return furnish(tiny, TINY, sqlite, clock)


@pytest.fixture
def real_talk(real: Edition, sqlite: Database, clock: Clock) -> Talk:
    return furnish(real, REAL, sqlite, clock)
