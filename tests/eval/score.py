"""What a search did with a set of questions, and the table of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rich.table import Table

from content.library import Library
from content.search import Search
from tests.eval.baselines import Baseline
from tests.eval.questions import Question

REFUSED = 0.03
"""Share of answerable questions that a baseline may refuse: what we allow ourselves."""


@dataclass(frozen=True)
class Given:
    """One answer: its outcome, and what paragraphs each result rests on."""

    outcome: str
    results: tuple[frozenset[int], ...]
    language: str = ""


Ask = Callable[[Question], Given]


@dataclass
class Tally:
    """Counts of one row of the table."""

    asked: int = 0
    first: int = 0
    third: int = 0
    wrong: int = 0
    refused: int = 0
    outside: int = 0
    outside_answered: int = 0
    danger: int = 0
    danger_found: int = 0
    calm: int = 0
    alarms: int = 0
    spoken: int = 0
    kinds: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def count(self, question: Question, given: Given) -> None:
        """Count what was given for a question."""
        right = [bool(paragraphs & question.paragraphs) for paragraphs in given.results]
        match question.task:
            case "danger":
                self.danger += 1
                self.danger_found += given.outcome == "urgent"
            case "calm":
                self.calm += 1
                self.alarms += given.outcome == "urgent"
            case "refuse":
                self.outside += 1
                self.outside_answered += given.outcome != "none"
            case "answer":
                self.asked += 1
                self.first += any(right[:1])
                self.third += any(right[:3])
                self.wrong += given.outcome == "answer" and not any(right[:1])
                self.refused += given.outcome == "none"
                self.spoken += given.language == question.language
                self.kinds[question.kind][0] += 1
                self.kinds[question.kind][1] += any(right[:1])


def ours(library: Library, search: Search) -> Ask:
    """Make a function that asks our search as a reader who has not chosen a language does."""

    def ask(question: Question) -> Given:
        found = search.ask(question.text, "")
        items = [(library.card if hit.kind == "card" else library.update)(hit.id) for hit in found.hits]
        results = tuple(frozenset(item.paragraphs) for item in items if item is not None)
        return Given(found.outcome, results, found.language)

    return ask


def theirs(baseline: Baseline, tune: Iterable[Question]) -> Ask:
    """Make a function that asks a baseline; it refuses below the score that refuses 3% of the answerable questions."""
    scores = sorted(
        ranked[0][0] if (ranked := baseline.rank(question.text)) else 0.0
        for question in tune
        if question.task == "answer"
    )
    least = scores[int(REFUSED * len(scores))]

    def ask(question: Question) -> Given:
        ranked = baseline.rank(question.text)
        if not ranked or ranked[0][0] < least:
            return Given("none", ())
        return Given("answer", tuple(frozenset(card.paragraphs) for _, card in ranked[:5]))

    return ask


def tallied(ask: Ask, questions: Iterable[Question]) -> Mapping[str, Tally]:
    """Ask every question; counts per language."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for question in questions:
        tallies[question.language].count(question, ask(question))
    return tallies


def table(title: str, rows: Sequence[tuple[str, Mapping[str, Tally]]]) -> Table:
    """Lay out engines under each other, a row a language."""
    shown = Table(title=title, title_justify="left")
    shown.add_column("search")
    shown.add_column("")
    for column in (
        "asked",
        "at 1",
        "at 3",
        "wrong, sure",
        "refused",
        "outside answered",
        "danger",
        "alarms",
        "language",
    ):
        shown.add_column(column, justify="right")
    for name, tallies in rows:
        for language, each in tallies.items():
            shown.add_row(
                name,
                language,
                str(each.asked),
                _share(each.first, each.asked),
                _share(each.third, each.asked),
                _share(each.wrong, each.asked),
                _share(each.refused, each.asked),
                _share(each.outside_answered, each.outside),
                _share(each.danger_found, each.danger),
                _share(each.alarms, each.calm),
                _share(each.spoken, each.asked),
            )
            name = ""
        shown.add_section()
    return shown


def kinds(title: str, tallies: Mapping[str, Tally]) -> Table:
    """Lay out right at 1 per kind of question and language."""
    shown = Table(title=title, title_justify="left")
    shown.add_column("right at 1")
    for language in tallies:
        shown.add_column(language, justify="right")
    for kind in dict.fromkeys(kind for each in tallies.values() for kind in each.kinds):
        cells = [each.kinds.get(kind, [0, 0]) for each in tallies.values()]
        shown.add_row(
            kind, *(f"{_share(right, asked)} of {asked}" if asked else "" for asked, right in cells)
        )
    return shown


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
