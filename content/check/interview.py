"""The free-lawyer check says what its paragraphs say: every figure stands in them, the same one in each language."""

from collections.abc import Iterator

from content.check.case import Case
from content.eligibility import Otherwise, Rule
from content.fault import Fault
from content.figures import figures, widened
from content.references import INTERVIEW


def interview(case: Case) -> Iterator[Fault]:
    """Report figures of rules that do not stand in their paragraphs, or not in every language."""
    found, report = case.library.interview, case.report
    if found is None or report is None:
        return
    point = case.reading.files[INTERVIEW].fault
    told: tuple[tuple[Rule | Otherwise, tuple[str | int, ...]], ...] = (
        *((rule, ("rules", number)) for number, rule in enumerate(found.rules)),
        (found.otherwise, ("otherwise",)),
    )
    for said, place in told:
        allowed = widened(report.figures(said.paragraphs))
        numbers = {contact.value for each in said.contacts if (contact := case.library.contact(each))}
        stated: dict[str, frozenset[str]] = {}
        for lang in case.library.languages:
            seen = figures(f"{said.title[lang]}\n{said.body[lang]}", lang)
            stated[lang] = frozenset(figure.value for figure in seen if figure.stated)
            for figure in seen:
                if (
                    figure.stated
                    and not allowed & {figure.value, *figure.also}
                    and figure.value not in numbers
                ):
                    message = f"{figure.value} does not stand in {', '.join(map(str, said.paragraphs))}"
                    yield point("figure", message, *place, "body", lang)
        if len(set(stated.values())) > 1:
            listed = "; ".join(f"{lang}: {', '.join(sorted(values))}" for lang, values in stated.items())
            yield point("figures-differ", f"the languages state other figures: {listed}", *place, "body")
