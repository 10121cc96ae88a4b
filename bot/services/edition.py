"""The edition of the content that is being served: a library and its search index, replaced together or not at all."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.services import codes
from content import loader
from content.library import Library
from content.search import Search
from content.search.typed import Typed


@dataclass(frozen=True, slots=True)
class Edition:
    """One reading of a content pack; whoever holds it sees one state of the content to the end of their work.

    `codes` are the ids of cards and updates by the short codes that buttons carry, `typed` finds them while someone is
    still typing.
    """

    library: Library
    search: Search
    typed: Typed
    codes: Mapping[str, str]


def read(root: Path) -> Edition:
    """Read the pack under `root`. Blocking; raises content.loader.PackError with every fault."""
    library = loader.load(root)
    return Edition(
        library=library, search=Search(library), typed=Typed(library), codes=codes.table(library.ids)
    )


def _read_to_serve(root: Path) -> Edition:
    edition = read(root)
    edition.typed.prepare()
    return edition


class Editions:
    """Keeps the edition in force, and takes a new one only when it is whole."""

    def __init__(self, root: Path, first: Edition) -> None:
        self.root = root
        self.current = first

    @classmethod
    async def open(cls, root: Path) -> "Editions":
        """Read the pack for the first time, in a thread. Raises content.loader.PackError."""
        return cls(root, await asyncio.to_thread(_read_to_serve, root))

    async def reload(self) -> Edition:
        """Read the pack again, in a thread; when it has faults, PackError is raised and the old edition stays."""
        self.current = await asyncio.to_thread(_read_to_serve, self.root)
        return self.current
