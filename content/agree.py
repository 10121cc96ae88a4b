"""Stamps language blocks: the editor says that the languages of a card or update tell the same."""

import os
import re
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from content.fault import PackError
from content.loader import read_pack
from content.revision import revision_of
from content.schema import Card, Update

_REVISION = re.compile(r"(\brevision:\s*)([\"']?)(?:new|[0-9a-f]{7})\2")


def agree(root: Path, ids: Collection[str] | None = None) -> tuple[str, ...]:
    """Write the revisions of all cards and updates, or of those named, and return the paths that changed.

    Only the revisions change: comments and layout stay. Files with structural faults are left alone. PackError where
    the pack cannot be read at all.
    """
    reading = read_pack(root)
    if reading.library is None:
        raise PackError(reading.faults)
    changed: list[str] = []
    told: list[Card | Update] = [*reading.library.cards, *reading.library.updates]
    for thing in told:
        if ids is not None and thing.id not in ids:
            continue
        file, _ = reading.homes[type(thing), thing.id]
        stamps = {
            file.line(lang, "revision"): (text.revision, revision_of(text.title, text.body))
            for lang, text in thing.texts.items()
        }
        stamps = {line: stamp for line, stamp in stamps.items() if stamp[0] != stamp[1]}
        if stamps:
            _stamp(root / file.path, {line: new for line, (_, new) in stamps.items()})
            changed.append(file.path)
    return tuple(sorted(changed))


def _stamp(path: Path, revisions: Mapping[int, str]) -> None:
    """Replace the revisions in these lines, all at once: a reader never sees half a file."""
    lines = path.read_bytes().decode().splitlines(keepends=True)
    for line, revision in revisions.items():
        lines[line - 1] = _REVISION.sub(rf"\g<1>{revision}", lines[line - 1], count=1)
    home = path.resolve()
    handle, name = tempfile.mkstemp(dir=home.parent, prefix=".agree-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write("".join(lines).encode())
        os.chmod(name, home.stat().st_mode & 0o777)  # noqa: PTH101
        os.replace(name, home)  # noqa: PTH105
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
