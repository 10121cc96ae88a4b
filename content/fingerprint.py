"""What a pack and all that is made of it depend on, as one key: the pack's files, this code, and what it runs on."""

import hashlib
import os
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

LIBRARIES: Final = ("pydantic", "pydantic-core", "PyYAML", "rapidfuzz")
HOUSE: Final = Path(__file__).resolve().parent


def fingerprint(root: Path) -> str:
    """Give the key of the pack in a folder as it is now: 32 hexadecimal digits. It reads files: call it in a thread.

    Raises OSError for what cannot be read.
    """
    digest = hashlib.blake2b(digest_size=16)
    _add(digest, sys.version)
    for library in LIBRARIES:
        _add(digest, version(library))
    for home, ending in ((HOUSE, ".py"), (root, "")):
        for name, path in _files(home, ending):
            _add(digest, name)
            # Where a link leads decides whether it is followed.
            _add(digest, str(path.readlink()) if path.is_symlink() else "")
            _add(digest, path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def _add(digest: "hashlib.blake2b", part: str | bytes) -> None:
    data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
    digest.update(b"%d:" % len(data))
    digest.update(data)


def _files(home: Path, ending: str) -> Iterator[tuple[str, Path]]:
    """Give all files under a folder and the links to folders, by their names from there; a pack has no dotfiles."""
    for folder, folders, names in os.walk(home):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in sorted(names) + links:
            if name.endswith(ending) and not name.startswith("."):
                path = Path(folder, name)
                yield str(path.relative_to(home)), path
