"""The courier: claims deliveries, has them worded and sent at the shared pace, and keeps what came of them.

One at a time: on PostgreSQL any number may run, one holds the lock and the others stand by to take over.
"""

import asyncio
import time
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.clock import Clock
from bot.digests.courier.client import Client
from bot.digests.courier.outcomes import Settled
from bot.digests.courier.recorder import Blocked, Recorder
from bot.digests.courier.senders import Senders
from bot.digests.parcels import Parcels
from bot.pace import Pace
from bot.services.switch import is_paused
from bot.tasks import Tasks
from storage import deliveries
from storage.database import Database
from storage.errors import StorageError

log = structlog.get_logger(__name__)

LOCK: Final = "courier"
MOST_CLAIMED: Final = 1000
"""Deliveries claimed and not yet recorded, at most; a killed courier leaves no more than these in doubt."""
AHEAD_SECONDS: Final = 2.0
"""How much of the paced sending is claimed ahead."""
IDLE_SECONDS: Final = 5.0
LEASE: Final = timedelta(seconds=60)
"""A claim older than this, of a courier that is gone, is in doubt: no send takes so long."""
REPORT_SECONDS: Final = 30.0
GRACE: Final = 4.0
"""Seconds for what is on its way when the courier is asked to stop."""
RECORD_SECONDS: Final = 1.5
"""Seconds for writing down what came of it; a claim of which nothing is written is in doubt for the next courier."""


