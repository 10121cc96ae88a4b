"""Parcels: from claimed deliveries to messages, each in its reader's language, worded as late as possible.

What is withdrawn, unfollowed or erased between the plan and this moment is therefore not sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.clock import Clock
from bot.i18n import Locale
from bot.services import cards as card_service
from bot.services.digests import Digest, compose, told
from bot.services.edition import Editions
from bot.services.schedules import Schedule, is_late, zone
from bot.services.subscriptions import chosen
from bot.views.broadcast import notice
from bot.views.digest import digest
from bot.views.screen import Screen
from content.library import Library
from storage import broadcasts, cards, published, readers, subscriptions
from storage.database import Database
from storage.deliveries import Claim, Outcome
from storage.tables import Reader

KEPT: Final = 4096
"""Worded digests that are kept for readers with the same wishes."""
SPOKEN: Final = "en"
"""The language of chats that have not chosen one."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message ready to be sent. `told_at` is up to when its reader knows all updates, `card` what it brings."""

    claim: Claim
    screen: Screen
    silent: bool
    told_at: datetime | None
    card: str | None


@dataclass(frozen=True, slots=True)
class Sorted:
    """What became of a batch of claims: parcels to send, and outcomes of those that need no sending."""

    parcels: tuple[Parcel, ...]
    settled: tuple[Outcome, ...]


