"""What is indexed, and how well it fits a question."""

from dataclasses import dataclass
from typing import Final, Literal

UPDATE: Final = 0.92
"""What an update's score is worth beside a card's: its few words fit any question more easily."""

Kind = Literal["card", "update", "outside"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed under an id: short phrases (titles and asks) and running text, each with its language."""

    kind: Kind
    id: str
    phrases: tuple[tuple[str, str], ...]
    bodies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An entry, and how it fits a question; all shares are from 0 to 1.

    `share` of the question's weight that the entry explains; `phrase`: how well its best phrase and the question cover
    each other; `fuzz`: RapidFuzz on the whole phrases; `covered`: content words of the question that the entry has.
    """

    entry: Entry
    share: float
    phrase: float
    fuzz: float
    covered: float

    @property
    def score(self) -> float:
        """What entries are ranked by, from 0 to 1."""
        mixed = 0.48 * self.share + 0.27 * self.phrase + 0.1 * self.fuzz + 0.15 * self.covered
        return mixed * UPDATE if self.entry.kind == "update" else mixed


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best entries of a question."""

    matches: tuple[Match, ...]
    words: int
    """Words of the question, each once."""
