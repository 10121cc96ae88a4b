"""The clock: everything that asks for the time asks here or takes a function of this kind, so that tests can set it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present instant, aware and in UTC."""


def now() -> datetime:
    """Give the present instant in UTC."""
    return datetime.now(UTC)
