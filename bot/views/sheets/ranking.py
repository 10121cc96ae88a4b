"""Rankings: lists of names with a bar each, the longest first, readable in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.views.sheets import picture
from bot.views.sheets.chart import DPI, HEAD, LOWEST, MARGIN, WIDTH
from bot.views.sheets.paper import DEEP, PALE, QUIET, Box, Paper

TITLE: Final = 10.0
"""Height of a list's own title, in millimetres as everything here."""
ROW: Final = 12.4
BAR: Final = 3.6
THINNEST: Final = 0.5
NUMBER: Final = 20.0
"""Width that is kept for the number behind a bar."""
GAP: Final = 5.0
FOOT: Final = 3.0


@dataclass(frozen=True, slots=True)
class Place:
    """A name in a list, with its count and how it is told; `count` is None where it is too small to be told."""

    name: str
    count: int | None
    told: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """A list with its title; `none` says that there is nothing to list."""

    title: str
    places: Sequence[Place]
    none: str


@dataclass(frozen=True, slots=True)
class Rankings:
    """Lists, one below the other."""

    title: str
    period: str
    language: str
    lists: Sequence[Ranking]


def rankings(drawn: Rankings) -> bytes:
    """Draw lists as PNG."""
    heights = [TITLE + ROW * max(1, len(one.places)) + GAP for one in drawn.lists]
    paper = Paper(WIDTH, HEAD + sum(heights) + FOOT, drawn.title, drawn.language)
    wide = WIDTH - 2 * MARGIN
    paper.text(Box(MARGIN, 8, wide, 7), drawn.title, 17, least=9, bold=True)
    paper.text(Box(MARGIN, 15.5, wide, 5), drawn.period, 10, colour=QUIET)
    top = HEAD
    for one, height in zip(drawn.lists, heights, strict=True):
        _list(paper, Box(MARGIN, top, wide, height), one)
        top += height
    return picture.png(paper.done(), DPI)


def _list(paper: Paper, box: Box, one: Ranking) -> None:
    paper.line(box.x, box.y, box.right, box.y, PALE, 0.3)
    paper.text(Box(box.x, box.y + 3, box.w, 5), one.title, 12, least=8, bold=True)
    top = box.y + TITLE
    if not one.places:
        paper.text(Box(box.x, top + 1, box.w, 5), one.none, 10, colour=QUIET)
        return
    highest = max(LOWEST, *(float(place.count or 0) for place in one.places))
    for number, place in enumerate(one.places):
        _place(paper, Box(box.x, top + number * ROW, box.w, ROW), place, highest)


def _place(paper: Paper, box: Box, place: Place, highest: float) -> None:
    paper.text(Box(box.x, box.y, box.w, 4.5), place.name, 10, least=7)
    bar = Box(box.x, box.y + 4.9, 0, BAR)
    if place.count:
        bar = Box(bar.x, bar.y, max(THINNEST, (box.w - NUMBER) * place.count / highest), BAR)
        paper.fill(bar, DEEP)
    number = Box(bar.right + (2 if bar.w else 0), bar.y, NUMBER - 2, BAR)
    paper.text(number, place.told, 10, bold=True, colour=DEEP, middle=True)
