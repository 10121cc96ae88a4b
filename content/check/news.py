"""What updates must be: dated, sourced, no surer than their evidence, and told once."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz

from content.check.case import Case
from content.check.tracing import own_figures
from content.check.wording import folded
from content.dates import PartialDate
from content.fault import Fault
from content.figures import figures, known, widened
from content.schema import Update

_UNCONFIRMED = {
    "en": re.compile(r"not (?:yet )?confirmed|unconfirmed|could not be confirmed", re.IGNORECASE),
    "ru": re.compile(r"не\s+(?:был[аои]?\s+)?(?:подтвержд|подтверди)", re.IGNORECASE),
    "kk": re.compile(r"расталма|расталған\s+жоқ|растала\s+қойма", re.IGNORECASE),
}
_TO_COME = re.compile(
    r"\b(?:will|shall|is to|are to|from|until|till|by|plan\w*|expect\w*|due|intend\w*|scheduled|begins?|starts?"
    r"|meant|prepar\w*|called for|set\b.*?\bfor|ask\w*)\b",
    re.IGNORECASE,
)
_SAME = 93


def news(case: Case) -> Iterator[Fault]:
    """Report what is wrong with the updates of a pack."""
    for update in case.library.updates:
        yield from _dates(case, update)
        yield from _evidence(case, update)
        yield from _effect(case, update)
    yield from _twice(case)


def _dates(case: Case, update: Update) -> Iterator[Fault]:
    report = case.library.info.document.date
    if update.checked.first > case.today:
        yield case.reading.fault(
            update, "in-future", f"checked on {update.checked}, which is still to come", "checked"
        )
    english = update.texts.get("en")
    told_as_plan = english is not None and _TO_COME.search(f"{english.title} {english.body}")
    if update.date.first > update.checked.last and not told_as_plan:
        message = f"the date {update.date} is after the day of checking, {update.checked}: tell it as what is to come"
        yield case.reading.fault(update, "in-future", message, "date")
    source = update.source.date
    if source is not None and source.first > update.checked.last:
        message = f"the source is of {source}, after the day of checking, {update.checked}"
        yield case.reading.fault(update, "in-future", message, "source", "date")
    if (
        not update.of_report
        and update.effect in ("supersedes", "advances")
        and update.date.last < report.first
    ):
        message = f"{update.date} is before the report of {report}: what is older completes or contradicts it"
        yield case.reading.fault(update, "before-report", message, "date")
    if update.of_report and update.date.first > report.last:
        message = f"the report of {report} cannot tell of {update.date}"
        yield case.reading.fault(update, "in-future", message, "date")
    yield from _to_come(case, update)


def _to_come(case: Case, update: Update) -> Iterator[Fault]:
    """A date after the day of checking is a plan: the text must say so (looked for in English)."""
    text = update.texts.get("en")
    if text is None:
        return
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", f"{text.title}\n{text.body}"):
        for figure in figures(sentence, "en"):
            if "-" not in figure.value.strip("-") or not figure.value[0].isdigit():
                continue
            if PartialDate.parse(figure.value).first > update.checked.last and not _TO_COME.search(sentence):
                message = f"{figure.value} is after the day of checking, but is told as past"
                yield case.reading.fault(update, "in-future", message, "en", "body")


def _evidence(case: Case, update: Update) -> Iterator[Fault]:
    if update.confidence == "medium":
        for lang, text in update.texts.items():
            pattern = _UNCONFIRMED.get(lang)
            if pattern is not None and not pattern.search(f"{text.title}\n{text.body}"):
                message = "confidence is medium: the text must say that this is not confirmed"
                yield case.reading.fault(update, "too-sure", message, lang, "body")
    if case.report is not None and update.source.paragraph is not None and update.of_report:
        stated = widened(case.report.figures((update.source.paragraph, *update.paragraphs)))
        for value in sorted(own_figures(update) - widened([str(update.date)]) - stated):
            if value not in widened(stated):
                message = f"the figure {value} does not stand in paragraph {update.source.paragraph}"
                yield case.reading.fault(update, "figure", message, "figures")
        if str(update.date) not in stated:
            message = f"the date {update.date} does not stand in paragraph {update.source.paragraph}"
            yield case.reading.fault(update, "figure", message, "date")
    told = {
        value
        for lang, text in update.texts.items()
        if known(lang)
        for figure in figures(f"{text.title}\n{text.body}", lang)
        for value in (figure.value, *figure.also)
    }
    for place, entry in enumerate(update.figures):
        values = {entry} | {figure.value for figure in figures(entry, "en")}
        if not values & widened(told):
            message = f"the figure {entry} is not told in any language"
            fault = case.reading.fault(update, "unused-figure", message, "figures", place)
            yield _warning(fault)


def _warning(fault: Fault) -> Fault:
    return dataclasses.replace(fault, severity="warning")


def _effect(case: Case, update: Update) -> Iterator[Fault]:
    if update.of_report:
        return
    states = {card.status for card in case.library.touched(update)}
    if states == {"history"} and update.effect in ("supersedes", "advances"):
        message = f"every card that it touches is history: nothing there can be {_PASSIVE[update.effect]}"
        yield _warning(case.reading.fault(update, "effect", message, "effect"))
    if states == {"statistics"} and update.effect == "advances":
        message = "statistics do not advance: supersedes or completes"
        yield _warning(case.reading.fault(update, "effect", message, "effect"))


_PASSIVE = {"supersedes": "superseded", "advances": "advanced"}


def _twice(case: Case) -> Iterator[Fault]:
    """Updates with one title, or of one day with nearly the same text."""
    titles: dict[tuple[str, str], Update] = {}
    days: dict[PartialDate, list[Update]] = defaultdict(list)
    for update in sorted(case.library.updates, key=lambda each: each.id):
        if update.withdrawn is not None:
            continue
        for lang, text in update.texts.items():
            first = titles.setdefault((lang, folded(text.title)), update)
            if first is not update:
                message = f"the update {first.id} has this title already"
                yield case.reading.fault(update, "told-twice", message, lang, "title")
        lang = case.library.languages[-1]
        body = folded(update.text(lang).body)
        for other in days[update.date]:
            if fuzz.token_sort_ratio(body, folded(other.text(lang).body)) >= _SAME:
                message = f"the update {other.id} of the same date says nearly the same"
                yield case.reading.fault(update, "told-twice", message, lang, "body")
                break
        days[update.date].append(update)
