"""The ledger of digest deliveries as operators see it: how many are in each state."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from storage import deliveries
from storage.database import Database
from storage.errors import StorageError

LOOKED_AT: Final = timedelta(days=7)
"""Deliveries of older slots are history."""


class Ledger:
    """Counts the deliveries of the last days."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def states(self) -> Mapping[str, int]:
        """Give how many deliveries are in each state; nothing while the database is out of reach."""
        try:
            async with self._database.session() as session:
                found = await deliveries.count_by_state(session, self._clock() - LOOKED_AT)
                return {str(state): count for state, count in found.items()}
        except StorageError:
            return {}
