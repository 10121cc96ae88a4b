"""What is made of a pack: its library, and what answers questions and offers pages from it."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from content.library import Library

if TYPE_CHECKING:
    from content.search import Search
    from content.search.typed import Typed


class Made(NamedTuple):
    """A library, its `search` and its `typed`; both are None for who asks nothing.

    Read back from disk, the library has no `urgent`, `lexicon`, `messages` and `asks`: what came of them is the search.
    """

    library: Library
    search: "Search | None" = None
    typed: "Typed | None" = None


def make(root: Path) -> Made:
    """Read the pack in a folder and make all of it: two seconds of CPU and 100 MB, best in a process of its own.

    Raises content.loader.PackError with every fault.
    """
    # Whoever reads back what was made needs none of these.
    from content import loader
    from content.search import Search
    from content.search.typed import Typed

    library = loader.load(root)
    return Made(library, Search(library), Typed(library))
