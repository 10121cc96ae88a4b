"""What wants to be checked again."""

from datetime import date
from pathlib import Path

from content.loader import load
from content.staleness import Stale, stale


def test_stale_lists_the_never_confirmed_first(tiny: Path) -> None:
    assert stale(load(tiny), date(2026, 1, 1)) == (
        Stale(None, "contact", "school-bot"),
        Stale(date(2025, 5, 31), "contact", "300"),
        Stale(date(2025, 6, 1), "update", "more-free-water"),
    )


def test_stale_leaves_out_what_was_checked_lately(tiny: Path) -> None:
    assert stale(load(tiny), date(2025, 6, 1)) == (
        Stale(None, "contact", "school-bot"),
        Stale(date(2025, 5, 31), "contact", "300"),
    )
