"""Two receivers on one PostgreSQL database, nothing else shared, every other update to each: as one bot."""

import asyncio
import logging
from collections.abc import AsyncIterator
from random import Random

import pytest

from bot.sandbox.accounts import Person
from bot.sandbox.messages import Message
from bot.sandbox.queries import Press
from bot.sandbox.telegram import Telegram
from bot.services.services import Services
from storage import readers
from tests.conversation.replicas import Balancer, replicas
from tests.databases import Postgres

World = tuple[Telegram, Balancer, list[Services]]
PATIENCE = 30.0


@pytest.fixture
async def world(
    postgres: Postgres, postgres_template: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    monkeypatch.setattr("bot.pace.CHAT_SECONDS", 0.0)
    name = postgres.create(postgres_template)
    async with replicas(postgres.url(name), 2) as found:
        yield found
    postgres.drop(name)


def answers(telegram: Telegram, person: Person) -> list[Message]:
    return [message for message in telegram.chat(person).messages if message.from_bot]


async def say(telegram: Telegram, person: Person, words: str) -> Message:
    before = len(answers(telegram, person))
    telegram.send_text(person, words)
    await telegram.changed.wait_for(lambda: len(answers(telegram, person)) > before, PATIENCE)
    return answers(telegram, person)[-1]


async def press(telegram: Telegram, person: Person, data: str) -> Press:
    pressed = telegram.press_data(person, answers(telegram, person)[-1], data)
    await pressed.answer(PATIENCE)
    return pressed


async def test_each_replica_follows_what_the_other_wrote(world: World) -> None:
    telegram, balancer, (one, other) = world
    person = telegram.add_person(1001, "Zhanar", "en")
    await say(telegram, person, "/menu")
    homes = {
        "ru": "Quqyq: знайте свои права",
        "en": "Quqyq: know your rights",
        "kk": "Quqyq: құқығыңызды біліңіз",
    }
    for language in ("ru", "kk", "en", "kk", "ru", "ru", "en"):
        await press(telegram, person, f"sl:{language}:")
        for _ in range(3):
            # An odd number of updates a round, so that each choice is read by both and made by each in turn.
            said = await say(telegram, person, "/menu")
            assert said.text.splitlines()[0] == homes[language]
    for number in range(6):
        await press(telegram, person, "f:water" if number % 2 == 0 else "uf:water")
        for services in (one, other):
            followed = (await services.subscriptions.of(person.id)).topics
            assert followed == (("water",) if number % 2 == 0 else ())
    assert max(balancer.served.values()) - min(balancer.served.values()) <= 1
    assert min(balancer.served.values()) > 10


async def test_erasing_on_one_replica_is_erased_on_the_other(world: World) -> None:
    telegram, _, (one, other) = world
    person = telegram.add_person(1001, "Zhanar", "en")
    await say(telegram, person, "/menu")
    await press(telegram, person, "sl:kk:")
    await press(telegram, person, "f:water")
    for services in (one, other):
        assert await services.readers.chosen(person.id) == "kk"
    await other.privacy.erase(person.id)
    for services in (one, other):
        assert await services.readers.chosen(person.id) is None
        assert (await services.subscriptions.of(person.id)).topics == ()
    for _ in range(2):
        assert (await say(telegram, person, "/menu")).text.startswith("Quqyq: know your rights")


async def test_crawl_over_both_replicas_meets_no_error(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Four people press whatever they see, all at once, one update here and the next there."""
    caplog.set_level(logging.ERROR)
    telegram, balancer, _ = world
    people = [telegram.add_person(1001 + at, "Zhanar", ("kk", "ru", "en")[at % 3]) for at in range(4)]

    async def crawl(person: Person) -> int:
        chance = Random(person.id)
        await say(telegram, person, "/start")
        await press(telegram, person, f"sl:{person.language_code}:")
        seen: set[str] = set()
        for _ in range(60):
            shown = answers(telegram, person)[-1]
            buttons = [button for row in shown.buttons for button in row if "callback_data" in button]
            # Pictures take a core for half a second each, and have tests of their own.
            data = [
                one["callback_data"] for one in buttons if not one["callback_data"].startswith(("pp:", "q:"))
            ]
            fresh = [one for one in data if one not in seen]
            if not data:
                await say(telegram, person, "/menu")
                continue
            chosen = chance.choice(fresh or data)
            seen.add(chosen)
            pressed = await press(telegram, person, chosen)
            assert pressed.answered
            assert (pressed.text or "").find("moved") < 0
        return len(seen)

    found = await asyncio.gather(*map(crawl, people))
    assert min(found) > 20
    refused = {call.description for call in telegram.calls if not call.ok}
    assert {words for words in refused if "not modified" not in words} == set()
    assert [record.getMessage() for record in caplog.records] == []
    assert min(balancer.served.values()) > 100


async def test_same_person_on_both_replicas_at_once_is_one_reader(world: World) -> None:
    telegram, _, (one, other) = world
    telegram.add_person(1001, "Zhanar", "en")
    await asyncio.gather(*(services.readers.of(1001, "private") for services in (one, other) * 10))
    reader = await one.readers.of(1001, "private")
    await asyncio.gather(
        *(services.subscriptions.follow(1001, ["water"]) for services in (one, other) * 5),
        *(services.readers.choose_language(reader, "ru") for services in (one, other) * 5),
    )
    assert (await other.subscriptions.of(1001)).topics == ("water",)
    async with one.readers._database.session() as session:
        assert await readers.count_by_language(session) == {"ru": 1}
