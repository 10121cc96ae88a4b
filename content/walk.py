"""Finds the files of a pack without ever leaving it."""

import os
from collections.abc import Iterator
from pathlib import Path

from content.fault import Fault

_PASSED_OVER = (".", "README")


def yaml_files(root: Path, folder: str, faults: list[Fault]) -> Iterator[tuple[Path, str]]:
    """Yield the .yaml files under a folder of the pack as (file, path relative to the pack), sorted.

    Dotfiles and READMEs are passed over. Anything that is no .yaml file is a fault, a link out of the pack too.
    """
    home = root.resolve()
    waiting = [folder] if (root / folder).is_dir() else []
    if waiting and not (root / folder).resolve().is_relative_to(home):
        faults.append(Fault(folder, 1, "outside", "a link that leads out of the pack is not followed"))
        return
    found: list[tuple[Path, str]] = []
    while waiting:
        here = waiting.pop()
        with os.scandir(root / here) as entries:
            for entry in entries:
                path = f"{here}/{entry.name}"
                if entry.name.startswith(_PASSED_OVER):
                    continue
                if entry.is_symlink() and not _inside(Path(entry.path), home):
                    faults.append(
                        Fault(path, 1, "outside", "a link that leads out of the pack is not followed")
                    )
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append(path)
                elif entry.name.endswith(".yaml"):
                    found.append((Path(entry.path), path))
                else:
                    faults.append(
                        Fault(
                            path, 1, "unexpected-file", "only .yaml files, one a card or update, stand here"
                        )
                    )
    yield from sorted(found, key=lambda pair: pair[1])


def own_file(root: Path, path: str, faults: list[Fault]) -> Path | None:
    """Return a file at the pack's top, or None where it does not exist; a link out of the pack is a fault."""
    file = root / path
    if not os.path.lexists(file):
        return None
    if file.is_symlink() and not _inside(file, root.resolve()):
        faults.append(Fault(path, 1, "outside", "a link that leads out of the pack is not followed"))
        return None
    return file


def _inside(link: Path, home: Path) -> bool:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_relative_to(home) and not target.is_dir()
