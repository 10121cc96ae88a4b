"""Broadcasts: an urgent notice that an operator writes, looks at and confirms, and that the courier then delivers."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.services import switch
from storage import broadcasts
from storage.broadcasts import Place
from storage.database import Database
from storage.session import Session
from storage.tables.broadcast import LONGEST_NOTICE

LONGEST: Final = LONGEST_NOTICE
"""Characters of a notice in one language, as Telegram counts them."""
LISTENING: Final = timedelta(hours=1)
"""For so long after a draft was begun, what its operator writes is taken for its words."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice before it is confirmed: its words by language, and the language being written (None: none)."""

    token: str
    texts: Mapping[str, str]
    only_written: bool
    writing: str | None

    def missing(self, languages: Sequence[str]) -> tuple[str, ...]:
        """The languages without words."""
        return tuple(language for language in languages if language not in self.texts)

    def after(self, language: str, languages: Sequence[str]) -> str | None:
        """The next of the languages without words; None when there is none behind this one."""
        behind = languages[languages.index(language) + 1 :] if language in languages else ()
        return next((one for one in behind if one not in self.texts), None)

    def is_ready(self, languages: Sequence[str]) -> bool:
        """Whether it may be confirmed: written in every language, or meant for those written alone."""
        return bool(self.texts) and (self.only_written or not self.missing(languages))

    def reached(self, readers: Mapping[str | None, int]) -> dict[str | None, int]:
        """How many of the readers it would go to, by language; those who chose none get all that is written."""
        return {one: count for one, count in readers.items() if one is None or one in self.texts}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a broadcast is: `state` is sending, done or stopped; counts of deliveries."""

    token: str
    state: str
    waiting: int
    sent: int
    blocked: int
    failed: int
    dropped: int
    paused: bool

    @property
    def total(self) -> int:
        """All that were to be sent."""
        return self.waiting + self.sent + self.blocked + self.failed + self.dropped


@dataclass(frozen=True, slots=True)
class Watched:
    """A message of an operator's that shows the progress of a broadcast."""

    chat_id: int
    message_id: int
    progress: Progress


