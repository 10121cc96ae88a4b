"""What a pack and all that is made of it depend on, as one key: the pack's files, this code, and what it runs on."""

import functools
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
    digest = _digest()
    _add(digest, of_code())
    _add_files(digest, root, "")
    return digest.hexdigest()


@functools.cache
def of_code() -> str:
    """Give the key of this code and what it runs on, as it was when this process first asked.

    A process goes on with the code that it has loaded, whatever is installed over it meanwhile. Raises OSError.
    """
    digest = _digest()
    _add(digest, sys.version)
    for library in LIBRARIES:
        _add(digest, version(library))
    _add_files(digest, HOUSE, ".py")
    return digest.hexdigest()


def _digest() -> "hashlib.blake2b":
    return hashlib.blake2b(digest_size=16)


def _add_files(digest: "hashlib.blake2b", home: Path, ending: str) -> None:
    for name, path in _files(home, ending):
        _add(digest, name)
        # Where a link leads decides whether it is followed.
        _add(digest, str(path.readlink()) if path.is_symlink() else "")
        _add(digest, path.read_bytes() if path.is_file() else b"")


def _add(digest: "hashlib.blake2b", part: str | bytes) -> None:
    data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
    digest.update(b"%d:" % len(data))
    digest.update(data)


def _files(home: Path, ending: str) -> Iterator[tuple[str, Path]]:
    """Give all files under a folder and the links to folders, by their names from there; a pack has no dotfiles.

    As the loader does, it follows those of its own links to folders that stand at its top and stay inside.
    """
    inside = home.resolve()
    links_at_top = [link for link in sorted(home.glob("[!.]*")) if link.is_symlink() and link.is_dir()]
    for start in (home, *(link for link in links_at_top if link.resolve().is_relative_to(inside))):
        for folder, folders, names in os.walk(start):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            links = [name for name in folders if Path(folder, name).is_symlink()]
            for name in sorted(names) + links:
                if name.endswith(ending) and not name.startswith("."):
                    path = Path(folder, name)
                    yield str(path.relative_to(home)), path
