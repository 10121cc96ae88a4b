"""Every paragraph of the document is told by a card, or said to be procedural."""

from collections.abc import Iterator

from content.check.case import Case
from content.fault import Fault
from content.report import FILE

MOST_PROCEDURAL = 20


def uncovered(case: Case) -> Iterator[Fault]:
    """Report paragraphs that no card rests on, and topics without a card."""
    if case.report is None:
        return
    whole = {home.path for home, _ in case.reading.homes.values()}
    if any(fault.path.startswith("topics/") and fault.path not in whole for fault in case.reading.faults):
        case.notes.append("coverage was not checked: some cards cannot be read")
        return
    procedural = case.report.procedural
    line = case.reading.files[FILE].line if FILE in case.reading.files else lambda *_: 1
    for number in range(1, case.library.info.document.paragraphs + 1):
        told = bool(case.library.citing(number))
        place = line("paragraphs", str(number))
        if not told and number not in procedural:
            yield Fault(FILE, place, "uncovered", f"no card rests on paragraph {number}")
        elif told and number in procedural:
            card = case.library.citing(number)[0].id
            message = f"paragraph {number} is said to be procedural, but the card {card} rests on it"
            yield Fault(FILE, place, "uncovered", message)
    if len(procedural) > MOST_PROCEDURAL:
        message = f"{len(procedural)} paragraphs are said to be procedural, at most {MOST_PROCEDURAL}"
        yield Fault(FILE, line("paragraphs"), "uncovered", message)
    for topic in case.library.topics:
        if not case.library.cards_of(topic):
            yield case.reading.fault(topic, "empty-topic", "the topic has no card")
