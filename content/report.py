"""The report behind a pack, as far as a pack keeps it: per paragraph its section and figures, but no sentences."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from content.fault import Fault
from content.schema import ByLanguage, Line, Model, Slug
from content.validation import block, validated
from content.walk import own_file
from content.yaml_file import YamlFile, read

FILE = "report.yaml"


class Section(Model):
    """A heading of the report."""

    id: Annotated[str, Field(max_length=64, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: Line


class ReportParagraph(Model):
    """One paragraph.

    Written by reviewers: `added` are figures that the program did not see, `withheld` figures that are known slips and
    must not be stated, `procedural` says why no card rests on the paragraph.
    """

    section: Slug | Annotated[str, Field(max_length=64)]
    recommendations: str | None = None
    figures: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    procedural: Line | None = None


_LISTED = re.compile(r"(?:(\d+)\.)?(\d+)(?:–(\d+))?")


def _spelt_out(listed: str) -> Iterator[str]:
    """Give each recommendation of a list such as “139.26, 27” or “139.30–43”, whose first part is written once."""
    review = ""
    for start, first, last in _LISTED.findall(listed):
        review = start or review
        yield from (f"{review}.{number}" for number in range(int(first), int(last or first) + 1))


class Report(Model):
    """report.yaml; paragraphs by their number."""

    sections: tuple[Section, ...]
    paragraphs: ByLanguage[ReportParagraph]

    def paragraph(self, number: int) -> ReportParagraph | None:
        """Return a paragraph by its number, or None."""
        return self.paragraphs.get(str(number))

    def figures(self, numbers: Iterable[int]) -> frozenset[str]:
        """Return every figure that stands in one of these paragraphs and may be stated."""
        found = [each for number in numbers if (each := self.paragraph(number)) is not None]
        values = frozenset(value for each in found for value in (*each.figures, *each.added))
        return values - {value for each in found for value in each.withheld}

    def recommended(self) -> Mapping[str, tuple[int, ...]]:
        """Return, per recommendation such as 139.134, the paragraphs that say how it was followed."""
        found: dict[str, list[int]] = {}
        for number, each in self.paragraphs.items():
            for recommendation in _spelt_out(each.recommendations or ""):
                found.setdefault(recommendation, []).append(int(number))
        return {recommendation: tuple(numbers) for recommendation, numbers in found.items()}

    @property
    def procedural(self) -> Mapping[int, str]:
        """The paragraphs that no card needs to rest on, with the reason."""
        return {int(number): each.procedural for number, each in self.paragraphs.items() if each.procedural}


def read_report(root: Path, paragraphs: int, faults: list[Fault]) -> tuple[Report | None, YamlFile | None]:
    """Read report.yaml of a pack whose document has this many paragraphs; None and faults where it does not fit."""
    path = own_file(root, FILE, faults)
    if path is None:
        faults.append(Fault(FILE, 1, "missing-file", f"the pack has no {FILE}: figures cannot be traced"))
        return None, None
    file, found = read(path, FILE)
    faults += found
    data = block(file, file.data, faults) if file is not None else None
    report = validated(Report, file, data, faults) if file is not None and data is not None else None
    if report is None or file is None:
        return None, file
    sections = {section.id for section in report.sections}
    expected = {str(number) for number in range(1, paragraphs + 1)}
    for number in sorted(expected - report.paragraphs.keys(), key=int):
        faults.append(file.fault("missing", f"paragraph {number} is missing", "paragraphs"))
    for number, each in report.paragraphs.items():
        if number not in expected:
            message = f"there is no paragraph {number}: the document has {paragraphs}"
            faults.append(file.fault("unknown-paragraph", message, "paragraphs", number))
        if each.section not in sections:
            message = f"`section` names “{each.section}”, but there is no such section"
            faults.append(file.fault("dead-link", message, "paragraphs", number))
    return report, file
