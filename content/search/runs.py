"""Where the words of a sign stand in a message: runs of words one after the other, and runs near each other."""

from collections.abc import Mapping
from typing import Final

BETWEEN: Final = 2
"""Other words that may stand between two words of a part."""
NEAR: Final = 16
"""Words within which the parts of a sign stand."""

Item = tuple[int, ...]
"""The numbers of the words or sets of words that may stand in one place."""


def runs(part: tuple[Item, ...], places: Mapping[int, list[int]]) -> list[tuple[int, ...]]:
    """Give where the words of a part stand one after the other: the places of each run."""
    found: list[tuple[int, ...]] = [()]
    for item in part:
        standing = (
            places[item[0]]
            if len(item) == 1
            else sorted({place for each in item for place in places.get(each, ())})
        )
        found = [
            (*run, place)
            for run in found
            for place in standing
            if not run or run[-1] < place <= run[-1] + 1 + BETWEEN
        ]
    return found


def together(spans: list[list[tuple[int, int]]]) -> bool:
    """Tell whether one span of each list can be taken so that all are near and none is the same word."""
    for first in spans[0]:
        taken = [first]
        for others in spans[1:]:
            found = next(
                (
                    span
                    for span in others
                    if abs(span[0] - first[0]) <= NEAR
                    and all(span[1] < t[0] or span[0] > t[1] for t in taken)
                ),
                None,
            )
            if found is None:
                break
            taken.append(found)
        else:
            return True
    return False
