"""Messages: which ones a chat holds of the last 48 hours, so that they can be taken away. Ids alone, never words."""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import Final

from bot.clock import Clock
from storage import messages
from storage.database import Database
from storage.errors import StorageError

PERIOD: Final = 1.0
"""Seconds between two writes; messages of that long can stay in a chat when the process was killed meanwhile."""
BATCH: Final = 500
"""Ids written in one transaction, so that nobody waits long behind it."""
MOST_WAITING: Final = 100_000
"""Ids held while the database is away; the oldest make room."""


class Messages:
    """Notes messages as they come and go, and writes them down together: one write for each would slow everyone down.

    Whoever writes is a known reader from their first message on. Of someone who erased themselves nothing is kept.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: dict[tuple[int, int], datetime] = {}
        self._writing = asyncio.Lock()

    def note(self, chat_id: int, message_id: int, sent_at: datetime) -> None:
        """Note a message of a chat and the instant (aware) at which Telegram took it."""
        if self._clock() - sent_at >= messages.DELETABLE:
            return
        self._waiting.setdefault((chat_id, message_id), sent_at)
        if len(self._waiting) > MOST_WAITING:
            del self._waiting[next(iter(self._waiting))]

    async def recent(self, chat_id: int) -> list[int]:
        """Ids of a chat's messages that can be taken away, the newest first. Raises StorageError."""
        await self.flush()
        async with self._database.session() as session:
            return await messages.recent(session, chat_id, self._clock())

    async def gone(self, chat_id: int, message_ids: Collection[int]) -> None:
        """Forget messages that are no more. Raises StorageError."""
        async with self._database.session() as session:
            await messages.forget(session, chat_id, message_ids)

    def forget(self, chat_id: int) -> None:
        """Drop what was noted of a chat and is not written yet."""
        for key in [key for key in self._waiting if key[0] == chat_id]:
            del self._waiting[key]

    async def flush(self) -> None:
        """Write what was noted. Raises StorageError; what was not written is kept for the next time."""
        async with self._writing:
            while self._waiting:
                batch = list(self._waiting.items())[:BATCH]
                async with self._database.session() as session:
                    await messages.remember_many(session, [(*key, at) for key, at in batch])
                for key, _ in batch:
                    self._waiting.pop(key, None)

    async def serve(self) -> None:
        """Write again and again until cancelled; while the database is away, what was noted waits."""
        while True:
            await asyncio.sleep(PERIOD)
            with suppress(StorageError):
                await self.flush()
