"""Figures in a table: ours, what it is measured against, and the ratio of the two."""

from dataclasses import dataclass
from statistics import median

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison; `bound` is the most that ours divided by theirs should be, for the reader."""

    what: str
    unit: str
    ours: list[float]
    theirs: list[float] | None = None
    against: str = ""
    bound: str = ""


def show(title: str, rows: list[Row]) -> None:
    """Print medians, with the smallest and largest value, and the ratio of the medians."""
    table = Table(title=title, title_justify="left")
    for column in ("what", "ours", "against", "theirs", "ratio", "wanted"):
        table.add_column(column, justify="left" if column in ("what", "against") else "right")
    for row in rows:
        theirs, ratio = "", ""
        if row.theirs:
            theirs = _spread(row.theirs, row.unit)
            ratio = f"{median(row.ours) / median(row.theirs):.2f}"
        table.add_row(row.what, _spread(row.ours, row.unit), row.against, theirs, ratio, row.bound)
    Console(width=150).print(table)


def _spread(values: list[float], unit: str) -> str:
    middle = f"{median(values):.3g} {unit}"
    return middle if len(values) == 1 else f"{middle} ({min(values):.3g}–{max(values):.3g})"
