"""The clock: everything that asks for the time asks here or takes a function of this kind, so that tests can set it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Gives the present instant, aware and in UTC."""

_ahead = timedelta(0)


def now() -> datetime:
    """Give the present instant in UTC."""
    return datetime.now(UTC) + _ahead


def advance(by: timedelta) -> datetime:
    """Set this program's clock forward and give the new time; for the local Telegram alone, to show what comes."""
    global _ahead
    _ahead += max(by, timedelta(0))
    return now()
