"""Readers: the chats that talk with the bot, and the language they chose."""

from collections import OrderedDict
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, cast
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.services.gathering import Gathering
from bot.services.links import Link
from storage import readers
from storage.database import Database
from storage.tables.reader import Kind

REMEMBERED: Final = 20_000
"""Readers kept in memory at most; the one not seen for longest makes room."""

MET_AT_ONCE: Final = 200
"""Readers that one transaction takes note of, so that nobody waits long behind it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What the conversation needs to know of a chat; `language` is None until one was chosen."""

    chat_id: int
    kind: str
    language: str | None


class Readers:
    """Knows readers by their chat, and writes only when something about them is new.

    On SQLite one process serves everyone and may remember readers between updates. On PostgreSQL other processes
    may change them, so each update looks them up.
    """

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._remembers = database.dialect == "sqlite"
        self._known: OrderedDict[int, tuple[date, Reader]] = OrderedDict()
        self._met = Gathering(self._meet, MET_AT_ONCE)

    async def of(self, chat_id: int, kind: str) -> Reader:
        """Give the reader of a chat that has just written, new ones included; notes the day they were seen.

        Chats that write at the same time are looked up and noted in one transaction.
        """
        today = self._today()
        known = self._known.get(chat_id)
        if known is not None and known[0] == today and known[1].kind == kind:
            self._known.move_to_end(chat_id)
            return known[1]
        return await self._met.get((chat_id, kind))

    async def choose_language(self, reader: Reader, language: str) -> None:
        """Keep a reader's choice of language, one of the locales' codes."""
        async with self._database.session() as session:
            await readers.set_language(session, reader.chat_id, language)
        self.forget(reader.chat_id)

    async def chosen(self, chat_id: int) -> str | None:
        """Give the language that a chat chose; None for one that chose none or is not known. Notes nothing."""
        known = self._known.get(chat_id)
        if known is not None:
            return known[1].language
        async with self._database.session() as session:
            found = await readers.get(session, chat_id)
            return found.language if found else None

    async def arrive(self, reader: Reader, link: Link, languages: Container[str]) -> tuple[Reader, bool]:
        """Note that a person came through a link; the reader as they are then, and whether it was their first contact.

        The first campaign is kept, and the link's language (one of `languages`) for someone who has chosen none. What
        a member of a group opens there decides nothing for the group.
        """
        if reader.kind != "private":
            return reader, False
        first = False
        async with self._database.session() as session:
            if link.campaign:
                first = await readers.first_touch(session, reader.chat_id, link.campaign, self._today())
            if reader.language is None and link.language in languages:
                await readers.set_language(session, reader.chat_id, link.language)
                reader = replace(reader, language=link.language)
        self.forget(reader.chat_id)
        return reader, first

    async def activate(self, chat_id: int, kind: str) -> None:
        """Note that the bot may write to a chat (again)."""
        self.forget(chat_id)
        await self.of(chat_id, kind)

    async def deactivate(self, chat_id: int) -> None:
        """Note that a chat blocked or removed the bot; their next message makes them active again."""
        async with self._database.session() as session:
            await readers.deactivate(session, [chat_id])
        self.forget(chat_id)

    async def migrate(self, old: int, new: int) -> None:
        """Carry everything of a group over to the supergroup that it became."""
        async with self._database.session() as session:
            await readers.migrate_chat(session, old, new)
        # Only now: who wrote meanwhile was remembered as they were before.
        self.forget(old)
        self.forget(new)

    def forget(self, chat_id: int) -> None:
        """Drop what is remembered of a chat, so that the next look goes to the database."""
        self._known.pop(chat_id, None)

    async def _meet(self, chats: Sequence[tuple[int, str]]) -> dict[tuple[int, str], Reader]:
        """Give the readers of chats, each with its kind, that have just written."""
        today = self._today()
        async with self._database.session() as session:
            kinds = {chat: cast("Kind", kind) for chat, kind in chats}
            languages = await readers.remember_many(session, kinds, today)
        met = {}
        for chat, kind in chats:
            if chat in languages:
                met[chat, kind] = reader = Reader(chat_id=chat, kind=kind, language=languages[chat])
                # At once, before anyone may forget it again.
                self._keep(today, reader)
        return met

    def _today(self) -> date:
        return self._clock().astimezone(self._zone).date()

    def _keep(self, today: date, reader: Reader) -> None:
        if self._remembers:
            self._known[reader.chat_id] = (today, reader)
            self._known.move_to_end(reader.chat_id)
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