class Courier:
    """Delivers until it is asked to stop."""

    def __init__(
        self,
        client: Client,
        database: Database,
        parcels: Parcels,
        pace: Pace,
        clock: Clock,
        on_blocked: Blocked = lambda _: None,
    ) -> None:
        self._client = client
        self._database = database
        self._parcels = parcels
        self._pace = pace
        self._clock = clock
        self._on_blocked = on_blocked
        client.ask_before_sending(self._is_wanted)
        self._lock = database.lock(LOCK)
        self._woken = asyncio.Event()
        self._most = max(2, min(MOST_CLAIMED, int(min(pace.rate, 1e6) * AHEAD_SECONDS)))
        self._claimed = 0
        self._reported = time.monotonic()
        self._reported_done = 0
        self._stopping = False
        self.counts: Counter[str] = Counter()
        """Recorded outcomes by state since the courier began."""
        self.beat = time.monotonic()
        """When the courier last showed life; the watchdog looks at it."""

    def wake(self) -> None:
        """Look for deliveries now: some were planned, or the clock was moved."""
        self._woken.set()

    def stop(self) -> None:
        """Ask the courier to end: what is on its way arrives and is recorded, the rest goes back."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Deliver until asked to stop. Raises TokenRefused."""
        await self._deliver(once=False)

    async def once(self) -> bool:
        """Deliver what is due now and return; False when another courier is at work. Raises TokenRefused."""
        return await self._deliver(once=True)

    async def _deliver(self, *, once: bool) -> bool:
        recorder = Recorder(self._database, self._clock, self._parcels.zone, self.counts, self._on_blocked)
        senders = Senders(self._client, self._pace, recorder, self._clock)
        try:
            if not await self._take_charge(once=once):
                return False
            async with Tasks() as tasks:
                recording = tasks.essential(recorder.run(), name="recorder")
                senders.start(tasks)
                try:
                    await self._feed(senders, recorder, once=once)
                finally:
                    await senders.stop(GRACE)
                    recorder.finish()
                    await asyncio.wait([recording], timeout=RECORD_SECONDS)
                    recording.cancel()
        finally:
            await self._lock.release()
        if senders.refused is not None:
            raise senders.refused
        return True

    async def _take_charge(self, *, once: bool) -> bool:
        """Get the lock, waiting for it if need be, and mark what a dead courier left."""
        waited = False
        while not self._stopping:
            self.beat = time.monotonic()
            try:
                if await self._lock.acquire():
                    # Who was waited for may still be about to record; a lock that was free has nobody behind it.
                    await self._mark_uncertain(LEASE if waited else None)
                    return True
            except StorageError as error:
                log.warning("the courier cannot get its lock", reason=error.reason)
            if once:
                return False
            if not waited:
                log.info("another courier is at work; standing by")
            waited = True
            self._woken.clear()
            await self._rest(IDLE_SECONDS)
        return False

    async def _mark_uncertain(self, lease: timedelta | None) -> None:
        now = self._clock()
        async with self._database.session() as session:
            marked = await deliveries.mark_uncertain(session, now, now - lease if lease else None)
        if marked:
            log.warning("deliveries of a courier that ended are in doubt", deliveries=marked)

    async def _feed(self, senders: Senders, recorder: Recorder, *, once: bool) -> None:
        """Claim and word deliveries as fast as they are sent."""
        while not self._stopping and senders.refused is None:
            self.beat = time.monotonic()
            self._woken.clear()
            try:
                found = await self._fetch(senders, recorder)
            except StorageError as error:
                log.warning("deliveries cannot be claimed, trying again", reason=error.reason)
                await self._rest(1.0)
                continue
            outstanding = self._outstanding(recorder)
            if found:
                await self._report(recorder)
            elif outstanding:
                await self._rest(0.01 if outstanding > self._most // 2 else 0.1)
            elif once:
                return
            else:
                await self._rest(await self._until_next())

    async def _fetch(self, senders: Senders, recorder: Recorder) -> int:
        """Claim as many as there is room for; how many, 0 also while nothing should be claimed."""
        outstanding = self._outstanding(recorder)
        if recorder.in_trouble or outstanding > self._most // 2 or self._pace.held_for > 0:
            return 0
        if not await self._in_charge(outstanding):
            return 0
        async with self._database.session() as session:
            if await is_paused(session):
                return 0
            claims = await deliveries.claim(session, self._clock(), self._most - outstanding)
        self._claimed += len(claims)
        if not claims:
            return 0
        try:
            found = await self._parcels.sort(claims, self._client.username)
        except BaseException:
            for claim in claims:
                recorder.add(Settled(deliveries.Outcome(claim, "planned", attempts=0)))
            raise
        for outcome in found.settled:
            recorder.add(Settled(outcome))
        for parcel in found.parcels:
            senders.add(parcel)
        return len(claims)

    async def _in_charge(self, outstanding: int) -> bool:
        """Make sure that this courier still holds the lock; what it has on its way ends before it asks anew."""
        if await self._lock.held():
            return True
        if outstanding or not await self._lock.acquire():
            return False
        log.warning("the courier's connection was cut; it is in charge again")
        await self._mark_uncertain(LEASE)
        return True

    async def _is_wanted(self, chat_id: int) -> bool:
        """Say whether a chat's delivery is still in the ledger: whoever erased themselves is written to no more."""
        try:
            async with self._database.session() as session:
                return await deliveries.is_sending(session, chat_id)
        except StorageError:
            # Without the database nobody can have been erased just now, and the delivery was wanted when claimed.
            return True

    def _outstanding(self, recorder: Recorder) -> int:
        return self._claimed - recorder.recorded

    async def _until_next(self) -> float:
        """Seconds until the next delivery may be sent, at most until someone should look again."""
        try:
            async with self._database.session() as session:
                next_at: datetime | None = await deliveries.next_at(session)
        except StorageError:
            return IDLE_SECONDS
        if next_at is None:
            return IDLE_SECONDS
        return min(max((next_at - self._clock()).total_seconds(), 0.05), IDLE_SECONDS)

    async def _rest(self, seconds: float) -> None:
        """Wait, but not longer than until asked to stop or woken."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._woken.wait()

    async def _report(self, recorder: Recorder) -> None:
        """Say in the log, now and then, how far a broadcast is and how long it will take."""
        now = time.monotonic()
        if now - self._reported < REPORT_SECONDS:
            return
        done, seconds = recorder.recorded - self._reported_done, now - self._reported
        self._reported, self._reported_done = now, recorder.recorded
        if done:
            async with self._database.session() as session:
                left = await deliveries.count_waiting(session)
            rate = done / seconds
            log.info(
                "digests on their way",
                done=recorder.recorded,
                left=left,
                a_second=round(rate, 1),
                eta_seconds=round(left / rate),
            )
