"""The edition of the content that is being served: a library and its search index, replaced together or not at all."""

import asyncio
import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import structlog

from bot.errors import NotPrepared
from bot.services import codes
from bot.services.workshop import Workshop, in_thread, nothing
from content.library import Library
from content.made import Made

if TYPE_CHECKING:
    from content.search import Search
    from content.search.typed import Typed


log = structlog.get_logger(__name__)

WAITS: Final = (1.0, 5.0, 25.0)
"""Seconds to wait after each time that the search could not be made."""


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
        """Answers questions. Where it was not read back from disk, it is made at first use: a second and 120 MB."""
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

    @classmethod
    def of(cls, made: Made) -> "Edition":
        """Give the edition of what was made already."""
        edition = cls(made.library, codes.table(made.library.ids), asked=made.search is not None)
        ready = {"search": made.search, "typed": made.typed}
        edition.__dict__.update({name: part for name, part in ready.items() if part is not None})
        return edition

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
    # It brings PyYAML, which nobody needs who serves what is kept on disk.
    from content import loader

    library = loader.load(root, asked=asked)
    return Edition(library=library, codes=codes.table(library.ids), asked=asked)


class Editions:
    """Keeps the edition in force, and takes a new one, read as the first was, only when it is whole.

    Once an edition is there, the garbage collector is told to leave it alone: to look through its 300,000 objects takes
    0.2 s, for which nobody would be answered. It has no cycles, so that it goes by itself when it is replaced.
    """

    def __init__(self, root: Path, first: Edition, workshop: Workshop | None = None) -> None:
        self.root = root
        self.current = first
        self._workshop = workshop
        self._making = asyncio.Lock()

    @classmethod
    async def open(
        cls,
        root: Path,
        *,
        asked: bool = True,
        kept: Path | None = None,
        meanwhile: Callable[[], object] = nothing,
    ) -> "Editions":
        """Read the pack for the first time; `asked` as for `read`. Raises content.loader.PackError.

        Where a folder is given in which content is `kept`, the edition is prepared already: it is read back from there,
        or made by another process, `meanwhile` this one does something else. Without such a folder it is read in a
        thread, and what answers questions is not made yet: until `prepared`, pages can be opened already.
        """
        workshop = Workshop(root, kept) if kept is not None else None
        made = await workshop.made(asked=asked, meanwhile=meanwhile) if workshop is not None else None
        first = Edition.of(made) if made is not None else await in_thread(lambda: read(root, asked=asked))
        return cls(root, first, workshop)

    async def answering(self, edition: Edition) -> None:
        """Wait until an edition answers questions at once; it is made ready in a thread where nobody has begun to."""
        if not edition.answers:
            async with self._making:
                await in_thread(lambda: edition.search)

    async def prepared(self, edition: Edition) -> None:
        """Wait until an edition has all that people who ask or type need."""
        await self.answering(edition)
        if not edition.is_prepared:
            async with self._making:
                await asyncio.to_thread(edition.prepare)
            gc.freeze()

    async def settle(self) -> None:
        """Make the edition in force ready for all, trying again after growing waits; raises NotPrepared in the end."""
        cause = ""
        for seconds in WAITS:
            try:
                await self.prepared(self.current)
            except Exception as error:
                log.error("the search could not be made", error=type(error).__name__, exc_info=error)
                cause = type(error).__name__
                await asyncio.sleep(seconds)
            else:
                return
        raise NotPrepared(cause)

    async def reload(self) -> Edition:
        """Read the pack again, as for `open`; when it has faults, PackError is raised and the old edition stays."""
        asked = self.current.asked
        made = await self._workshop.made(asked=asked, gently=True) if self._workshop is not None else None
        self.current = (
            Edition.of(made)
            if made is not None
            else await in_thread(lambda: _read_to_serve(self.root, asked=asked))
        )
        gc.freeze()
        return self.current


def _read_to_serve(root: Path, *, asked: bool) -> Edition:
    edition = read(root, asked=asked)
    if asked:
        edition.prepare()
    return edition
