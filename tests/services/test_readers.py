"""Readers between memory and database: what is remembered is never older than what was written."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.services.readers import Readers
from storage import readers
from storage.database import Database
from tests.clock import Clock

OLD, NEW = -100, -200


def _while(monkeypatch: pytest.MonkeyPatch, name: str, known: Readers, chat: int, kind: str) -> None:
    """Let a chat write just before something is written of it."""
    write = getattr(readers, name)

    async def written(*words: Any) -> Any:
        await known.of(chat, kind)
        return await write(*words)

    monkeypatch.setattr(readers, name, written)


async def test_supergroup_that_writes_while_it_takes_over_keeps_the_language(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Readers(database, Clock(), ZoneInfo("Asia/Almaty"))
    await known.choose_language(await known.of(OLD, "group"), "kk")
    _while(monkeypatch, "migrate_chat", known, NEW, "supergroup")
    await known.migrate(OLD, NEW)
    assert (await known.of(NEW, "supergroup")).language == "kk"


async def test_reader_who_writes_while_noted_as_gone_is_back_with_the_next_message(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Readers(database, Clock(), ZoneInfo("Asia/Almaty"))
    _while(monkeypatch, "deactivate", known, 1, "private")
    await known.deactivate(1)
    await known.of(1, "private")
    async with database.session() as session:
        found = await readers.get(session, 1)
    assert found is not None
    assert found.active
