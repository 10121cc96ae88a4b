"""Right after the start: menus are open, and what asks waits for the search, off the loop."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from bot.conversation.throttle import Throttle
from bot.metrics import Metrics
from bot.services.edition import read
from content import search
from storage.database import Database
from tests.conversation.conftest import TINY, furnish
from tests.conversation.talk import Clock, Talk

PATIENCE = 10


class Hurdle:
    """Lets a search be made only when it is told so."""

    def __init__(self, make: type[search.Search]) -> None:
        self._make = make
        self.made_in: threading.Thread | None = None
        self.reached, self.go = threading.Event(), threading.Event()

    def __call__(self, *args: object) -> search.Search:
        self.reached.set()
        assert self.go.wait(PATIENCE)
        self.made_in = threading.current_thread()
        return self._make(*args)  # type: ignore[arg-type]


@pytest.fixture
def hurdle(monkeypatch: pytest.MonkeyPatch) -> Hurdle:
    made = Hurdle(search.Search)
    monkeypatch.setattr(search, "Search", made)
    return made


@pytest.fixture
async def talk(hurdle: Hurdle, sqlite: Database, clock: Clock) -> AsyncIterator[Talk]:
    yield furnish(read(TINY), TINY, sqlite, clock)
    hurdle.go.set()


@pytest.mark.parametrize("question", ["Is water free?", "/ask Is water free?"])
async def test_question_waits_for_the_search_and_menus_do_not(
    talk: Talk, hurdle: Hurdle, question: str
) -> None:
    asking, looking = await talk.reader("en"), await talk.reader("en")
    talk.telegram.send_text(asking, question)
    asked = asyncio.create_task(talk.work())
    assert await asyncio.to_thread(hurdle.reached.wait, PATIENCE)
    topics = (await talk.say(looking, "/topics")).text
    assert (await talk.press(looking, "🏠 Menu")).text != topics
    assert (asked.done(), talk.last(asking).text) == (False, question)
    hurdle.go.set()
    await asyncio.wait_for(asked, PATIENCE)
    assert "Is water free?" in talk.last(asking).text
    assert talk.last(asking).text != question


async def test_inline_query_waits_for_what_it_looks_in(talk: Talk, hurdle: Hurdle) -> None:
    person = await talk.reader("en")
    query = talk.telegram.inline_query(person, "water")
    asked = asyncio.create_task(talk.work())
    assert await asyncio.to_thread(hurdle.reached.wait, PATIENCE)
    assert not query.answered
    hurdle.go.set()
    await asyncio.wait_for(asked, PATIENCE)
    assert query.answered
    assert talk.edition.is_prepared


async def test_edited_question_waits_for_the_search(talk: Talk, hurdle: Hurdle) -> None:
    person = await talk.reader("en")
    sent = talk.telegram.send_text(person, "/topics")
    await talk.work()
    hurdle.go.set()
    talk.telegram.edit_text(person, sent.id, "Is water free?")
    await talk.work()
    assert "Is water free?" in talk.last(person).text
    assert hurdle.made_in not in (None, threading.main_thread())


async def test_captioned_question_waits_for_the_search(talk: Talk, hurdle: Hurdle) -> None:
    person = await talk.reader("en")
    hurdle.go.set()
    talk.telegram.send_photo(person, caption="/ask Is water free?")
    await talk.work()
    assert "Is water free?" in talk.last(person).text
    assert hurdle.made_in not in (None, threading.main_thread())


async def test_strange_command_in_a_reply_waits_for_the_search(talk: Talk, hurdle: Hurdle) -> None:
    person = await talk.reader("en")
    hurdle.go.set()
    group = talk.telegram.add_group(person, "Parents of 5B", with_bot=talk.telegram.bot)
    talk.telegram.send_text(person, "/topics@quqyq_bot", group)
    await talk.work()
    assert hurdle.made_in is None
    talk.telegram.send_text(person, "/please is water free?", group, reply_to=group.last.id)
    await talk.work()
    assert "Is water free?" in group.last.text
    assert hurdle.made_in not in (None, threading.main_thread())


async def test_flood_of_commands_waits_for_the_search_that_looks_for_danger(
    talk: Talk, hurdle: Hurdle
) -> None:
    talk.dispatcher.message.middleware(Throttle(1, Metrics()))
    person = talk.person()
    hurdle.go.set()
    assert (await talk.say(person, "/about")).from_bot
    assert "wait a moment" in (await talk.say(person, "/about")).text
    assert hurdle.made_in not in (None, threading.main_thread())
