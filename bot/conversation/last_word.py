"""The last word on an update: the one call that may travel in the webhook's response instead of on its own.

Telegram does what the response to a webhook says, but tells nobody what came of it. So what `say` takes is what nobody
waits for, and only the last such call of an update; whatever is asked of Telegram after it goes after it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from aiogram.methods import TelegramMethod


class LastWord:
    """Holds back one call until its update is handled."""

    def __init__(self) -> None:
        self._held: TelegramMethod[Any] | None = None

    def hold(self, method: TelegramMethod[Any]) -> None:
        """Keep a call; nothing else may be held."""
        self._held = method

    def take(self) -> TelegramMethod[Any] | None:
        """Give the call that is held, and hold nothing."""
        held, self._held = self._held, None
        return held


_open: ContextVar[LastWord | None] = ContextVar("last_word", default=None)


@contextmanager
def opened() -> Iterator[LastWord]:
    """Hold back the last word of the update that is handled in the block."""
    word = LastWord()
    token = _open.set(word)
    try:
        yield word
    finally:
        _open.reset(token)


def is_open() -> bool:
    """Whether a last word may be held back: then messages that were said so have ids that nobody got to know."""
    return _open.get() is not None


async def say(method: TelegramMethod[Any]) -> None:
    """Do a bot's call whose result nobody waits for: in the webhook's response where there is one, at once elsewhere.

    Raises TelegramAPIError where it is done at once.
    """
    word = _open.get()
    if word is None:
        await method
    else:
        try:
            await flush()
        finally:
            # Whatever came of the earlier one, this one is wanted: a press is to be answered all the same.
            word.hold(method)


async def flush() -> None:
    """Do at once what is held back, before something else. Raises TelegramAPIError."""
    word = _open.get()
    held = word.take() if word else None
    if held is not None:
        await held
