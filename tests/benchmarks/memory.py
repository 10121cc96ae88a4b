"""Resident memory of a process, and how it grows."""

from collections.abc import Sequence
from pathlib import Path
from statistics import linear_regression


def resident(pid: int) -> float:
    """Megabytes of a process that are in memory."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The steepness of the line that fits points of (so many, so much) best; 0 for fewer than two."""
    if len(points) < 2:
        return 0.0
    return linear_regression([x for x, _ in points], [y for _, y in points]).slope
