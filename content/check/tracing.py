"""Every figure and date stands in the paragraphs that a card cites, and every language states the same ones."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from content.check.case import Case, Passage, passages_of
from content.fault import Fault
from content.figures import Figure, figures, known, readings, widened
from content.schema import Card, Update

_DATED = re.compile(r"(\d{4})-")
_CANONICAL = re.compile(r"-?-?\d+(?:[.-]\d+)*%?")


def traced(case: Case) -> Iterator[Fault]:
    """Report figures without a source, and figures that one language has and another lacks."""
    for thing in case.told:
        found: dict[str, list[tuple[Passage, Figure]]] = {
            lang: [] for lang in case.library.languages if known(lang)
        }
        for passage in passages_of(thing):
            if passage.lang in found:
                found[passage.lang] += [(passage, figure) for figure in figures(passage.text, passage.lang)]
        if isinstance(thing, Card):
            yield from _untraced(case, found, _of_card(case, thing), _cited(thing))
        else:
            yield from _untraced(case, found, own_figures(thing), "the update's own `figures`")
        yield from _unequal(case, found)


def own_figures(update: Update) -> frozenset[str]:
    """Return what an update may state: its `figures`, in canonical form or as English writes them, and its date."""
    values = {str(update.date)}
    for entry in update.figures:
        values |= {entry} if _CANONICAL.fullmatch(entry) else readings(figures(entry, "en"))
    return widened(values)


def _of_card(case: Case, card: Card) -> frozenset[str] | None:
    if case.report is None:
        return None
    contacts = [contact for each in card.contacts if (contact := case.library.contact(each)) is not None]
    numbers = {run for contact in contacts for run in re.findall(r"\d+", contact.value)}
    return widened(case.report.figures(card.paragraphs)) | numbers


def _cited(card: Card) -> str:
    return f"paragraph{'s' * (len(card.paragraphs) > 1)} {', '.join(map(str, card.paragraphs))}"


_Found = Mapping[str, list[tuple[Passage, Figure]]]


def _untraced(case: Case, found: _Found, allowed: frozenset[str] | None, where: str) -> Iterator[Fault]:
    if allowed is None:
        return
    for passages in found.values():
        for passage, figure in passages:
            if figure.stated and not allowed & {figure.value, *figure.also}:
                message = f"“{_written(passage, figure)}” ({figure.value}) does not stand in {where}"
                yield case.fault(passage, "figure", message + _elsewhere(case, figure), figure.start)


def _elsewhere(case: Case, figure: Figure) -> str:
    if case.report is None or len(figure.value) < 3:
        return ""
    homes = [
        number
        for number in range(1, case.library.info.document.paragraphs + 1)
        if figure.value in case.report.figures((number,))
    ]
    return f", but in paragraph {', '.join(map(str, homes))}" if 0 < len(homes) <= 3 else ""


def _unequal(case: Case, found: _Found) -> Iterator[Fault]:
    counts = {lang: _counted(figure for _, figure in passages) for lang, passages in found.items()}
    digits = {
        lang: Counter(
            figure.value
            for passage, figure in passages
            if passage.kind == "body" and passage.text[figure.start].isdigit()
        )
        for lang, passages in found.items()
    }
    every = {lang: widened(readings(figure for _, figure in passages)) for lang, passages in found.items()}
    for lang, passages in found.items():
        told: set[str] = set()
        for passage, figure in passages:
            if not figure.stated or figure.value in told:
                continue
            told.add(figure.value)
            values = {figure.value, *figure.also}
            lacking = [other for other in found if not values & every[other]]
            if lacking:
                message = f"“{_written(passage, figure)}” ({figure.value}) is not in {' and '.join(lacking)}"
                yield case.fault(passage, "figures-differ", message, figure.start)
                continue
            fewer = [
                other for other in found if digits[lang][figure.value] > sum(counts[other][v] for v in values)
            ]
            if fewer:
                where = " and ".join(fewer)
                message = f"“{_written(passage, figure)}” stands here more often than in {where}"
                yield case.fault(passage, "figures-differ", message, figure.start)


def _counted(found: Iterable[Figure]) -> Counter[str]:
    """Count how often each figure may be meant; a date means its year too."""
    return Counter(value for figure in found for value in _meant(figure))


def _meant(figure: Figure) -> frozenset[str]:
    values = {figure.value, *figure.also}
    return frozenset(values | {match[1] for value in values if (match := _DATED.match(value))})


def _written(passage: Passage, figure: Figure) -> str:
    return passage.text[figure.start : figure.end]