class Broadcasts:
    """Keeps drafts and broadcasts in the database, so that any process serves any step.

    Every method may raise StorageError.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, operator: int, language: str) -> Draft:
        """Begin a notice; an earlier draft of the operator's is thrown away."""
        token = secrets.token_hex(8)
        async with self._database.session() as session:
            await broadcasts.open_draft(session, operator, token, language, self._clock())
        return Draft(token, {}, only_written=False, writing=language)

    async def writing(self, operator: int) -> Draft | None:
        """The draft that an operator is about to write words of."""
        async with self._database.session() as session:
            place = await self._place(session, operator)
            fresh = place is not None and self._clock() - place.slot < LISTENING
            if place is None or place.language is None or place.state != "draft" or not fresh:
                return None
            return await self._draft(session, place.token, place.language)

    async def draft(self, token: str) -> Draft | None:
        """The draft of a token; None when it is confirmed or gone."""
        async with self._database.session() as session:
            return await self._draft(session, token, None)

    async def write(self, operator: int, draft: Draft, text: str, languages: Sequence[str]) -> Draft | None:
        """Keep words (at most 1,000 characters) in the language being written, and go on to the next without any."""
        async with self._database.session() as session:
            place = await self._place(session, operator)
            if place is None or place.token != draft.token or place.state != "draft" or draft.writing is None:
                return None
            await broadcasts.write(session, place.broadcast_id, draft.writing, text)
            following = languages[languages.index(draft.writing) + 1 :] if draft.writing in languages else ()
            left = [language for language in following if language not in draft.texts]
            await broadcasts.attend(session, operator, place.broadcast_id, language=left[0] if left else None)
            return await self._draft(session, draft.token, left[0] if left else None)

    async def turn_to(self, operator: int, token: str, language: str | None) -> Draft | None:
        """Let an operator write a draft's words in a language, or in none."""
        async with self._database.session() as session:
            found = await broadcasts.get(session, token)
            if found is None or found.id is None or found.state != "draft":
                return None
            await broadcasts.attend(session, operator, found.id, language=language)
            return await self._draft(session, token, language)

    async def only_written(self, token: str) -> Draft | None:
        """Let a draft go to readers of the languages that are written alone."""
        async with self._database.session() as session:
            await broadcasts.only_written(session, token)
            return await self._draft(session, token, None)

    async def throw_away(self, token: str) -> bool:
        """Remove a draft; False when it is none (any more)."""
        async with self._database.session() as session:
            return await broadcasts.throw_away(session, token)

    async def readers(self) -> Mapping[str | None, int]:
        """How many readers would get a notice, by language; None for those who have chosen none."""
        async with self._database.session() as session:
            return await broadcasts.recipients(session)

    async def confirm(self, token: str, languages: Sequence[str]) -> bool:
        """Send a draft, in one transaction with all its deliveries; of several who confirm it, one does."""
        async with self._database.session() as session:
            draft = await self._draft(session, token, None)
        if draft is None or not draft.is_ready(languages):
            return False
        async with self._database.session() as session:
            return await broadcasts.confirm(session, token, self._clock(), tuple(draft.texts)) is not None

    async def stop(self, token: str) -> bool:
        """Send no more of a broadcast; False when it is not on its way."""
        async with self._database.session() as session:
            return await broadcasts.stop(session, token, self._clock())

    async def on_their_way(self) -> Sequence[str]:
        """The tokens of the broadcasts that are being sent, the newest first."""
        async with self._database.session() as session:
            return await broadcasts.sending(session)

    async def watch(self, operator: int, token: str, message_id: int | None) -> None:
        """Note which message of an operator's shows the progress of a broadcast (None: none any more)."""
        async with self._database.session() as session:
            found = await broadcasts.get(session, token)
            if found is not None and found.id is not None:
                await broadcasts.attend(session, operator, found.id, message_id=message_id)

    async def watched(self) -> Sequence[Watched]:
        """The messages that show progress, with it."""
        paused = await switch.paused_since(self._database) is not None
        found = []
        async with self._database.session() as session:
            for place in await broadcasts.places(session, watching=True):
                progress = await self._progress(session, place.token, paused=paused)
                if progress is not None and place.message_id is not None:
                    found.append(Watched(place.chat_id, place.message_id, progress))
        return found

    async def progress(self, token: str) -> Progress | None:
        """How far a broadcast is; None for a draft and for what there is not (any more)."""
        await self.settle()
        paused = await switch.paused_since(self._database) is not None
        async with self._database.session() as session:
            return await self._progress(session, token, paused=paused)

    async def settle(self) -> None:
        """Note which broadcasts are done, and remove their words."""
        async with self._database.session() as session:
            if await broadcasts.sending(session):
                await broadcasts.settle(session)

    async def _place(self, session: Session, operator: int) -> Place | None:
        found: Collection[Place] = await broadcasts.places(session, operator)
        return next(iter(found), None)

    async def _draft(self, session: Session, token: str, writing: str | None) -> Draft | None:
        found = await broadcasts.get(session, token)
        if found is None or found.id is None or found.state != "draft":
            return None
        texts = await broadcasts.texts_of(session, [found.id])
        return Draft(token, texts.get(found.id, {}), found.only_written, writing)

    async def _progress(self, session: Session, token: str, *, paused: bool) -> Progress | None:
        found = await broadcasts.get(session, token)
        if found is None or found.state == "draft":
            return None
        states = await broadcasts.counts(session, found)
        return Progress(
            token=token,
            state=found.state,
            waiting=sum(states.get(state, 0) for state in broadcasts.UNFINISHED),
            sent=states.get("sent", 0),
            blocked=states.get("blocked", 0),
            failed=states.get("failed", 0),
            dropped=states.get("dropped", 0),
            paused=paused,
        )
