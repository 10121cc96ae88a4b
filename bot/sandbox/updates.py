"""The updates of one bot that nobody has confirmed yet."""

import asyncio
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

JSON = dict[str, Any]

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
    }
)
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True, eq=False)
class Pending:
    """An update that waits: its JSON, when it came (unix seconds) and the chat whose order it keeps."""

    id: int
    json: JSON
    date: int
    order_key: int


class UpdateQueue:
    """Unconfirmed updates in order; ids grow by one, as Telegram's do."""

    def __init__(self, now: Callable[[], int], first_id: int = 100_000_001) -> None:
        self._now = now
        self._next_id = first_id
        self._pending: dict[int, Pending] = {}
        self._allowed: frozenset[str] | None = None
        self.arrived = asyncio.Event()
        self.poller: asyncio.Future[str] | None = None

    def __len__(self) -> int:
        self._forget_old()
        return len(self._pending)

    def __contains__(self, update: object) -> bool:
        return isinstance(update, Pending) and update.id in self._pending

    def __iter__(self) -> Iterator[Pending]:
        self._forget_old()
        return iter(self._pending.values())

    @property
    def allowed(self) -> list[str]:
        """The kinds that were asked for; empty when the default holds."""
        return sorted(self._allowed) if self._allowed is not None else []

    def allow(self, kinds: list[str]) -> None:
        """Keep only these kinds from now on; an empty list restores Telegram's default."""
        self._allowed = frozenset(kinds) & KINDS if kinds else None

    def put(self, kind: str, payload: JSON, order_key: int) -> bool:
        """Add an update of this kind unless the bot did not ask for it; say whether it was added."""
        if (kind in ON_REQUEST) if self._allowed is None else (kind not in self._allowed):
            return False
        update = {"update_id": self._next_id, kind: payload}
        self._pending[self._next_id] = Pending(self._next_id, update, self._now(), order_key)
        self._next_id += 1
        self.arrived.set()
        return True

    def take(self, offset: int, limit: int) -> list[JSON]:
        """Confirm what is before `offset` (negative: from the end) and return up to `limit` updates."""
        self._forget_old()
        if offset < 0:
            confirmed = list(self._pending)[:offset]
        else:
            confirmed = list(itertools.takewhile(lambda update_id: update_id < offset, self._pending))
        for update_id in confirmed:
            del self._pending[update_id]
        self._note_emptiness()
        return [update.json for update in itertools.islice(self._pending.values(), limit)]

    def confirm(self, update: Pending) -> None:
        """Forget one update (a webhook accepted it)."""
        self._pending.pop(update.id, None)
        self._note_emptiness()

    def drop_all(self) -> None:
        """Forget every waiting update."""
        self._pending.clear()
        self._note_emptiness()

    def _note_emptiness(self) -> None:
        if not self._pending:
            self.arrived.clear()

    def _forget_old(self) -> None:
        oldest = self._now() - KEPT_SECONDS
        while self._pending and (first := next(iter(self._pending.values()))).date < oldest:
            del self._pending[first.id]
