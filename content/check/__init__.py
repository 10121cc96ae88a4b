"""`check(root)`: everything that is wrong with a pack, its structure and what its texts say.

Loading (`content.loader`) refuses broken structure in milliseconds; this takes seconds and is for editors and CI.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from content.check.case import Case
from content.check.coverage import uncovered
from content.check.interview import interview
from content.check.letters import markup, wrong_letters
from content.check.news import news
from content.check.revisions import stale
from content.check.spelling import misspelt
from content.check.terms import terms
from content.check.tracing import traced
from content.check.wording import copied, long_sentences, shared_asks
from content.fault import Fault
from content.loader import read_pack
from content.report import FILE, read_report

__all__ = ["Examined", "check", "examine"]

_CHECKS: tuple[Callable[[Case], Iterator[Fault]], ...] = (
    uncovered,
    traced,
    stale,
    terms,
    wrong_letters,
    markup,
    misspelt,
    long_sentences,
    shared_asks,
    copied,
    news,
    interview,
)


class Examined(NamedTuple):
    """All faults and warnings in the order of files and lines; `notes` say which checks could not be done."""

    faults: list[Fault]
    notes: list[str]


def check(root: Path, *, today: date | None = None) -> list[Fault]:
    """Return every fault and warning of the pack in a folder, in the order of files and lines."""
    return examine(root, today=today).faults


def examine(root: Path, *, today: date | None = None) -> Examined:
    """Examine a pack as of a day (by default today in UTC). Files with structural faults are not examined further."""
    reading = read_pack(root)
    faults = list(reading.faults)
    if reading.library is None:
        return Examined(faults, ["pack.yaml cannot be used: nothing else was examined"])
    report, file = read_report(root, reading.library.info.document.paragraphs, faults)
    if file is not None:
        reading.files[FILE] = file
    case = Case(root, reading, reading.library, report, today or datetime.now(UTC).date())
    for each in _CHECKS:
        faults.extend(each(case))
    return Examined(sorted(set(faults)), case.notes)
