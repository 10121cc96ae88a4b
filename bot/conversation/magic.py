"""Magic filters asked at once.

aiogram hands every filter that is no coroutine to a thread, and its own `F` is none: each look at an update costs a
trip to a thread and back, several of them more than the answer itself, and under load the trips queue up.
"""

from collections.abc import Callable
from typing import Any

from aiogram import Router


def ask_at_once(router: Router) -> None:
    """Let all magic filters of a router and of those below it answer without a thread; call it once all are there."""
    for each in router.chain_tail:
        for observer in each.observers.values():
            for handler in observer.handlers:
                for one in handler.filters or ():
                    if one.magic is not None and not one.awaitable:
                        one.callback = _awaited(one.callback)
                        one.awaitable = True


def _awaited(ask: Callable[..., Any]) -> Callable[..., Any]:
    async def answer(event: Any) -> Any:
        return ask(event)

    return answer
