"""How a test or a page learns that something happened, without sleeping."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

Kind = Literal["message", "edited", "deleted", "typing", "chats", "commands"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Event:
    """A change that a client shows. `chat_id` is the bots' id of the chat, 0 when it concerns no one chat."""

    kind: Kind
    chat_id: int = 0
    message_id: int = 0
    bot_id: int = 0


class Changes:
    """Tells listeners of each event, and lets coroutines wait for a condition on the state."""

    def __init__(self) -> None:
        self._listeners: set[Callable[[Event], None]] = set()
        self._waiters: set[asyncio.Event] = set()

    def listen(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Call `listener` with every event until the returned function is called."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    def tell(self, event: Event) -> None:
        """Report an event and wake every waiter."""
        for listener in tuple(self._listeners):
            listener(event)
        self.wake()

    def wake(self) -> None:
        """Let every waiter look at its condition again."""
        for waiter in self._waiters:
            waiter.set()

    def subscribe(self, signal: asyncio.Event) -> Callable[[], None]:
        """Set `signal` at every change until the returned function is called."""
        self._waiters.add(signal)
        return lambda: self._waiters.discard(signal)

    async def wait_for(self, condition: Callable[[], T], timeout: float = 10.0) -> T:  # noqa: ASYNC109
        """Return the first truthy value of `condition`; TimeoutError after `timeout` seconds of real time."""
        waiter = asyncio.Event()
        self._waiters.add(waiter)
        try:
            async with asyncio.timeout(timeout):
                while not (value := condition()):
                    await waiter.wait()
                    waiter.clear()
                return value
        finally:
            self._waiters.discard(waiter)
