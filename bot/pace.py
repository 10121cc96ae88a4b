"""The one shared send budget: replies first, those about danger before all, and digests from what is left.

Every message takes a turn: `async with pace.turn(chat_id, reply=True): send`. Telegram counts messages when they arrive
there, at a moment between the request and its answer. So a turn counts from its answer on, less half of what the
quickest answer took: however much the waits on the way differ, no more messages arrive in a second than may.
"""

import asyncio
import heapq
import math
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import Final

CHAT_SECONDS: Final = 1.0
"""Seconds between two messages to a person."""
GROUP_MESSAGES: Final = 20
GROUP_SECONDS: Final = 60.0
"""A group or channel takes this many messages in so many seconds."""
SLACK: Final = 0.02
"""Seconds to stay behind a chat's own limits."""
ARRIVED: Final = 1.0
"""Seconds after which a message has arrived, whenever its answer comes."""
MARGIN: Final = 0.003
"""Seconds to stay behind the limit of all messages."""
FORGETTING: Final = 1.001
"""How much longer the quickest answer may seem to take after each one, so that an old one is forgotten."""
CATCH_UP: Final = 2
"""Turns that digests may make up for after a timer fired late."""
PATIENCE: Final = 5.0
"""Seconds that a reply waits at the most when Telegram has asked for a pause; then it tries."""
CHATS_REFUSED: Final = 3
"""So many different chats refused in a row mean that all of them are."""
CHATS_KEPT: Final = 4096
"""Chats remembered before the idle ones are forgotten."""


_urgent: ContextVar[bool] = ContextVar("urgent", default=False)


@contextmanager
def urgently() -> Iterator[None]:
    """Let the replies that are sent in the block go before all others that wait: somebody is in danger."""
    token = _urgent.set(True)
    try:
        yield
    finally:
        _urgent.reset(token)


class Held(Exception):
    """Telegram asked to send nothing to this chat for `seconds` more."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"held for {seconds:.1f} s")
        self.seconds = seconds


class _Turn:
    """A message's place in the budget, from when it was let in."""

    __slots__ = ("counts", "since")

    def __init__(self, since: float) -> None:
        self.since = since
        self.counts = True
        """Whether it is among the open turns: not ended, and not on its way for so long that it has arrived."""


class _Chat:
    """One chat's order and limits."""

    __slots__ = ("held_until", "lock", "sent", "waiting")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.sent: deque[float] = deque(maxlen=GROUP_MESSAGES)
        self.held_until = -math.inf
        self.waiting = 0

    def free_at(self, chat_id: int) -> float:
        """When its limits allow the next message."""
        if chat_id < 0:
            full = len(self.sent) == GROUP_MESSAGES
            return self.sent[0] + GROUP_SECONDS + SLACK if full else -math.inf
        return self.sent[-1] + CHAT_SECONDS + SLACK if self.sent else -math.inf


