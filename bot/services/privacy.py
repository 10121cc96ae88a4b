"""What is kept of a reader: shown to them, and erased when they say so."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.services.messages import Messages
from bot.services.readers import Readers
from storage import held, readers
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was erased: rows by table, and how many in all."""

    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        """All rows together; 0 when nothing had been kept."""
        return sum(self.rows.values())


class Privacy:
    """Shows and erases everything that is kept of a chat."""

    def __init__(
        self, database: Database, known: Readers, messages: Messages, erase_after_months: int = 0
    ) -> None:
        self._database = database
        self._known = known
        self._messages = messages
        self.erase_after_months = erase_after_months
        """Months of silence after which a reader is erased; 0: never."""

    async def held(self, chat_id: int) -> Mapping[str, list[dict[str, Any]]]:
        """Give everything kept of a chat: rows by table."""
        await self._messages.flush()
        async with self._database.session() as session:
            return await held.of_chat(session, chat_id)

    async def erase(self, chat_id: int) -> Receipt:
        """Erase everything kept of a chat in one transaction; a digest on its way finds nobody to go to."""
        async with self._database.session() as session:
            rows = await readers.erase(session, chat_id)
        self._known.forget(chat_id)
        self._messages.forget(chat_id)
        return Receipt(rows=rows)


def as_json(rows: Mapping[str, list[dict[str, Any]]]) -> bytes:
    """Write what is kept as JSON for a file: UTF-8, dates and instants in ISO form."""
    return json.dumps(rows, ensure_ascii=False, indent=2, default=_iso).encode()


def _iso(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
