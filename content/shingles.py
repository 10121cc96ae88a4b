"""Finds runs of words that a text shares with the report, knowing hashes of the report alone.

A shingle is ten words in a row. Its hash is four bytes long; a run of twelve words is three shingles in a row, which
chance does not hit.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

SHINGLE = 10
RUN = 12
_BYTES = 4
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Run(NamedTuple):
    """text[start:end] holds `words` words in a row that stand in the report too."""

    start: int
    end: int
    words: int


def pack_shingles(texts: Iterable[str]) -> bytes:
    """Return the sorted hashes of all shingles of the report, whose paragraphs are read as one text."""
    words = [word for text in texts for word, _, _ in _words(text)]
    return b"".join(sorted(set(_hashes(words))))


def copied_runs(text: str, packed: bytes) -> Iterator[Run]:
    """Yield every run of twelve words or more that stands in the report word for word."""
    spans = list(_words(text))
    known = [_known(each, packed) for each in _hashes([word for word, _, _ in spans])]
    place = 0
    while place < len(known):
        end = place
        while end < len(known) and known[end]:
            end += 1
        words = end - place + SHINGLE - 1
        if end > place and words >= RUN:
            yield Run(spans[place][1], spans[place + words - 1][2], words)
        place = max(end, place + 1)


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _WORD.finditer(text):
        yield match.group().lower().replace("’", "'"), match.start(), match.end()


def _hashes(words: Sequence[str]) -> Iterator[bytes]:
    for place in range(len(words) - SHINGLE + 1):
        shingle = " ".join(words[place : place + SHINGLE])
        yield hashlib.blake2b(shingle.encode(), digest_size=_BYTES).digest()


def _known(wanted: bytes, packed: bytes) -> bool:
    count = len(packed) // _BYTES
    place = bisect_left(range(count), wanted, key=lambda each: packed[each * _BYTES : (each + 1) * _BYTES])
    return packed[place * _BYTES : (place + 1) * _BYTES] == wanted
