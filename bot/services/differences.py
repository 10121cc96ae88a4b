"""What differs between two readings of a content pack, by the ids of what is in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Final, Literal, get_args

from content.library import Library

Kind = Literal["topics", "cards", "contacts", "updates"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Difference:
    """What is new, reads otherwise than before, or is gone: ids, in the content's order."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """The differences by kind, those without any left out; `rest`: anything else of the pack reads otherwise."""

    by_kind: Mapping[Kind, Difference] = field(default_factory=dict)
    rest: bool = False

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.by_kind) or self.rest


def differences(before: Library, after: Library) -> Differences:
    """Compare two libraries."""
    found = {kind: _difference(getattr(before, kind), getattr(after, kind)) for kind in KINDS}
    others = [one.name for one in fields(Library) if one.init and one.name not in KINDS]
    return Differences(
        by_kind={kind: one for kind, one in found.items() if one.new or one.changed or one.gone},
        rest=any(getattr(before, name) != getattr(after, name) for name in others),
    )


def _difference(before: Iterable[object], after: Iterable[object]) -> Difference:
    old, new = ({one.id: one for one in many} for many in (before, after))  # type: ignore[attr-defined]
    return Difference(
        new=tuple(one for one in new if one not in old),
        changed=tuple(one for one in new if one in old and new[one] != old[one]),
        gone=tuple(one for one in old if one not in new),
    )
