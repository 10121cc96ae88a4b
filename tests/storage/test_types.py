from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError

from storage import messages, readers
from storage.database import Database
from storage.readers import Schedule
from storage.types import Slug


async def test_instants_come_back_in_utc(database: Database) -> None:
    almaty = timezone(timedelta(hours=5))
    instant = datetime(2026, 11, 22, 2, 30, 15, 123456, tzinfo=almaty)
    async with database.session() as session:
        await readers.remember(session, 7, "private", date(2026, 11, 20))
        await readers.set_schedule(session, 7, Schedule("daily", hour=9, next_due_at=instant))
    async with database.session() as session:
        found = await readers.get(session, 7)
        assert found is not None
        assert found.next_due_at == instant
        assert found.next_due_at.tzinfo is UTC


async def test_instants_compare_across_zones(database: Database) -> None:
    now = datetime(2026, 11, 22, 1, tzinfo=UTC)
    async with database.session() as session:
        await readers.remember(session, 7, "private", date(2026, 11, 20))
        await messages.remember(session, 7, [1], now - timedelta(hours=47))
    # The same instant, a calendar day apart: compared as texts of different zones it would be too old.
    elsewhere = now.astimezone(timezone(timedelta(hours=-10)))
    async with database.session() as session:
        assert await messages.recent(session, 7, elsewhere) == [1]


async def test_naive_datetimes_are_refused(database: Database) -> None:
    naive = datetime(2026, 11, 22)  # noqa: DTZ001
    with pytest.raises(StatementError, match="timezone"):
        async with database.session() as session:
            await messages.remember(session, 7, [1], naive)


@pytest.mark.parametrize(
    "value", ["Europe/Berlin", "Etc/GMT+5", "kk", "a", "x" * 64, "school-meals", "0", None]
)
def test_slug_lets_identifiers_through(value: str | None) -> None:
    assert Slug(64).process_bind_param(value, None) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value", ["", " ", "a b", "-a", "x" * 65, "a\n", "\n", "құқық", "a'b", "a<b", "a\x00", "🙂"]
)
def test_slug_refuses_texts_and_does_not_repeat_them(value: str) -> None:
    with pytest.raises(ValueError, match=r"^not an identifier of at most 64 characters$"):
        Slug(64).process_bind_param(value, None)  # type: ignore[arg-type]


def test_slug_may_be_blank_where_said() -> None:
    assert Slug(8, blank=True).process_bind_param("", None) == ""  # type: ignore[arg-type]
