"""What is too few to be told: small counts could point at a person."""

from typing import Final

FEWEST: Final = 5
"""Counts above zero and below this are not told."""


def told(count: int) -> str:
    """Write a count as far as it may be told: «0», «<5», «17»."""
    return f"<{FEWEST}" if 0 < count < FEWEST else str(count)


def height(count: int) -> int | None:
    """Give a count for a chart as far as it may be told: None where it is too small."""
    return None if 0 < count < FEWEST else count
