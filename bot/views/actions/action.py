"""An action: one frozen class, packed into Telegram's 64 bytes of callback data and read back.

Everything that a button needs stands in its data, so any process can serve any button of any age.
"""

from dataclasses import Field, dataclass, fields
from typing import Any, ClassVar, Self

SEPARATOR = ":"
LONGEST = 64
"""Telegram's limit on callback data, in bytes."""


class BadAction(ValueError):
    """Callback data that is no action of this bot: forged, cut, or of a version that is gone."""


@dataclass(frozen=True, slots=True)
class Action:
    """The root of all actions; `code` is what its data begins with."""

    code: ClassVar[str] = ""

    def pack(self) -> str:
        """Give the callback data. Raises BadAction when it would not fit into Telegram's 64 bytes."""
        values = [str(getattr(self, field.name)) for field in fields(self)]
        if any(SEPARATOR in value for value in values[:-1]):
            raise BadAction(f"{SEPARATOR!r} inside a field of {self!r}")
        data = SEPARATOR.join([self.code, *values])
        if len(data.encode()) > LONGEST:
            raise BadAction(f"{len(data.encode())} bytes of callback data for {self!r}")
        return data

    @classmethod
    def of(cls, rest: str) -> Self:
        """Read the fields of an action. Raises BadAction."""
        wanted = fields(cls)
        # The last field may hold a packed action of its own, separators included.
        values = rest.split(SEPARATOR, len(wanted) - 1) if wanted else [rest] * bool(rest)
        if len(values) != len(wanted):
            raise BadAction(f"{cls.__name__} takes {len(wanted)} fields, not {len(values)}")
        return cls(*(_read(field, value) for field, value in zip(wanted, values, strict=True)))


def _read(field: "Field[Any]", value: str) -> Any:
    if field.type is not int:
        return value
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise BadAction(f"{field.name} is no number: {value!r}")
    return int(value)
