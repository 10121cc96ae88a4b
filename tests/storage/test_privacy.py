"""No column of any table can hold a name, a message or an answer, and erasing leaves nothing that leads to a chat.

The tables are read from the migrated database itself, so nothing that a migration makes can pass unseen.
"""

from typing import Any

import pytest
from sqlalchemy import JSON, Connection, LargeBinary, MetaData, String, Text, inspect, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import readers
from storage.database import Database
from storage.tables import metadata
from storage.types import Masked, Slug
from tests.storage.test_readers import fill

ME, OTHER = 4_811_223_344, 9_988_776_655

TEXT_COLUMNS = {
    "alembic_version.version_num": "the number of the newest migration",
    "broadcast.state": "one of four words, held by a check",
    "broadcast.token": "a random code",
    "broadcast_text.language": "a locale's code",
    "broadcast_text.text": "an urgent notice to everybody, written by an operator; it goes when all are delivered",
    "broadcaster.language": "a locale's code",
    "campaign.coordinator": "an organisation's short name, chosen by an admin",
    "campaign.id": "a campaign's short name, which links carry; chosen by who hands them out, the same for everybody",
    "coordinator.code": "a random code, until it is used",
    "coordinator.name": "an organisation's short name, chosen by an admin",
    "counter.key": "an id of the content, an outcome, a language or a campaign",
    "counter.name": "what is counted: a word of the program's own",
    "delivery.error": "a short code of the program's own",
    "delivery.state": "one of seven words, held by a check",
    "published.update_id": "an id of the content",
    "question.language": "a locale's code",
    "question.words": "words that the content itself uses and gaps between them, where the operator turned it on; the "
    "type takes no digit, capital or address, content.search.masked no word that the content does not know, and there "
    "is nothing beside it that says who asked, or when in the day",
    "reader.cadence": "one of three words, held by a check",
    "reader.campaign": "the short name of the campaign whose link came first",
    "reader.kind": "one of four words, held by a check",
    "reader.language": "a locale's code",
    "reader.time_zone": "a name of the IANA list",
    "sent_card.card": "an id of the content",
    "setting.name": "a word of the program's own",
    "setting.value": "a word or an instant of the program's own",
    "subscription.topic": "an id of the content",
}
"""Every column that holds letters, and what they are. A new one is a decision about people: say here what it holds, why
that can never be a name, a message or an answer, and tell it on the privacy page."""

LONGEST: int = 64
WORDED = {"broadcast_text.text": 1000, "question.words": 200}
"""The columns that hold words, and how many letters; no reader writes the first, and the second is masked."""
WRITTEN_BY_PEOPLE = (
    "Айгүл",
    "Aigul Serikkyzy",
    "муж бьёт меня",
    "my husband beats me",
    "тегін адвокат керек",
    "+7 701 123 45 67",
    "aigul@example.org, please",
    "Yes, I have a disability",
    "'; DROP TABLE reader",
    "x" * (LONGEST + 1),
)


async def found(database: Database) -> MetaData:
    """The tables that are there, as the database itself tells them."""
    engine: AsyncEngine = database._engine
    reflected = MetaData()
    async with engine.connect() as connection:
        await connection.run_sync(reflected.reflect)
    return reflected


async def cells(database: Database) -> list[tuple[str, Any]]:
    """Every value of every row of every table, with its column."""
    tables = (await found(database)).sorted_tables
    async with database._engine.connect() as connection:
        return [
            (f"{table.name}.{name}", value)
            for table in tables
            for row in (await connection.execute(select(table))).mappings()
            for name, value in row.items()
        ]


async def test_every_column_with_letters_is_reviewed(database: Database) -> None:
    tables = (await found(database)).sorted_tables
    texts = {
        f"{table.name}.{column.name}": column
        for table in tables
        for column in table.columns
        if isinstance(column.type, String | Text)
    }
    assert sorted(texts) == sorted(TEXT_COLUMNS)
    unbounded = [
        name
        for name, column in texts.items()
        if not 0 < (column.type.length or 0) <= WORDED.get(name, LONGEST)
    ]
    assert unbounded == []
    shapeless = [
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if isinstance(column.type, JSON | LargeBinary)
    ]
    assert shapeless == []


async def test_no_table_is_unknown_to_the_code(database: Database) -> None:
    assert {*(await found(database)).tables} == {*metadata.tables, "alembic_version"}


@pytest.mark.parametrize("written", WRITTEN_BY_PEOPLE)
async def test_no_column_takes_what_people_write(database: Database, written: str) -> None:
    for table in metadata.sorted_tables:
        for column in table.columns:
            if not isinstance(column.type, String | Slug) or str(column) in WORDED:
                continue
            with pytest.raises(StatementError, match="not an identifier of at most"):
                async with database.session() as session:
                    await session.execute(update(table).values({column.name: written}))


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "x" * 201,
        "18",
        "Aigul",
        "call 8701",
        "a@b.kz",
        "a  b",
        " a",
        "a ",
        "a\nb",
        "https://x.kz",
        "a, b",
        "a.b",
    ],
)
def test_masked_words_hold_no_digit_no_name_and_no_address(written: str) -> None:
    with pytest.raises(ValueError, match="not masked words of at most 200 characters"):
        Masked(200).process_bind_param(written, sqlite.dialect())


@pytest.mark.parametrize("written", [None, "…", "тегін адвокат …", "where is … school", "қоғамдық-саяси …"])
def test_masked_words_are_taken(written: str | None) -> None:
    assert Masked(200).process_bind_param(written, sqlite.dialect()) == written


async def test_words_held_by_a_check_are_checked_by_the_database(database: Database) -> None:
    """These hold although somebody writes past the program."""

    def checks(connection: Connection) -> set[str]:
        known = inspect(connection)
        return {
            f"{table}.{check['name'].removeprefix(f'ck_{table}_')}"
            for table in known.get_table_names()
            for check in known.get_check_constraints(table)
            if check["name"]
        }

    async with database._engine.connect() as connection:
        held = await connection.run_sync(checks)
    promised = {name for name, reason in TEXT_COLUMNS.items() if "held by a check" in reason}
    assert promised <= held


async def test_erasing_leaves_no_cell_that_leads_to_the_chat(database: Database) -> None:
    await fill(database, ME)
    await fill(database, OTHER)
    before = [column for column, value in await cells(database) if str(ME) in str(value)]
    assert {column.partition(".")[0] for column in before} >= {
        table.name for table in metadata.sorted_tables if "chat_id" in table.columns
    }
    async with database.session() as session:
        await readers.erase(session, ME)
    left = await cells(database)
    assert [column for column, value in left if str(ME) in str(value)] == []
    assert [column for column, value in left if str(OTHER) in str(value)] == before
