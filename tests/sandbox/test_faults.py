"""Faults and limits on demand."""

import pytest

from bot.sandbox.errors import ConnectionDroppedError, GarbageAnswerError
from bot.sandbox.telegram import Telegram
from tests.sandbox.conftest import TOKEN, Clock, World


async def test_fault_hits_the_next_call_it_fits_and_no_other(world: World) -> None:
    world.telegram.faults.next(method="sendMessage", chat=1001, error_code=429, retry_after=3)
    assert (await world.call("getMe"))["username"] == "quqyq_bot"
    assert await world.call("sendMessage", chat_id=5, text="x") == "400 Bad Request: chat not found"
    envelope = await world.telegram.call(TOKEN, "sendMessage", {"chat_id": "1001", "text": "x"})
    assert envelope == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    assert (await world.say("x"))["text"] == "x"
    assert world.telegram.faults.planned == []


async def test_fault_repeats_as_often_as_asked(world: World) -> None:
    world.telegram.faults.next(error_code=502, times=2)
    answers = [await world.say("x") for _ in range(3)]
    assert answers[:2] == ["502 Bad Gateway"] * 2
    assert answers[2]["text"] == "x"


async def test_group_that_moved_says_where(world: World) -> None:
    world.telegram.faults.next(error_code=400, migrate_to_chat_id=-1005)
    envelope = await world.telegram.call(TOKEN, "sendMessage", {"chat_id": 1001, "text": "x"})
    assert envelope == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": -1005},
    }


@pytest.mark.parametrize("after", [False, True])
async def test_dropped_connection_loses_the_call_or_only_its_answer(world: World, after: bool) -> None:
    world.telegram.faults.next(breakage="drop", after=after)
    with pytest.raises(ConnectionDroppedError):
        await world.say("x")
    texts = [message.text for message in world.telegram.chat(world.aigul).messages]
    assert texts == (["/start", "x"] if after else ["/start"])
    assert [(call.method, call.code) for call in world.telegram.calls] == [("sendMessage", 0)]


async def test_garbage_is_no_bot_api_answer(world: World) -> None:
    world.telegram.faults.next(breakage="garbage")
    with pytest.raises(GarbageAnswerError) as garbage:
        await world.say("x")
    assert (garbage.value.status, garbage.value.body[:6]) == (502, b"<html>")


@pytest.mark.parametrize("kinds", [{}, {"error_code": 500, "breakage": "drop"}])
def test_fault_is_an_error_or_a_breakage(world: World, kinds: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="either"):
        world.telegram.faults.next(**kinds)  # type: ignore[arg-type]


@pytest.fixture
def strict() -> tuple[Clock, Telegram]:
    clock = Clock()
    telegram = Telegram(clock, strict_limits=True)
    telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    for number in range(1, 41):
        telegram.start(telegram.add_person(number, str(number), "en"))
    return clock, telegram


async def send(telegram: Telegram, chat: int) -> int | None:
    """Send to a chat; return the seconds to wait when it is refused."""
    envelope = await telegram.call(TOKEN, "sendMessage", {"chat_id": chat, "text": "x"})
    return None if envelope["ok"] else int(envelope["parameters"]["retry_after"])


async def test_chat_takes_one_message_a_second(strict: tuple[Clock, Telegram]) -> None:
    clock, telegram = strict
    assert [await send(telegram, 1), await send(telegram, 1), await send(telegram, 2)] == [None, 1, None]
    clock.forward(seconds=1)
    assert await send(telegram, 1) is None


async def test_bot_sends_thirty_messages_a_second(strict: tuple[Clock, Telegram]) -> None:
    clock, telegram = strict
    assert [await send(telegram, chat) for chat in range(1, 33)] == [None] * 30 + [1, 1]
    clock.forward(seconds=1)
    assert [await send(telegram, chat) for chat in range(31, 41)] == [None] * 10


async def test_group_takes_twenty_messages_a_minute(strict: tuple[Clock, Telegram]) -> None:
    clock, telegram = strict
    group = telegram.add_group(telegram.people[1], "Class 7", with_bot=telegram.bot)
    answers = []
    for _ in range(21):
        answers.append(await send(telegram, group.id))
        clock.forward(seconds=1)
    assert answers == [None] * 20 + [40]
    clock.forward(seconds=39)
    assert await send(telegram, group.id) is None


async def test_limits_are_off_unless_asked_for(world: World) -> None:
    assert [(await world.say(str(number)))["text"] for number in range(50)] == [str(n) for n in range(50)]
