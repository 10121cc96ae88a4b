"""Dates as precise as their source: a day, a month or a year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Literal

from pydantic_core import PydanticCustomError

_FORM = re.compile(r"([12]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of true precision; `str()` gives 2022-07-01, 2022-07 or 2022, `parse` reads it back.

    Ordered by the last day that it may mean, then by precision, so that a month comes after its days.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, value: object) -> "PartialDate":
        """Read an ISO date; raise an error that pydantic reports when it is none or not in the calendar."""
        if isinstance(value, PartialDate):
            return value
        match = _FORM.fullmatch(str(value))
        if match is None:
            raise PydanticCustomError(
                "bad-date",
                "“{value}” is not a date: write 2024-07-05, or 2024-07 or 2024 when only that is known",
                {"value": str(value)},
            )
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # noqa: S101 - the pattern guarantees it
        try:
            date(year, month or 1, day or 1)
        except ValueError:
            raise PydanticCustomError(
                "bad-date", "“{value}” is not in the calendar", {"value": str(value)}
            ) from None
        return cls(year, month, day)

    @property
    def precision(self) -> Literal["day", "month", "year"]:
        """How much of the date is known."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first(self) -> date:
        """The first day that this may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that this may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, int]:
        return self.last, {"day": 0, "month": 1, "year": 2}[self.precision]

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)
