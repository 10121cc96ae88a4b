"""Magic filters need no thread: none is used on the way from an update to its answer."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from tests.conversation.talk import Talk


async def test_no_filter_goes_to_a_thread(tiny_talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    person = await tiny_talk.reader("en")
    # Whoever asks first waits for the search, which is made in a thread.
    await tiny_talk.say(person, "is water free")
    threads: list[str] = []

    async def to_thread(work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        threads.append(repr(work))
        return work(*args, **kwargs)

    monkeypatch.setattr(asyncio, "to_thread", to_thread)
    await tiny_talk.say(person, "/about")
    await tiny_talk.say(person, "is water free")
    tiny_talk.telegram.send_photo(person)
    await tiny_talk.work()
    assert threads == []


async def test_every_filter_is_asked_at_once(tiny_talk: Talk) -> None:
    filters = [
        one
        for router in tiny_talk.dispatcher.chain_tail
        for observer in router.observers.values()
        for handler in observer.handlers
        for one in handler.filters or ()
    ]
    assert [one for one in filters if not one.awaitable] == []
    assert any(one.magic is not None for one in filters)
