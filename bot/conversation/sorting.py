"""Which handlers of a row may be for an update: known by its command or its button's action, without asking each.

Of some sixty handlers nearly all wait for one command or one kind of button. Asking them in turn took a fifth of the
CPU of a question (0.25 ms of 1.9) and a third of a press (0.2 ms of 0.6), for filters that say no.
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.conversation.callbacks import Does, action_of

Row = tuple[tuple[HandlerObject, Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]], ...]
"""Handlers, and what calls each within its middlewares."""
UNKNOWN = ""
"""The key of commands that no handler names: what there may be is endless, and all of it is for the same handlers."""
PREFIX = "/"


class SortedObserver(TelegramEventObserver, ABC):
    """Asks, in their order, those handlers alone that an update's key leaves; each key's are picked out once.

    A key need not be exact: it may leave too many handlers, and never too few, since their filters are asked then.
    Middlewares that are added after the first update of a key do not stand around it.
    """

    def __init__(self, router: Router, event_name: str, handlers: Iterable[HandlerObject]) -> None:
        super().__init__(router, event_name)
        self.handlers.extend(handlers)
        self._rows: dict[Any, Row] = {}

    async def trigger(self, event: TelegramObject, **kwargs: Any) -> Any:
        """Let the first handler that takes the event handle it."""
        key = self.key(event)
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = self._row(key)
        for handler, call in row:
            kwargs["handler"] = handler
            given = await _passed(handler, event, kwargs)
            if given is None:
                continue
            try:
                return await call(event, given)
            except SkipHandler:
                continue
        return UNHANDLED

    def _row(self, key: Any) -> Row:
        # aiogram puts middlewares around a handler anew for each update, although they are always the same.
        around = self._resolve_middlewares()
        left = (one for one in self.handlers if self.may_be(one, key))
        return tuple((one, self.middleware.wrap_middlewares(around, one.call)) for one in left)

    @abstractmethod
    def key(self, event: Any) -> Any:
        """Give what the event is sorted by: one of a limited number of values."""

    @abstractmethod
    def may_be(self, handler: HandlerObject, key: Any) -> bool:
        """Say whether a handler may be for events of a key."""


class ByCommand(SortedObserver):
    """Sorts messages by the command that they begin with; None where there is none."""

    def __init__(self, router: Router, event_name: str, handlers: Iterable[HandlerObject]) -> None:
        super().__init__(router, event_name, handlers)
        self._named = frozenset(
            name for one in self.handlers for each in _commands(one) for name in each.commands
        )

    def key(self, event: Message) -> str | None:
        """Read the command as aiogram's filter does."""
        words = (event.text or event.caption or "").split(maxsplit=1)
        if not words or not words[0].startswith(PREFIX):
            return None
        name = words[0][1:].partition("@")[0]
        return name if name in self._named else UNKNOWN

    def may_be(self, handler: HandlerObject, key: str | None) -> bool:
        """Leave a command to the handlers that name it, have a pattern for it, or wait for no command."""
        return all(_may_take(one, key) for one in _commands(handler))


class ByAction(SortedObserver):
    """Sorts presses by the kind of the button's action; NoneType for what is no action."""

    def key(self, event: CallbackQuery) -> type[Any]:
        """Read the button."""
        return type(action_of(event))

    def may_be(self, handler: HandlerObject, key: type[Any]) -> bool:
        """Leave an action to the handlers that wait for its kind, or for any press."""
        return all(issubclass(key, one.kinds) for one in _filters(handler) if isinstance(one, Does))


SORTED: dict[str, type[SortedObserver]] = {
    "message": ByCommand,
    "edited_message": ByCommand,
    "channel_post": ByCommand,
    "callback_query": ByAction,
}
"""How the kinds of updates are sorted that have many handlers."""


async def _passed(
    handler: HandlerObject, event: TelegramObject, data: dict[str, Any]
) -> dict[str, Any] | None:
    """Ask a handler's filters: give `data` with what they add to it, or None where one says no.

    As aiogram asks them, but without a copy of `data`, which has some forty entries, and a coroutine for each.
    """
    for one in handler.filters or ():
        if one.magic is not None:
            answer = one.magic.resolve(event)
        else:
            answer = await one.call(event, **{name: data[name] for name in one.params if name in data})
        if not answer:
            return None
        if isinstance(answer, dict):
            data = {**data, **answer}
    return data


def _filters(handler: HandlerObject) -> list[Any]:
    return [one.callback for one in handler.filters or ()]


def _commands(handler: HandlerObject) -> list[Command]:
    return [one for one in _filters(handler) if isinstance(one, Command)]


def _may_take(one: Command, key: str | None) -> bool:
    if one.prefix != PREFIX or one.ignore_case:
        return True
    return key is not None and (
        key in one.commands or any(not isinstance(each, str) for each in one.commands)
    )
