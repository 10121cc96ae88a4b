"""The labelled questions."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent
SETS = ("tune", "report")
PACK = HERE.parent.parent / "content" / "kz-upr-2025"

Task = Literal["answer", "refuse", "danger", "calm"]
_TASKS: dict[str, Task] = {"out-of-scope": "refuse", "crisis": "danger", "not-crisis": "calm"}


@dataclass(frozen=True)
class Question:
    """A question, and the paragraphs that a right answer may rest on."""

    text: str
    language: str
    kind: str
    paragraphs: frozenset[int]

    @property
    def task(self) -> Task:
        """What a search should do with it."""
        return _TASKS.get(self.kind, "answer")


def read(path: Path) -> Iterator[Question]:
    """Read a file of questions, a JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Question(row["q"], row["lang"], row["kind"], frozenset(row.get("paras") or ()))
