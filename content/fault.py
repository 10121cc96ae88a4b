"""What is wrong with a pack, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["fault", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: `path` is relative to the pack, `line` counts from 1.

    `code` is stable and short (`unknown-key`), `message` is a sentence for editors. A fault refuses the
    pack, a warning does not.
    """

    path: str
    line: int
    code: str
    message: str
    severity: Severity = "fault"

    def __str__(self) -> str:
        mark = " (warning)" if self.severity == "warning" else ""
        return f"{self.path}:{self.line}: {self.code}: {self.message}{mark}"


class PackError(Exception):
    """A pack that cannot be used; `faults` holds every reason, in the order of files and lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(faults))
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))
