"""The office: what is done about digests in one process, and by which job."""

import asyncio
import importlib
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.digests.absence import Absence
from bot.digests.parcels import Parcels
from bot.digests.plan import Planned, Planner
from bot.errors import TelegramUnreachable, TokenRefused
from bot.pace import Pace
from bot.services.services import Services
from bot.tasks import Tasks
from content.staleness import stale
from storage import broadcasts, counters, deliveries, messages, questions
from storage.database import Database

if TYPE_CHECKING:
    from bot.digests.courier.courier import Courier

log = structlog.get_logger(__name__)

COURIER: Final = "bot.digests.courier.courier"
CLIENT: Final = "bot.digests.courier.client"
NOTICES: Final = "bot.digests.courier.notices"
ABSENCE: Final = "absence"
"""The lock of who minds the absent."""
STUCK_SECONDS: Final = 120.0
"""A courier that has shown no life for so long hangs; it is ended, and another one begins."""
LEDGER_KEPT: Final = timedelta(days=90)
DRAFTS_KEPT: Final = timedelta(days=1)
COUNTERS_KEPT: Final = timedelta(days=800)
QUESTIONS_KEPT: Final = timedelta(days=90)
CHECKED_WITHIN: Final = timedelta(days=180)
"""Content that was not checked for so long wants checking again."""
PRUNED_AT_ONCE: Final = 5_000
POLL_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Account:
    """Where a bot sends from: its token and the Bot API server's address (http://host:port)."""

    token: str
    api: str


class Office:
    """Plans, delivers and tidies up; the courier begins when there is something to deliver."""

    def __init__(
        self,
        services: Services,
        database: Database,
        pace: Pace,
        account: Account | None,
        tasks: Tasks,
        on_refused: Callable[[TokenRefused], None] = lambda _: None,
        erase_after_months: int = 0,
    ) -> None:
        """`account` None: this process delivers nothing. `on_refused` hears that Telegram refuses the token.

        Readers of whom nothing was heard for `erase_after_months` are erased; 0: never.
        """
        self._services = services
        self._database = database
        self._clock: Clock = services.clock
        self._pace = pace
        self._account = account
        self._tasks = tasks
        self._on_refused = on_refused
        self._absence = None
        if erase_after_months:
            zone = ZoneInfo(services.subscriptions.default.time_zone)
            self._absence = Absence(
                database, services.clock, zone, erase_after_months, services.locales, services.readers.forget
            )
        self._planner = Planner(database, services.clock, services.subscriptions.default)
        self._courier: Courier | None = None
        self._running: asyncio.Task[None] | None = None
        self._closing = False
        self._unreached = False

    async def tick(self) -> Planned:
        """Plan what is due, and have it delivered. Raises StorageError."""
        planned = await self._planner.tick()
        if planned.planned:
            await self.watch()
        if self._courier is not None:
            self._courier.wake()
        return planned

    async def watch(self) -> None:
        """See to it that a courier is at work when something waits. Raises StorageError."""
        if self._account is None or self._closing:
            return
        await self._services.broadcasts.settle()
        if self._running is not None and not self._running.done():
            beat = self._courier.beat if self._courier else time.monotonic()
            if time.monotonic() - beat < STUCK_SECONDS:
                return
            log.error("the courier shows no life; another one begins")
            self._running.cancel()
            await asyncio.wait([self._running], timeout=10)
        if await self._waits():
            self.deliver()

    def deliver(self) -> None:
        """Let a courier begin, whether something waits or not."""
        if self._account is not None:
            self._running = self._tasks.spare(self._work(self._account), name="courier")

    async def settled(self, seconds: float) -> None:
        """Wait until nothing is due any more, at most so long."""
        for _ in range(int(seconds / POLL_SECONDS)):
            if not await self._waits():
                return
            await asyncio.sleep(POLL_SECONDS)

    async def prune(self) -> None:
        """Remove what is too old to matter, a little at a time so that nobody waits for it. Raises StorageError."""
        now = self._clock()
        removed = 0
        while True:
            async with self._database.session() as session:
                number = await deliveries.prune(session, now - LEDGER_KEPT, PRUNED_AT_ONCE)
            async with self._database.session() as session:
                number += await messages.prune(session, now, PRUNED_AT_ONCE)
            removed += number
            if number < PRUNED_AT_ONCE:
                break
            await asyncio.sleep(0)
        async with self._database.session() as session:
            removed += await counters.prune(session, (now - COUNTERS_KEPT).date())
            removed += await broadcasts.prune(session, now - DRAFTS_KEPT, now - LEDGER_KEPT)
            removed += await questions.prune(session, (now - QUESTIONS_KEPT).date())
        log.info("old rows removed", rows=removed)

    async def mind_the_absent(self) -> None:
        """Erase readers who were asked and gave no sign of life, and ask the next. Raises StorageError, TokenRefused.

        One process at a time does it, so that nobody is asked twice.
        """
        if self._absence is None or self._account is None or self._closing:
            return
        lock = self._database.lock(ABSENCE)
        if not await lock.acquire():
            return
        try:
            await self._absence.erase()
            if await self._absence.is_due():
                client = await asyncio.to_thread(importlib.import_module, CLIENT)
                notices = await asyncio.to_thread(importlib.import_module, NOTICES)
                async with client.Client(self._account.token, self._account.api, self._pace) as sending:
                    await self._absence.ask(partial(notices.tell, sending))
        except TelegramUnreachable as error:
            log.warning("notices wait for telegram", reason=str(error))
        finally:
            await lock.release()

    async def check_dates(self) -> None:
        """Say in the log how much of the content wants checking again."""
        library = self._services.editions.current.library
        old = stale(library, (self._clock() - CHECKED_WITHIN).date())
        if old:
            log.warning("content wants checking again; see `quqyq updates stale`", items=len(old))

    async def close(self) -> None:
        """End: what is on its way arrives, the rest is given back to the ledger."""
        self._closing = True
        if self._running is None or self._running.done():
            return
        if self._courier is not None:
            self._courier.stop()
        else:
            self._running.cancel()
        await asyncio.wait([self._running])

    async def _waits(self) -> bool:
        async with self._database.session() as session:
            next_at = await deliveries.next_at(session)
        return next_at is not None and next_at <= self._clock()

    async def _work(self, account: Account) -> None:
        # Its library costs a second and 45 MB, so it is loaded when there is something to deliver, off the loop.
        client = await asyncio.to_thread(importlib.import_module, CLIENT)
        courier = await asyncio.to_thread(importlib.import_module, COURIER)
        services = self._services
        parcels = Parcels(
            self._database, services.editions, services.locales, self._clock, services.subscriptions.default
        )
        try:
            async with client.Client(account.token, account.api, self._pace) as sending:
                self._courier = courier.Courier(
                    sending, self._database, parcels, self._pace, self._clock, self._forget
                )
                await self._courier.run()
        except TokenRefused as error:
            self._on_refused(error)
        except TelegramUnreachable as error:
            # The watchdog comes round and tries again.
            if not self._unreached:
                log.warning("digests wait for telegram", reason=str(error))
            self._unreached = True
        else:
            self._unreached = False
        finally:
            self._courier = None

    def _forget(self, chats: Collection[int]) -> None:
        for chat in chats:
            self._services.readers.forget(chat)
