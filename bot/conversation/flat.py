"""One router for many: all handlers in one row, in the order in which they would have been asked.

A dispatcher hands an update to each of its routers in turn, and each hand-over costs about as much as asking three
handlers. Ours has twenty routers, and a question is for the last but one of them. So the dispatcher has all handlers
itself. Where a row is long, only those are asked that may be meant (bot.conversation.sorting).
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

from aiogram import BaseMiddleware, Router
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.dispatcher.middlewares.manager import MiddlewareManager

from bot.conversation.sorting import SORTED

Middlewares = Sequence[Callable[..., Awaitable[Any]] | BaseMiddleware]


def flatten(routers: Iterable[Router], made: Router) -> None:
    """Let a router do itself what these do one after the other; they themselves are not to be included anywhere.

    A router's inner middlewares go on working around its own handlers alone. Raises ValueError for what a row of
    handlers cannot do: routers in routers, outer middlewares, filters of a whole router.
    """
    for router in routers:
        if router.sub_routers:
            raise ValueError(f"router {router.name} has routers of its own")
        for kind, observer in router.observers.items():
            # aiogram has no public name for the filters of a whole router.
            if len(observer.outer_middleware) or observer._handler.filters:  # noqa: SLF001
                raise ValueError(f"router {router.name} has an outer middleware or a filter of its own")
            inner = tuple(observer.middleware)
            handlers = made.observers[kind].handlers
            handlers.extend(_within(inner, each) if inner else each for each in observer.handlers)
    for kind, sort in SORTED.items():
        plain = made.observers[kind]
        observer = made.observers[kind] = sort(made, kind, plain.handlers)
        observer.middleware, observer.outer_middleware = plain.middleware, plain.outer_middleware
        setattr(made, kind, observer)


def _within(middlewares: Middlewares, handler: HandlerObject) -> HandlerObject:
    """Make a handler that runs within middlewares, behind the same filters."""
    wrapped = MiddlewareManager.wrap_middlewares(middlewares, handler.call)

    async def call(event: Any, **data: Any) -> Any:
        return await wrapped(event, data)

    made = HandlerObject(callback=call, flags=handler.flags)
    made.filters = handler.filters
    return made
