"""Reads the numbers and dates that a text states, in a form that is the same in every language.

A number is "1250" or "4400000" ("4.4 million"), a share "12.5%", a date "2022-07-01" or "2022-07", a year "2022" and
a date without its year "--07-01".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from content.figure_scan import Scan, plain
from content.numerals import BY_LANGUAGE, Numerals

_FULL_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_DAY = re.compile(r"(\d{4}|-)-\d{2}-\d{2}")
_YEAR = re.compile(r"((?:19|20|21)\d\d)(?:-.*)?")
_SENTENCE_ENDS = (". ", "\n", "? ", "! ")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at text[start:end]. `also` are other readings: in “70 to 80%” the first may be 70 or 70%.

    A figure that is not `stated` is a word that may be meant as a number (“second”, “both”).
    """

    value: str
    start: int
    end: int
    stated: bool = True
    also: frozenset[str] = frozenset()


def figures(text: str, lang: str) -> list[Figure]:
    """Return every figure of a text, in its order; KeyError for a language without numerals."""
    ways = BY_LANGUAGE[lang]
    found = [Figure(*each) for each in Scan(text, ways).run()]
    shared: list[Figure] = []
    for figure in reversed(found):
        shared.append(_shared(text, ways, figure, shared[-1]) if shared else figure)
    return [_with_year(text, figure, found) for figure in reversed(shared)]


def readings(found: Iterable[Figure]) -> frozenset[str]:
    """Return everything that these figures may mean."""
    return frozenset(value for figure in found for value in (figure.value, *figure.also))


def widened(values: Iterable[str]) -> frozenset[str]:
    """Add what a date says at lower precision: 2022-07-01 also says 2022-07, 2022 and --07-01."""
    found = set(values)
    for value in tuple(found):
        if match := _FULL_DATE.fullmatch(value):
            year, month, day = match.groups()
            found |= {year, f"{year}-{month}"} | ({f"--{month}-{day}"} if day else set())
    return frozenset(found)


def known(lang: str) -> bool:
    """Tell whether figures of a language can be read."""
    return lang in BY_LANGUAGE


def _shared(text: str, ways: Numerals, figure: Figure, after: Figure) -> Figure:
    """In “70 to 80%”, “5 and 6 June 2022” and “2–3 million” the first takes the second's unit too."""
    between = text[figure.end : after.start].strip().lower()
    if not _NUMBER.fullmatch(figure.value) or between not in ways.joiners | {","}:
        return figure
    units = _units(ways, figure.value, after, text[after.start : after.end].lower())
    return replace(figure, also=figure.also | frozenset(units))


def _units(ways: Numerals, number: str, after: Figure, written: str) -> Iterator[str]:
    for reading in (after.value, *after.also):
        if reading.endswith("%") and Decimal(number) <= 100:
            yield f"{number}%"
        elif _DAY.fullmatch(reading) and number.isdigit():
            yield f"{reading[:-2]}{int(number):02}"
    for stem, factor in ways.multipliers.items():
        if re.search(rf"\b{stem}", written):
            yield plain(Decimal(number) * factor)


def _with_year(text: str, figure: Figure, found: list[Figure]) -> Figure:
    """A date without its year may take one that its sentence names."""
    yearless = {reading for reading in (figure.value, *figure.also) if reading.startswith("--")}
    if not yearless:
        return figure
    begin = max(text.rfind(mark, 0, figure.start) for mark in _SENTENCE_ENDS)
    ends = (text.find(mark, figure.end) for mark in _SENTENCE_ENDS)
    end = min((place for place in ends if place >= 0), default=len(text))
    years = {
        match[1] for other in found if begin <= other.start < end and (match := _YEAR.fullmatch(other.value))
    }
    dated = {year + reading[1:] for year in years for reading in yearless}
    return replace(figure, also=figure.also | dated)
