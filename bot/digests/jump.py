"""A week's jump of the clock, for who tries the digests out in the local Telegram."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot import clock

if TYPE_CHECKING:
    from bot.digests.office import Office

WEEK: Final = timedelta(days=7)
PATIENCE: Final = 5.0
"""Seconds to wait for the digests of a jump before saying what came."""


class Jump:
    """The local Telegram's control that sets the program's clock a week forward and lets the digests come."""

    def __init__(self) -> None:
        self.office: Office | None = None

    async def __call__(self) -> str:
        """Jump; the new time and how many digests were planned, in figures that need no translation."""
        now = clock.advance(WEEK)
        planned = await self.office.tick() if self.office else None
        if self.office:
            await self.office.settled(PATIENCE)
        return f"🕘 {now:%Y-%m-%d %H:%M} UTC · ✉️ {planned.planned if planned else 0}"
