"""What the command line prints, and how it gives up."""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import NoReturn, TypeVar

T = TypeVar("T")


def say(line: str) -> None:
    """Print a line on standard output."""
    print(line, flush=True)  # noqa: T201 - the command line's own output


def fail(line: str) -> NoReturn:
    """Print a line on standard error, and end with exit status 1."""
    print(line, file=sys.stderr)  # noqa: T201 - the command line's own output
    raise SystemExit(1)


def with_progress(text: str, work: Callable[[], T]) -> T:
    """Do work that may take more than a second; on a terminal, show that something is being done."""
    if not sys.stderr.isatty():
        return work()
    from rich.console import Console

    with Console(stderr=True).status(text):
        return work()


def with_bar(text: str, items: Sequence[T]) -> Iterable[T]:
    """Go through items; on a terminal, show how far it is."""
    if not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, text, console=Console(stderr=True), transient=True)
