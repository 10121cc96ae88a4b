"""Finds numbers and dates in a text, one language's way."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from content.numerals import Numerals

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_ORDINAL_ENDINGS = frozenset({"го", "st", "nd", "rd", "th", "ші", "шы"})


class Found(NamedTuple):
    """A canonical figure at text[start:end]; `stated` as in `content.figures.Figure`."""

    value: str
    start: int
    end: int
    stated: bool


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        return self.text.lower().replace("ё", "е")


class Scan:
    """One pass over a text; `run` returns what it finds, in order."""

    def __init__(self, text: str, ways: Numerals) -> None:
        self.text = text
        self.ways = ways
        self.tokens = [
            _Token(match.lastgroup or "", match.group(), match.start(), match.end())
            for match in ways.token.finditer(text)
        ]
        self.at = 0

    def run(self) -> list[Found]:
        """Read the whole text."""
        found: list[Found] = []
        while self.at < len(self.tokens):
            figure = self._date() or self._number() or self._loose()
            if figure is None:
                self.at += 1
            else:
                found.append(figure)
        return found

    def _token(self, step: int) -> _Token | None:
        place = self.at + step
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def _is(self, step: int, test: Callable[[_Token], bool]) -> bool:
        token = self._token(step)
        return token is not None and test(token)

    def _take(self, steps: int, value: str, *, stated: bool = True) -> Found:
        start, end = self.tokens[self.at].start, self.tokens[self.at + steps - 1].end
        self.at += steps
        return Found(value, start, end, stated)

    # Dates

    def _date(self) -> Found | None:
        token = self.tokens[self.at]
        if token.kind == "date":
            parts = re.split(r"[.-]", token.text)
            year, month, day = parts if "-" in token.text else reversed(parts)
            return self._take(1, f"{year}-{int(month):02}-{int(day):02}")
        for shape in ("dmy", "mdy", "ydm", "dm", "my", "ym"):
            if (figure := self._shaped(shape)) is not None:
                return figure
        return self._second_month() or self._first_month()

    def _first_month(self) -> Found | None:
        """In “June to July 2025” the first month has the year of the second."""
        if not (self._part("m", 0) and self._is(1, lambda token: token.folded in self.ways.joiners)):
            return None
        first = self._part("m", 0)
        year = self._part("y", 3) if self._part("m", 2) else None
        return None if year is None else self._take(1, f"{year}-{first:02}")

    def _second_month(self) -> Found | None:
        """In “2025 жылғы маусым–шілдеде” the second month has the year of the first."""
        second = self._part("m", 0)
        joined = self._is(-1, lambda token: token.folded in self.ways.joiners)
        if second is None or not joined or self.ways.year is None or not self._part("m", -2):
            return None
        year = self._part("y", -4)
        return None if year is None else self._take(1, f"{year}-{second:02}")

    def _shaped(self, shape: str) -> Found | None:
        """Read a date whose parts stand in this order; small words and marks between them are skipped."""
        parts: dict[str, int] = {}
        step = 0
        for part in shape:
            value = self._part(part, step)
            if value is None:
                return None
            parts[part] = value
            step += 1
            if part != shape[-1]:
                step += self._filling(part, step)
        year, month, day = parts.get("y"), parts["m"], parts.get("d")
        try:
            date(year or 2000, month, day or 1)
        except ValueError:
            return None
        head = "-" if year is None else f"{year:04}"
        tail = "" if day is None else f"-{day:02}"
        return self._take(step, f"{head}-{month:02}{tail}")

    def _part(self, part: str, step: int) -> int | None:
        token = self._token(step)
        if token is None:
            return None
        if part == "m":
            return self._month(token)
        if token.kind != "number" or not token.text.isdigit():
            return None
        number = int(token.text)
        fits = 1900 <= number <= 2199 and len(token.text) == 4 if part == "y" else 1 <= number <= 31
        return number if fits else None

    def _month(self, token: _Token) -> int | None:
        if token.kind != "word":
            return None
        for number, name in enumerate(self.ways.months, 1):
            if name.fullmatch(token.text if self.ways.capital else token.folded):
                return number
        return None

    def _filling(self, part: str, step: int) -> int:
        """Count the tokens that may stand behind a part of a date: “жылғы”, “-го”, “th of”, a comma."""
        skipped = 0
        if part == "y" and self.ways.year:
            if not self._is(step, lambda token: bool(self.ways.year and self.ways.year.match(token.folded))):
                return 0
            skipped = 1
            if self._is(step + 1, lambda token: token.text == "."):
                skipped += 1
        elif part == "d":
            skipped += self._is(step, lambda token: token.text == "-")
            skipped += self._is(step + skipped, lambda token: token.folded in _ORDINAL_ENDINGS)
            skipped += self._is(step + skipped, lambda token: token.folded == "of")
        if self._is(step + skipped, lambda token: token.text == ","):
            skipped += part != "y" and self.ways.decimal == "."
        return skipped

    # Numbers

    def _number(self) -> Found | None:
        token = self.tokens[self.at]
        if token.kind == "number":
            value, steps, stated = self._digits(token.text), 1, True
        elif token.kind == "word":
            read = self._words(token)
            if read is None:
                return None
            value, steps, stated = read
        else:
            return None
        half = self._half(steps)
        if half:
            value, steps, stated = value + Decimal("0.5"), steps + half, True
        factor = self._factor(steps)
        if factor > 1:
            value, steps, stated = value * factor, steps + 1, True
            value, steps = self._remainder(value, steps, factor)
        share = self._share(steps)
        stated = stated or bool(share)
        return self._take(steps + share, plain(value) + ("%" if share else ""), stated=stated)

    def _digits(self, text: str) -> Decimal:
        clean = re.sub(r"\s", "", text)
        clean = clean.replace(",", "") if self.ways.decimal == "." else clean.replace(",", ".")
        return Decimal(clean)

    def _words(self, token: _Token) -> tuple[Decimal, int, bool] | None:
        ways, word = self.ways, token.folded
        if word in ("полтора", "полторы", "полутора"):
            return Decimal("1.5"), 1, True
        if word in ways.tens:
            step = 1 + self._is(1, lambda other: other.text == "-")
            unit = self._token(step)
            if unit is not None and unit.kind == "word":
                number = ways.cardinals.get(unit.folded, 0)
                ordinal = ways.loose.get(unit.folded, 0) if ways.decimal == "." else 0
                if 1 <= (number or ordinal) <= 9:
                    return Decimal(ways.tens[word] + (number or ordinal)), step + 1, number > 0
            return Decimal(ways.tens[word]), 1, True
        if word in ways.cardinals:
            number = ways.cardinals[word]
            return Decimal(number), 1, number > 1
        return None

    def _half(self, steps: int) -> int:
        place, words = steps, []
        for _ in range(3):
            place += self._is(place, lambda token: token.text == "-")
            token = self._token(place)
            if token is None or token.kind != "word":
                return 0
            place += 1
            words.append(token.folded)
            if self.ways.half.fullmatch(" ".join(words)):
                return place - steps
        return 0

    def _factor(self, steps: int) -> int:
        token = self._token(steps)
        if token is None or token.kind != "word":
            return 1
        exact = self.ways.multipliers.get(token.folded)
        if exact:
            return exact
        if self.ways.decimal == ".":
            return 1
        stems = (
            (stem, number) for stem, number in self.ways.multipliers.items() if len(stem) > 3 or stem == "мың"
        )
        return next((number for stem, number in stems if token.folded.startswith(stem)), 1)

    def _remainder(self, value: Decimal, steps: int, factor: int) -> tuple[Decimal, int]:
        """Add the units of “2 тысячи 136”."""
        token = self._token(steps)
        if factor == 1000 and token is not None and re.fullmatch(r"\d{3}", token.text):
            return value + int(token.text), steps + 1
        return value, steps

    def _share(self, steps: int) -> int:
        step = steps + self._is(steps, lambda token: token.text == "-")
        if self._is(step, lambda token: token.text == "%" or bool(self.ways.percent.match(token.folded))):
            return step - steps + 1
        if [token.folded for token in self.tokens[self.at + step : self.at + step + 2]] == ["per", "cent"]:
            return step - steps + 2
        return 0

    def _loose(self) -> Found | None:
        token = self.tokens[self.at]
        if token.kind != "word":
            return None
        number = _ROMAN.get(token.text) or self.ways.loose.get(token.folded)
        if number is None:
            starts = (number for stem, number in self.ways.prefixes.items() if token.folded.startswith(stem))
            number = next(starts, None)
        return None if number is None else self._take(1, str(number), stated=False)


def plain(value: Decimal) -> str:
    """Return 1250 or 12.5, without exponent or idle zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
