"""Messages on their way: many chats side by side, the messages of one chat in their order."""

import asyncio
from collections import deque
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final

import structlog
from telegram.error import TelegramError

from bot.clock import Clock
from bot.digests.courier.client import Client
from bot.digests.courier.limiter import Unwanted
from bot.digests.courier.outcomes import Settled, settle
from bot.digests.courier.recorder import Recorder
from bot.digests.parcels import Parcel
from bot.errors import TokenRefused
from bot.pace import Held, Pace
from bot.tasks import Tasks
from storage.deliveries import Outcome

log = structlog.get_logger(__name__)

WIDTH: Final = 64
"""Messages on their way at once, at most."""
IN_A_ROW: Final = 3
"""Failures in a row that mean that Telegram itself is in trouble."""
LONGEST_HOLD: Final = 60.0
"""Seconds between tries, at most, while Telegram is in trouble."""


class Senders:
    """Sends parcels and hands their outcomes to the recorder."""

    def __init__(self, client: Client, pace: Pace, recorder: Recorder, clock: Clock) -> None:
        self._client = client
        self._pace = pace
        self._recorder = recorder
        self._clock = clock
        self._ready: asyncio.Queue[Parcel] = asyncio.Queue()
        self._chats: dict[int, deque[Parcel]] = {}
        self._at_work: dict[int, asyncio.Task[Any]] = {}
        self._failures = 0
        self._holds = 0
        self._tasks: list[asyncio.Task[None]] = []
        self._idle = asyncio.Event()
        self._idle.set()
        self.refused: TokenRefused | None = None
        """Set when Telegram does not know the token (any more): nothing can be sent."""

    def start(self, tasks: Tasks, width: int = WIDTH) -> None:
        """Begin to send."""
        self._tasks = [tasks.essential(self._work(), name=f"sender {number}") for number in range(width)]

    def add(self, parcel: Parcel) -> None:
        """Take a parcel to send as soon as the pace allows."""
        self._idle.clear()
        self._ready.put_nowait(parcel)

    async def stop(self, seconds: float) -> None:
        """Give back what was not begun, let end what is on its way, and cut after some seconds what has not ended."""
        while not self._ready.empty():
            self._give_back(self._ready.get_nowait())
        for waiting in self._chats.values():
            while waiting:
                self._give_back(waiting.popleft())
        for chat, task in self._at_work.items():
            if not self._client.is_under_way(chat):
                task.cancel()
        await asyncio.sleep(0)
        if self._chats:
            self._idle.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._idle.wait()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work(self) -> None:
        while True:
            parcel = await self._ready.get()
            chat = parcel.claim.chat_id
            if chat in self._chats:
                self._chats[chat].append(parcel)
                continue
            self._chats[chat] = deque([parcel])
            if (mine := asyncio.current_task()) is not None:
                self._at_work[chat] = mine
            try:
                while self._chats[chat]:
                    await self._send(self._chats[chat].popleft())
            finally:
                del self._chats[chat]
                self._at_work.pop(chat, None)
                if not self._chats and self._ready.empty():
                    self._idle.set()

    async def _send(self, parcel: Parcel) -> None:
        claim = parcel.claim
        try:
            message_id = await self._client.send(claim.chat_id, parcel.screen, silent=parcel.silent)
        except Held as held:
            later = self._clock() + timedelta(seconds=held.seconds)
            outcome = Outcome(claim, "planned", attempts=0, not_before=later, error="flood")
            self._recorder.add(Settled(outcome))
        except Unwanted:
            self._recorder.add(Settled(Outcome(claim, "dropped", attempts=0, error="gone")))
        except TelegramError as error:
            self._fail(parcel, error)
        except asyncio.CancelledError:
            if self._client.was_cut(claim.chat_id):
                self._recorder.add(Settled(Outcome(claim, "uncertain", error="cut")))
            else:
                self._give_back(parcel)
            raise
        except Exception as error:
            log.error("digest not sent", delivery=claim.id, error=type(error).__name__, exc_info=error)
            self._recorder.add(Settled(Outcome(claim, "failed", error="fault")))
        else:
            self._reached()
            self._recorder.add(Settled(Outcome(claim, "sent", message_id=message_id)), parcel)

    def _fail(self, parcel: Parcel, error: TelegramError) -> None:
        try:
            settled = settle(parcel.claim, error, self._clock())
        except TokenRefused as refused:
            self.refused = refused
            self._give_back(parcel)
            return
        self._recorder.add(settled)
        if not settled.out_of_reach:
            self._reached()
            return
        self._failures += 1
        if self._failures < IN_A_ROW or self._pace.held_for > 0:
            return
        if self._holds == 0:
            log.warning("telegram out of reach, digests wait", error=type(error).__name__)
        self._pace.hold(min(LONGEST_HOLD, 0.5 * 2.0 ** min(self._holds, 10)))
        self._holds += 1

    def _reached(self) -> None:
        if self._holds:
            log.warning("telegram reached again", holds=self._holds)
        self._failures = self._holds = 0

    def _give_back(self, parcel: Parcel) -> None:
        """Put a delivery back as it was: it was not sent."""
        self._recorder.add(Settled(Outcome(parcel.claim, "planned", attempts=0)))