class Parcels:
    """Words the digests of claimed deliveries, those of readers with the same wishes once."""

    def __init__(
        self,
        database: Database,
        editions: Editions,
        locales: Mapping[str, Locale],
        clock: Clock,
        default: Schedule,
    ) -> None:
        self._database = database
        self._editions = editions
        self._locales = locales
        self._clock = clock
        self._default = default
        self.zone = zone(default.time_zone)
        """Whose days deliveries are counted by: the operator's."""
        self._worded: dict[object, tuple[Screen, str | None] | None] = {}
        self._worded_from: object = None

    async def sort(self, claims: Sequence[Claim], username: str) -> Sorted:
        """Word the digests of claims; `username` is the bot's, for links. Raises StorageError."""
        now = self._clock()
        library = self._editions.current.library
        public = {update.id for update in library.public_updates(now)}
        chats = {claim.chat_id for claim in claims}
        ids = {claim.broadcast_id for claim in claims if claim.broadcast_id}
        async with self._database.session() as session:
            out_since = await published.note(session, public, now)
            known = await readers.get_many(session, chats)
            topics = await subscriptions.topics_of(session, chats)
            texts = await broadcasts.texts_of(session, ids) if ids else {}
        self._start_anew_unless((library, frozenset(out_since), frozenset(public), username))
        horizon = max(out_since.values(), default=None)
        notices = [
            self._notice(claim, known.get(claim.chat_id), texts) for claim in claims if claim.broadcast_id
        ]
        parcels = [one for one in notices if isinstance(one, Parcel)]
        settled = [one for one in notices if isinstance(one, Outcome)]
        without_news = []
        for claim in claims:
            if claim.broadcast_id:
                continue
            reader = known.get(claim.chat_id)
            followed = tuple(topics.get(claim.chat_id, ()))
            refusal = self._refusal(reader, followed, claim, now)
            if reader is None or refusal is not None:
                settled.append(refusal or _dropped(claim, "gone"))
                continue
            worded = self._news(library, reader, followed, out_since, now, username)
            if worded is None:
                without_news.append((claim, reader, followed))
            else:
                parcels.append(Parcel(claim, worded, reader.silent, horizon, None))
        async with self._database.session() as session:
            had = await cards.sent_to(session, [claim.chat_id for claim, _, _ in without_news])
        for claim, reader, followed in without_news:
            brought = self._card(library, reader, followed, had.get(claim.chat_id, set()), now, username)
            if brought is None:
                settled.append(_dropped(claim, "nothing-new"))
            else:
                parcels.append(Parcel(claim, brought[0], reader.silent, horizon, brought[1]))
        order = {claim.id: place for place, claim in enumerate(claims)}
        parcels.sort(key=lambda parcel: order[parcel.claim.id])
        return Sorted(tuple(parcels), tuple(settled))

    def _notice(
        self, claim: Claim, reader: Reader | None, texts: Mapping[int, Mapping[str, str]]
    ) -> Parcel | Outcome:
        """The urgent notice of a broadcast in its reader's words, or why it is not to be sent (any more)."""
        words = texts.get(claim.broadcast_id or 0, {})
        if reader is None:
            return _dropped(claim, "gone")
        if not reader.active:
            return Outcome(claim, "blocked", attempts=0, error="inactive")
        language = reader.language if reader.language in words else None
        if not words or (reader.language is not None and language is None):
            return _dropped(claim, "stopped" if not words else "no-words")
        key = ("notice", claim.broadcast_id, language, reader.kind)
        if key not in self._worded:
            self._keep(key, (notice(words, self._locales, language, reader.kind), None))
        worded = self._worded[key]
        if worded is None:
            return _dropped(claim, "no-words")
        return Parcel(claim, worded[0], reader.silent, None, None)

    def _refusal(
        self, reader: Reader | None, topics: tuple[str, ...], claim: Claim, now: datetime
    ) -> Outcome | None:
        """Why a delivery is not to be sent (any more), or None."""
        if reader is None:
            return _dropped(claim, "gone")
        if not reader.active:
            return Outcome(claim, "blocked", attempts=0, error="inactive")
        if not topics:
            return _dropped(claim, "unfollowed")
        if reader.paused_until is not None and reader.paused_until > now:
            return _dropped(claim, "paused")
        if is_late(chosen(reader, self._default), claim.slot, now):
            return _dropped(claim, "too-late")
        return None

    def _news(
        self,
        library: Library,
        reader: Reader,
        topics: tuple[str, ...],
        out_since: Mapping[str, datetime],
        now: datetime,
        username: str,
    ) -> Screen | None:
        """The digest with what is new to a reader; None when nothing is."""
        language = reader.language or SPOKEN
        key = ("news", topics, language, reader.kind, reader.last_digest_at)
        if key not in self._worded:
            found = compose(library, topics, now, told(out_since, reader.last_digest_at))
            screen = None
            if found is not None and found.updates:
                screen = self._word(library, found, language, reader.kind, now, username)
            self._keep(key, (screen, None) if screen else None)
        worded = self._worded[key]
        return worded[0] if worded else None

    def _card(
        self,
        library: Library,
        reader: Reader,
        topics: tuple[str, ...],
        had: set[str],
        now: datetime,
        username: str,
    ) -> tuple[Screen, str] | None:
        """The digest with a card that a reader has not had; None when they have had all."""
        language = reader.language or SPOKEN
        found = compose(library, topics, now, told={update.id for update in library.updates}, had=had)
        if found is None or found.card is None:
            return None
        key = ("card", found.card.id, language, reader.kind)
        if key not in self._worded:
            self._keep(key, (self._word(library, found, language, reader.kind, now, username), found.card.id))
        worded = self._worded[key]
        return (worded[0], found.card.id) if worded else None

    def _word(
        self, library: Library, found: Digest, language: str, kind: str, now: datetime, username: str
    ) -> Screen:
        page = card_service.card(library, found.card.id, now) if found.card else None
        return digest(found, page, self._locales[language], username, kind)

    def _keep(self, key: object, worded: tuple[Screen, str | None] | None) -> None:
        if len(self._worded) >= KEPT:
            self._worded.clear()
        self._worded[key] = worded

    def _start_anew_unless(self, same: tuple[object, ...]) -> None:
        """Forget what was worded from other content, other news or for another bot."""
        if self._worded_from is None or self._worded_from != same:
            self._worded.clear()
            self._worded_from = same


def _dropped(claim: Claim, reason: str) -> Outcome:
    return Outcome(claim, "dropped", attempts=0, error=reason)
