"""A clock for tests."""

from dataclasses import dataclass
from datetime import UTC, datetime

NOON = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now
