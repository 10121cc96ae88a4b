"""What many want of the database at the same moment, asked together: a transaction costs more than what is in it.

Nobody waits for company. Who comes first asks at once, and those who come while that is under way ask next, together.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class _Wish(Generic[K, V]):
    """What one of those who wait wants; `turn` ends with the answer, or with None for whose turn it is to ask."""

    __slots__ = ("key", "turn")

    def __init__(self, key: K, turn: "asyncio.Future[tuple[V] | None]") -> None:
        self.key = key
        self.turn = turn


class Gathering(Generic[K, V]):
    """Asks for the values of keys: `ask` gets some of them, `most` at once, and gives those that it finds."""

    def __init__(self, ask: Callable[[Sequence[K]], Awaitable[Mapping[K, V]]], most: int) -> None:
        self._ask = ask
        self._most = most
        self._asking = False
        self._waiting: deque[_Wish[K, V]] = deque()

    async def get(self, key: K) -> V:
        """Give the value of a key as it is from now on. Raises KeyError, or what asking for it raised."""
        if self._asking and (answer := await self._answer(key)) is not None:
            return answer[0]
        self._asking = True
        wishes = self._next_wishes()
        try:
            found = await self._ask([key, *(wish.key for wish in wishes)])
        except Exception as error:
            for wish in wishes:
                if not wish.turn.done():
                    wish.turn.set_exception(error)
            raise
        except BaseException:
            # Whoever asked is called off; that is no answer to the others.
            self._waiting.extendleft(reversed(wishes))
            raise
        else:
            for wish in wishes:
                if not wish.turn.done():
                    _settle(wish, found)
        finally:
            self._pass_on()
        return found[key]

    async def _answer(self, key: K) -> tuple[V] | None:
        """Wait for the answer, or for one's turn to ask."""
        wish: _Wish[K, V] = _Wish(key, asyncio.get_running_loop().create_future())
        self._waiting.append(wish)
        try:
            return await wish.turn
        except asyncio.CancelledError:
            answered = wish.turn.done() and not wish.turn.cancelled()
            if answered and wish.turn.exception() is None and wish.turn.result() is None:
                # Called off between getting the turn and taking it.
                self._pass_on()
            raise

    def _next_wishes(self) -> list[_Wish[K, V]]:
        taken: list[_Wish[K, V]] = []
        while self._waiting and len(taken) < self._most - 1:
            wish = self._waiting.popleft()
            if not wish.turn.done():
                taken.append(wish)
        return taken

    def _pass_on(self) -> None:
        """Let the next one ask who still waits."""
        while self._waiting:
            wish = self._waiting.popleft()
            if not wish.turn.done():
                wish.turn.set_result(None)
                return
        self._asking = False


def _settle(wish: _Wish[K, V], found: Mapping[K, V]) -> None:
    if wish.key in found:
        wish.turn.set_result((found[wish.key],))
    else:
        wish.turn.set_exception(KeyError(wish.key))
