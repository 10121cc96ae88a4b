"""Revisions: stamps on language blocks that tell whether a text changed since the languages were agreed."""

import hashlib

NEW = "new"
LENGTH = 7


def revision_of(title: str, body: str) -> str:
    """Return the seven hexadecimal digits that stand for this title and body."""
    return hashlib.sha256(f"{title.strip()}\n\n{body.strip()}".encode()).hexdigest()[:LENGTH]
