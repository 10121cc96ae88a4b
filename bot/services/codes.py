"""Short codes for cards and updates, so that a list of results fits into a button's 64 bytes."""

from base64 import urlsafe_b64encode
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2s
from typing import Final

LENGTH: Final = 5
"""Letters a code; 30 bits: among 1,000 ids, two share a code with a probability of 1 in 2,000."""


@lru_cache(maxsize=65_536)
def code(item_id: str) -> str:
    """Give the code of a card's or update's id: the same in every process and edition."""
    return urlsafe_b64encode(blake2s(item_id.encode(), digest_size=6).digest()).decode()[:LENGTH]


def table(ids: Iterable[str]) -> Mapping[str, str]:
    """Give the ids by their codes."""
    return {code(item_id): item_id for item_id in ids}


def decode(codes: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Give the ids of a table that stand behind codes parted by dots; codes that are gone are left out."""
    return tuple(known[one] for one in codes.split(".") if one in known)


def mask(chosen: Collection[str], known: Sequence[str]) -> str:
    """Pack which of the known ids are chosen, with a check on the known ones; for a hundred ids some 25 letters."""
    bits = sum(1 << place for place, item_id in enumerate(known) if item_id in chosen)
    return f"{_check(known)}{bits:x}"


def unmask(packed: str, known: Sequence[str]) -> tuple[str, ...]:
    """Give the ids behind a mask; none when the known ids are others than when it was made."""
    check, digits = packed[:LENGTH], packed[LENGTH:]
    if check != _check(known) or not digits or set(digits) - set("0123456789abcdef"):
        return ()
    bits = int(digits, 16)
    return tuple(item_id for place, item_id in enumerate(known) if bits >> place & 1)


def _check(known: Sequence[str]) -> str:
    return code("\n".join(known))
