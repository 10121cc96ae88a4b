"""Floods: a chat that asks for too much is told once and slowed down, others notice nothing, danger comes through."""

from dataclasses import dataclass
from typing import Any

import pytest
from aiogram.dispatcher.middlewares.user_context import EventContext
from aiogram.types import CallbackQuery, Chat, Message, User

from bot.conversation import throttle as module
from bot.conversation.throttle import KEPT, Throttle
from bot.metrics import Metrics
from tests.conversation.talk import Talk

NOTICE = "I cannot answer that fast. Please wait a moment and write again."
A_MINUTE, BURST = 60, 20


@dataclass
class Monotonic:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Monotonic:
    return Monotonic()


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
def throttle(time: Monotonic, metrics: Metrics) -> Throttle:
    return Throttle(A_MINUTE, metrics, time)


def slowed(talk: Talk, throttle: Throttle) -> Talk:
    """Put a throttle before all handlers of a talk's bot."""
    for observer in (
        talk.dispatcher.message,
        talk.dispatcher.edited_message,
        talk.dispatcher.callback_query,
    ):
        observer.middleware(throttle)
    return talk


async def _flood(talk: Talk, person: Any, text: str, times: int) -> list[str]:
    """The first lines of what the bot says to many messages sent at once."""
    before = len(talk.telegram.chat(person).messages)
    for _ in range(times):
        talk.telegram.send_text(person, text)
    await talk.work()
    return [m.text.splitlines()[0] for m in talk.telegram.chat(person).messages[before:] if m.from_bot]


async def test_flood_from_one_chat_is_answered_in_part_and_told_once(
    tiny_talk: Talk, throttle: Throttle, metrics: Metrics, time: Monotonic
) -> None:
    talk = slowed(tiny_talk, throttle)
    flooder, other = talk.person(), talk.person()
    said = await _flood(talk, flooder, "/about", 300)
    assert said == ["About Quqyq"] * BURST + [NOTICE]
    assert await _flood(talk, other, "/about", 1) == ["About Quqyq"]
    assert "quqyq_throttled_total 280.0" in metrics.text().decode()
    time.now += 5
    assert await _flood(talk, flooder, "/about", 100) == ["About Quqyq"] * 5
    # Who was quiet until all is as at first is told again when it comes to that.
    time.now += 60
    assert await _flood(talk, flooder, "/about", 30) == ["About Quqyq"] * BURST + [NOTICE]


async def test_presses_of_a_flood_are_all_acknowledged(tiny_talk: Talk, throttle: Throttle) -> None:
    talk = slowed(tiny_talk, throttle)
    person = talk.person()
    message = await talk.say(person, "/menu")
    presses = [talk.telegram.press_data(person, message, "t:0") for _ in range(BURST + 10)]
    await talk.work()
    assert all(press.answered for press in presses)
    toasts = [press.text for press in presses if press.text]
    assert toasts == ["Please wait a moment and press again."]


async def test_danger_comes_through_a_flood(real_talk: Talk, throttle: Throttle) -> None:
    talk = slowed(real_talk, throttle)
    person = await talk.reader("ru")
    await _flood(talk, person, "/about", 60)
    for text in ("меня бьёт муж", "меня бьют дома", "/helplines", "/112"):
        said = await _flood(talk, person, text, 1)
        assert len(said) == 1, text
    assert await _flood(talk, person, "/about", 1) == []


async def test_busy_group_does_not_count_what_is_not_for_the_bot(tiny_talk: Talk, throttle: Throttle) -> None:
    talk = slowed(tiny_talk, throttle)
    owner = talk.person()
    talk.telegram.bot.privacy = False
    group = talk.telegram.add_group(owner, "Parents of 5B", with_bot=talk.telegram.bot)
    for _ in range(200):
        talk.telegram.send_text(owner, "good morning", group)
    talk.telegram.send_text(owner, "/about@quqyq_bot", group)
    await talk.work()
    assert [m.text.splitlines()[0] for m in group.messages if m.from_bot] == ["About Quqyq"]


async def test_flood_from_ten_thousand_chats_is_served_in_bounded_memory(
    throttle: Throttle, metrics: Metrics
) -> None:
    served = []

    async def handler(event: Any, data: dict[str, Any]) -> None:
        served.append(data["event_context"].chat_id)

    message = Message.model_construct(message_id=1, text="x")
    for chat in range(1, KEPT + 2_001):
        context = EventContext(chat=Chat.model_construct(id=chat))
        await throttle(handler, message, {"event_context": context})
    assert served == list(range(1, KEPT + 2_001))
    assert len(throttle) == KEPT
    assert "quqyq_throttled_total 0.0" in metrics.text().decode()


async def test_inline_press_without_a_chat_is_counted_by_person(throttle: Throttle) -> None:
    served, toast = [], []

    async def handler(event: Any, data: dict[str, Any]) -> None:
        served.append(event.id)

    class Words:
        def t(self, text: str) -> str:
            return text

    user = User(id=5, is_bot=False, first_name="A")
    for number in range(BURST + 3):
        press = CallbackQuery(id=str(number), from_user=user, chat_instance="1", data="h")
        data = {"event_context": EventContext(user=user), "toast": toast, "locale": Words()}
        await throttle(handler, press, data)
    assert (len(served), toast) == (BURST, ["Please wait a moment and press again."])


def test_one_answer_a_minute_is_possible(metrics: Metrics) -> None:
    assert module.Throttle(1, metrics)._room == 1.0
