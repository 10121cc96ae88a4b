"""Charts of counts over time: one row of bars a kind, readable in black and white.

Drawn with what posters are drawn with: a few rows of bars need no plotting library, and the letters are the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.views.sheets import picture
from bot.views.sheets.paper import DEEP, INK, PALE, QUIET, Box, Paper

WIDTH: Final = 160.0
ROW: Final = 36.0
HEAD: Final = 24.0
FOOT: Final = 16.0
MARGIN: Final = 9.0
DPI: Final = 190
HOLLOW: Final = 2.5
"""How high a bar stands whose count is too small to be told, in counts."""

SEEN: Final = 1.0
"""Millimetres that such a bar stands at least, beside whatever others."""
LOWEST: Final = 10.0
"""The count that a full row stands for at least, so that a few do not look like many."""


@dataclass(frozen=True, slots=True)
class Bars:
    """One row: its name, and a count for each day or week; None where it is above zero and too small to be told."""

    name: str
    total: str
    counts: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows of bars over the same days or weeks; `few` explains the hollow bars, `write` writes the highest counts.

    `ticks` are (place of the day or week, its words).
    """

    title: str
    period: str
    language: str
    rows: Sequence[Bars]
    ticks: Sequence[tuple[int, str]]
    few: str
    write: Callable[[int], str] = str


def chart(drawn: Chart) -> bytes:
    """Draw a chart as PNG."""
    height = HEAD + ROW * len(drawn.rows) + FOOT
    paper = Paper(WIDTH, height, drawn.title, drawn.language)
    wide = WIDTH - 2 * MARGIN
    paper.text(Box(MARGIN, 8, wide, 7), drawn.title, 17, least=9, bold=True)
    paper.text(Box(MARGIN, 15.5, wide, 5), drawn.period, 10, colour=QUIET)
    for number, row in enumerate(drawn.rows):
        _row(paper, Box(MARGIN, HEAD + number * ROW, wide, ROW), row, drawn.write)
    floor = HEAD + ROW * len(drawn.rows)
    days = max((len(row.counts) for row in drawn.rows), default=1) or 1
    for day, words in drawn.ticks:
        middle = MARGIN + (day + 0.5) * wide / days
        left = min(max(MARGIN, middle - 15), WIDTH - MARGIN - 30)
        align = "L" if left <= MARGIN else "R" if left >= WIDTH - MARGIN - 30 else "C"
        paper.text(Box(left, floor - 0.5, 30, 4), words, 8.5, least=6, colour=QUIET, align=align)  # type: ignore[arg-type]
    legend(paper, floor + 7.5, drawn.few)
    return picture.png(paper.done(), DPI)


def _row(paper: Paper, box: Box, row: Bars, write: Callable[[int], str]) -> None:
    paper.text(Box(box.x, box.y, box.w - 34, 5), row.name, 10.5, least=7, bold=True)
    paper.text(Box(box.right - 32, box.y, 32, 5), row.total, 10.5, bold=True, colour=DEEP, align="R")
    top, floor = box.y + 9.5, box.bottom - 5.0
    highest = max([LOWEST, *(HOLLOW if count is None else float(count) for count in row.counts)])
    peak = max(filter(None, row.counts), default=0)
    # One of equal peaks is enough, and neighbours would stand in each other's way.
    labelled = row.counts.index(peak) if peak else -1
    step = box.w / max(1, len(row.counts))
    for day, count in enumerate(row.counts):
        value = HOLLOW if count is None else count
        if not value:
            continue
        high = (floor - top) * value / highest
        if count is None:
            high = max(high, SEEN)
        bar = Box(box.x + (day + 0.14) * step, floor - high, step * 0.72, high)
        if count is None:
            paper.frame(bar.inset(0.15), INK, 0.3)
        else:
            paper.fill(bar, DEEP)
        if day == labelled:
            above = Box(bar.x - 8, bar.y - 3.6, bar.w + 16, 3)
            paper.text(above, write(peak), 8, colour=QUIET, align="C")
    paper.line(box.x, floor, box.right, floor, PALE, 0.3)


def legend(paper: Paper, top: float, few: str) -> None:
    """Explain the hollow bars."""
    paper.frame(Box(MARGIN, top, 3, 3), INK, 0.3)
    paper.text(Box(MARGIN + 5, top + 0.3, WIDTH - 2 * MARGIN - 5, 4), few, 8.5, least=6, colour=QUIET)
