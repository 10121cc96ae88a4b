"""One row of handlers does what many routers would: the same order, the same middlewares around the same handlers."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import Message, TelegramObject, Update

from bot.conversation.flat import flatten

BOT = Bot("100:" + "t" * 35)


def routers(heard: list[str]) -> list[Router]:
    """Two routers: one that skips what it hears, within a middleware, and one that takes it."""
    first, second = Router(name="first"), Router(name="second")

    async def around(
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        heard.append("around")
        return await handler(event, {**data, "added": "added"})

    async def skip(message: Message, added: str) -> None:
        heard.append(f"skip {added}")
        raise SkipHandler

    async def take(message: Message) -> None:
        heard.append(f"take {message.text}")

    async def never(message: Message) -> None:
        heard.append("never")

    first.message.middleware(around)
    first.message.register(skip, F.text.startswith("a"))
    second.message.register(take, F.text)
    second.message.register(never)
    return [first, second]


def update(text: str) -> Update:
    chat = {"id": 1, "type": "private", "first_name": "A"}
    return Update.model_validate(
        {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": chat, "text": text}}
    )


@pytest.mark.parametrize("text", ["a1", "b2"])
async def test_row_does_what_routers_do(text: str) -> None:
    one: list[str] = []
    many = Dispatcher(disable_fsm=True)
    many.include_routers(*routers(one))
    await many.feed_update(BOT, update(text))
    other: list[str] = []
    row = Dispatcher(disable_fsm=True)
    flatten(routers(other), row)
    await row.feed_update(BOT, update(text))
    assert other == one
    assert one == {"a1": ["around", "skip added", "take a1"], "b2": ["take b2"]}[text]


def test_row_listens_to_what_routers_listen_to() -> None:
    row, many = Dispatcher(disable_fsm=True), Dispatcher(disable_fsm=True)
    flatten(routers([]), row)
    many.include_routers(*routers([]))
    assert row.resolve_used_update_types() == many.resolve_used_update_types()


def nested() -> Router:
    made = Router(name="nested")
    made.include_router(Router())
    return made


def filtered() -> Router:
    made = Router(name="filtered")
    made.message.filter(F.text)
    return made


def wrapped() -> Router:
    made = Router(name="wrapped")
    made.message.outer_middleware(lambda handler, event, data: handler(event, data))
    return made


@pytest.mark.parametrize("make", [nested, filtered, wrapped])
def test_row_refuses_what_it_cannot_do(make: Callable[[], Router]) -> None:
    with pytest.raises(ValueError, match=make.__name__):
        flatten([make()], Router())
