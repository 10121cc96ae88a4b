"""Lengths and offsets in UTF-16 units, in which Telegram counts text."""


def length(text: str) -> int:
    """Return the number of UTF-16 units in a text."""
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


class Offsets:
    """Turns UTF-16 offsets of one text into positions in the string and back."""

    def __init__(self, text: str) -> None:
        self._plain = text.isascii() or all(character <= "\uffff" for character in text)
        self._positions: dict[int, int] = {}
        self._starts: list[int] = []
        unit = 0
        if not self._plain:
            for position, character in enumerate(text):
                self._positions[unit] = position
                self._starts.append(unit)
                unit += 2 if character > "\uffff" else 1
            self._positions[unit] = len(text)
            self._starts.append(unit)

    def position(self, offset: int) -> int | None:
        """Return the string position of a UTF-16 offset; None inside a surrogate pair or outside the text."""
        return offset if self._plain else self._positions.get(offset)

    def offset(self, position: int) -> int:
        """Return the UTF-16 offset of a string position."""
        return position if self._plain else self._starts[position]
