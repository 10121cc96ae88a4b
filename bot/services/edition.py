"""The edition of the content that is being served: a library and its search index, replaced together or not at all."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.services import codes
from content import loader
from content.library import Library

if TYPE_CHECKING:
    from content.search import Search
    from content.search.typed import Typed


@dataclass(frozen=True)
class Edition:
    """One reading of a content pack; whoever holds it sees one state of the content to the end of their work.

    `codes` are the ids of cards and updates by the short codes that buttons carry.
    """

    library: Library
    codes: Mapping[str, str]

    @cached_property
    def search(self) -> "Search":
        """Answers questions. Made at first use: it takes half a second and 35 MB, and who delivers asks nothing."""
        from content.search import Search

        return Search(self.library)

    @cached_property
    def typed(self) -> "Typed":
        """Finds pages while someone is still typing; made at first use too."""
        from content.search.typed import Typed

        return Typed(self.library)

    def prepare(self) -> None:
        """Make at once what people who ask would otherwise wait for. Blocking."""
        _ = self.search
        self.typed.prepare()


def read(root: Path) -> Edition:
    """Read the pack under `root`. Blocking; raises content.loader.PackError with every fault."""
    library = loader.load(root)
    return Edition(library=library, codes=codes.table(library.ids))


class Editions:
    """Keeps the edition in force, and takes a new one only when it is whole; `asked`: people will ask questions."""

    def __init__(self, root: Path, first: Edition, *, asked: bool = True) -> None:
        self.root = root
        self.current = first
        self._asked = asked

    @classmethod
    async def open(cls, root: Path, *, asked: bool = True) -> "Editions":
        """Read the pack for the first time, in a thread. Raises content.loader.PackError."""
        return cls(root, await asyncio.to_thread(_read_to_serve, root, asked=asked), asked=asked)

    async def reload(self) -> Edition:
        """Read the pack again, in a thread; when it has faults, PackError is raised and the old edition stays."""
        self.current = await asyncio.to_thread(_read_to_serve, self.root, asked=self._asked)
        return self.current


def _read_to_serve(root: Path, *, asked: bool) -> Edition:
    edition = read(root)
    if asked:
        edition.prepare()
    return edition