class Pace:
    """The budget of one bot: `rate` messages a second (infinite: unpaced), each chat's limits, and pauses asked for.

    Belongs to one event loop. `clock` counts monotonic seconds.
    """

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate = rate
        self._clock = clock
        self._room = max(1, int(rate)) if math.isfinite(rate) else math.inf
        self._period = self._room / rate if math.isfinite(rate) else 0.0
        self._interval = 1 / rate
        self._longest = ARRIVED + self._period
        self._turns: deque[_Turn] = deque()
        self._open = 0
        self._frees: list[float] = []
        self._next_digest = -math.inf
        self._quickest = math.inf
        self._urgent: deque[asyncio.Future[_Turn]] = deque()
        self._replies: deque[asyncio.Future[_Turn]] = deque()
        self._digests: deque[asyncio.Future[_Turn]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._chats: dict[int, _Chat] = {}
        self._held_until = -math.inf
        self._refused: dict[int, float] = {}

    @property
    def held_for(self) -> float:
        """Seconds for which nothing at all should be sent; 0 when there is no pause."""
        return max(0.0, self._held_until - self._clock())

    @asynccontextmanager
    async def turn(self, chat_id: int, *, reply: bool) -> AsyncIterator[None]:
        """Wait until a message may go to a chat; the block sends it. Messages of one chat keep their order.

        Raises Held, for digests alone, while Telegram wants nothing sent to the chat.
        """
        chat = self._chat(chat_id)
        chat.waiting += 1
        try:
            async with chat.lock:
                await self._until_allowed(chat, chat_id, reply=reply)
                async with self._room_in(self._queue() if reply else self._digests):
                    if not reply:
                        self._refuse_held(chat)
                    try:
                        yield
                    finally:
                        chat.sent.append(self._clock())
        finally:
            chat.waiting -= 1

    @asynccontextmanager
    async def edit(self) -> AsyncIterator[None]:
        """Wait for a turn of what counts for the bot as a whole but not for a chat, such as an edited message."""
        async with self._room_in(self._queue()):
            yield

    def _queue(self) -> "deque[asyncio.Future[_Turn]]":
        """Where a reply waits."""
        return self._urgent if _urgent.get() else self._replies

    def passed(self) -> None:
        """Note that Telegram took a message."""
        self._refused.clear()

    def refused(self, chat_id: int, seconds: float) -> None:
        """Note that Telegram asked for a pause: of this chat, and of all when several chats in a row were refused.

        Of several pauses the one that ends last holds.
        """
        until = self._clock() + seconds
        chat = self._chat(chat_id)
        chat.held_until = max(chat.held_until, until)
        self._refused[chat_id] = until
        if len(self._refused) >= CHATS_REFUSED:
            # One of them may be held for hours for reasons of its own; the shortest is what they have in common.
            self.hold(min(self._refused.values()) - self._clock())

    def hold(self, seconds: float) -> None:
        """Send no digest at all for some seconds; of several pauses the one that ends last holds."""
        self._held_until = max(self._held_until, self._clock() + seconds)

    async def _until_allowed(self, chat: _Chat, chat_id: int, *, reply: bool) -> None:
        """Wait for the pauses that Telegram asked for and for the chat's own limits."""
        held = self._held(chat)
        if not reply:
            self._refuse_held(chat)
        wait = max(min(held, PATIENCE), chat.free_at(chat_id) - self._clock())
        if wait > 0:
            await asyncio.sleep(wait)

    def _held(self, chat: _Chat) -> float:
        return max(chat.held_until, self._held_until) - self._clock()

    def _refuse_held(self, chat: _Chat) -> None:
        if (held := self._held(chat)) > 0:
            raise Held(held)

    @asynccontextmanager
    async def _room_in(self, queue: "deque[asyncio.Future[_Turn]]") -> AsyncIterator[None]:
        """Wait in a queue for a turn, and occupy it until the block ends and for a period after."""
        if math.isinf(self._room):
            yield
            return
        mine: asyncio.Future[_Turn] = asyncio.get_running_loop().create_future()
        queue.append(mine)
        self._let_in()
        try:
            turn = await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self._close(mine.result())
            raise
        began = self._clock()
        try:
            yield
        finally:
            now = self._clock()
            self._quickest = min(now - began, self._quickest * FORGETTING)
            if turn.counts:
                heapq.heappush(self._frees, now + self._period - self._quickest / 2 + MARGIN)
            self._close(turn)

    def _close(self, turn: _Turn) -> None:
        """A turn is open no more; whoever waits may have to wait less for it."""
        self._open -= turn.counts
        turn.counts = False
        if self._urgent or self._replies or self._digests:
            self._let_in()

    def _let_in(self) -> None:
        """Let in whoever may go now, replies first, and come back when the next one may."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        now = self._clock()
        while self._turns and (not self._turns[0].counts or self._turns[0].since + self._longest <= now):
            turn = self._turns.popleft()
            self._open -= turn.counts
            turn.counts = False
        while self._frees and self._frees[0] <= now:
            heapq.heappop(self._frees)
        room = self._room - self._open - len(self._frees)
        while room > 0 and (queue := self._admitted(now)) is not None:
            waiting = queue.popleft()
            if not waiting.cancelled():
                self._next_digest = max(self._next_digest, now - CATCH_UP * self._interval) + self._interval
                # It counts from here on: whoever was let in may start a moment later.
                turn = _Turn(now)
                self._turns.append(turn)
                self._open += 1
                waiting.set_result(turn)
                room -= 1
        if self._urgent or self._replies or self._digests:
            ready = self._next_room() if room <= 0 else now
            if not self._urgent and not self._replies:
                ready = max(ready, self._next_digest)
            delay = max(ready - now, 0.0005)
            self._timer = asyncio.get_running_loop().call_later(delay, self._let_in)

    def _next_room(self) -> float:
        """When there is room again, as far as is known now."""
        expires = self._turns[0].since + self._longest if self._turns else math.inf
        return min(self._frees[0], expires) if self._frees else expires

    def _admitted(self, now: float) -> "deque[asyncio.Future[_Turn]] | None":
        if replies := self._urgent or self._replies:
            return replies
        return self._digests if self._digests and self._next_digest <= now else None

    def _chat(self, chat_id: int) -> _Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            if len(self._chats) >= CHATS_KEPT:
                self._forget_idle()
            chat = self._chats[chat_id] = _Chat()
        return chat

    def _forget_idle(self) -> None:
        now = self._clock()
        oldest = now - GROUP_SECONDS - SLACK
        for chat_id, chat in list(self._chats.items()):
            recent = chat.sent and (chat.sent[-1] > oldest if chat_id < 0 else chat.free_at(chat_id) > now)
            if not (chat.waiting or recent or chat.held_until > now):
                del self._chats[chat_id]
