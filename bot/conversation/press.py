"""The press: prints one thing at a time in a thread, so that a rush for posters slows down nobody's questions."""

import asyncio
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

LONGEST: Final = 30.0
"""Seconds to wait for one's turn and the print together."""


class Press:
    """Runs what blocks, one after another; TimeoutError when the queue is too long."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do blocking work in a thread."""
        async with asyncio.timeout(LONGEST), self._turn:
            return await asyncio.to_thread(work, *args, **kwargs)
