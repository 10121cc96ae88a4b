"""The ledger of deliveries as operators see it: how many are in each state, and whether anything is sent at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.services import switch
from storage import deliveries, plan
from storage.database import Database
from storage.errors import StorageError

LOOKED_AT: Final = timedelta(days=7)
"""Deliveries of older slots are history."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How deliveries stand; instants are on the operator's clock, None where there is none."""

    paused_since: datetime | None
    waiting: int
    next_due_at: datetime | None


class Ledger:
    """Counts the deliveries of the last days, stops them and lets them go on; `zone` is the operator's."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone

    async def states(self) -> Mapping[str, int]:
        """Give how many deliveries are in each state; nothing while the database is out of reach."""
        try:
            async with self._database.session() as session:
                found = await deliveries.count_by_state(session, self._clock() - LOOKED_AT)
                return {str(state): count for state, count in found.items()}
        except StorageError:
            return {}

    async def standing(self) -> Standing:
        """Say whether deliveries are paused, how many wait, and when the next digest is due. Raises StorageError."""
        paused = await switch.paused_since(self._database)
        async with self._database.session() as session:
            waiting = await deliveries.count_waiting(session)
            due_at = await plan.next_at(session)
        return Standing(self._here(paused), waiting, self._here(due_at))

    async def pause(self) -> Standing:
        """Deliver nothing from now on, in any process. Raises StorageError."""
        await switch.pause(self._database, self._clock())
        return await self.standing()

    async def resume(self) -> Standing:
        """Deliver again. Raises StorageError."""
        await switch.resume(self._database)
        return await self.standing()

    def _here(self, instant: datetime | None) -> datetime | None:
        return instant.astimezone(self._zone) if instant else None
