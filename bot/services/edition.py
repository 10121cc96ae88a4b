"""The edition of the content that is being served: a library and its search index, replaced together or not at all."""

import asyncio
import gc
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

    `codes` are the ids of cards and updates by the short codes that buttons carry; `asked`: it can answer questions.
    """

    library: Library
    codes: Mapping[str, str]
    asked: bool = True

    @cached_property
    def search(self) -> "Search":
        """Answers questions. Made at first use: it takes a second and 70 MB, and who delivers asks nothing."""
        if not self.asked:
            raise LookupError("an edition that was read without its signs of danger answers no questions")
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
        _ = self.typed

    @property
    def answers(self) -> bool:
        """Whether a question is answered without making anything first."""
        return "search" in self.__dict__

    @property
    def is_prepared(self) -> bool:
        """Whether there is nothing left to make."""
        return self.answers and "typed" in self.__dict__


def read(root: Path, *, asked: bool = True) -> Edition:
    """Read the pack under `root`; where nothing will be `asked`, without what only search needs.

    Blocking; raises content.loader.PackError with every fault.
    """
    library = loader.load(root, asked=asked)
    return Edition(library=library, codes=codes.table(library.ids), asked=asked)


class Editions:
    """Keeps the edition in force, and takes a new one, read as the first was, only when it is whole.

    Once an edition is there, the garbage collector is told to leave it alone: to look through its 300,000 objects takes
    0.2 s, for which nobody would be answered. It has no cycles, so that it goes by itself when it is replaced.
    """

    def __init__(self, root: Path, first: Edition) -> None:
        self.root = root
        self.current = first
        self._making = asyncio.Lock()

    @classmethod
    async def open(cls, root: Path, *, asked: bool = True) -> "Editions":
        """Read the pack for the first time, in a thread; `asked` as for `read`. Raises content.loader.PackError.

        What answers questions is not made yet: until `prepared`, pages can be opened already.
        """
        return cls(root, await asyncio.to_thread(read, root, asked=asked))

    async def answering(self, edition: Edition) -> None:
        """Wait until an edition answers questions at once; it is made ready in a thread where nobody has begun to."""
        if not edition.answers:
            async with self._making:
                await asyncio.to_thread(lambda: edition.search)

    async def prepared(self, edition: Edition) -> None:
        """Wait until an edition has all that people who ask or type need."""
        await self.answering(edition)
        if not edition.is_prepared:
            async with self._making:
                await asyncio.to_thread(edition.prepare)
            gc.freeze()

    async def reload(self) -> Edition:
        """Read the pack again, in a thread; when it has faults, PackError is raised and the old edition stays."""
        self.current = await asyncio.to_thread(_read_to_serve, self.root, asked=self.current.asked)
        gc.freeze()
        return self.current


def _read_to_serve(root: Path, *, asked: bool) -> Edition:
    edition = read(root, asked=asked)
    if asked:
        edition.prepare()
    return edition
