"""The webhook: Telegram's updates and nobody else's, answered inside the response, never acknowledged before done."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.conversation import webhook
from bot.conversation.webhook import made_up
from bot.services.readers import Readers
from storage.errors import StorageError
from tests.conversation.live import PATH, SECRET, TOKEN, Live, live

HEADER = "X-Telegram-Bot-Api-Secret-Token"
HOME, TOPICS, ABOUT = "Quqyq: know your rights", "📚 All topics", "About Quqyq"


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Live]:
    monkeypatch.setattr("bot.pace.CHAT_SECONDS", 0.0)
    async with live(tmp_path) as found:
        yield found


def update(number: int = 1, text: str = "/menu") -> dict[str, Any]:
    person = {"id": 5, "is_bot": False, "first_name": "Zhanar", "language_code": "en"}
    chat = {"id": 5, "type": "private", "first_name": "Zhanar"}
    message = {"message_id": number, "date": 1_700_000_000, "chat": chat, "from": person, "text": text}
    return {"update_id": number, "message": message}


async def _post(address: str, body: bytes, secret: str | None = SECRET, **headers: str) -> tuple[int, bytes]:
    given = {"Content-Type": "application/json", **headers} | ({HEADER: secret} if secret is not None else {})
    async with (
        aiohttp.ClientSession() as http,
        http.post(address + PATH, data=io.BytesIO(body), headers=given) as response,
    ):
        return response.status, await response.read()


@pytest.mark.parametrize(
    ("secret", "body", "status", "reason"),
    [
        (None, json.dumps(update()).encode(), 403, "secret"),
        ("", json.dumps(update()).encode(), 403, "secret"),
        ("a-secret_of-the-webhooK", json.dumps(update()).encode(), 403, "secret"),
        (SECRET + "x", json.dumps(update()).encode(), 403, "secret"),
        ("құпия", json.dumps(update()).encode(), 403, "secret"),
        (SECRET, b" " * (1024 * 1024 + 1), 413, "size"),
        (SECRET, b"", 400, "body"),
        (SECRET, b"{nonsense", 400, "body"),
        (SECRET, b"\xff\xfe", 400, "body"),
        (SECRET, b"[" * 100_000, 400, "body"),
        (SECRET, b"[1]", 400, "body"),
        (SECRET, b'{"message": {}}', 400, "body"),
        (SECRET, b'{"update_id": "1"}', 400, "body"),
    ],
)
async def test_webhook_refuses_what_is_not_telegrams(
    world: Live, secret: str | None, body: bytes, status: int, reason: str
) -> None:
    async with world.bot(webhook=True) as bot:
        before = len(world.telegram.sent("sendMessage"))
        assert await _post(bot.address, body, secret) == (status, b"")
        figures = world.services.metrics.text().decode()
    assert f'quqyq_webhook_refused_total{{reason="{reason}"}} 1.0' in figures
    assert len(world.telegram.sent("sendMessage")) == before
    assert "quqyq_updates_total{" not in figures


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", PATH, 405),
        ("PUT", PATH, 405),
        ("POST", "/", 404),
        ("POST", PATH + "/", 404),
        ("POST", "/x", 404),
    ],
)
async def test_webhook_is_one_path_and_one_method(world: Live, method: str, path: str, status: int) -> None:
    async with (
        world.bot(webhook=True) as bot,
        aiohttp.ClientSession() as http,
        http.request(method, bot.address + path, json=update(), headers={HEADER: SECRET}) as answer,
    ):
        assert answer.status == status


@pytest.mark.parametrize(
    ("callers", "proxies", "forwarded", "status"),
    [
        ((), (), None, 200),
        (("127.0.0.0/8",), (), None, 200),
        (("149.154.160.0/20",), (), None, 403),
        # Whoever is no proxy of ours may say what they like.
        (("149.154.160.0/20",), (), "149.154.167.1", 403),
        (("149.154.160.0/20",), ("127.0.0.0/8",), "149.154.167.1", 200),
        (("149.154.160.0/20",), ("127.0.0.0/8",), "6.6.6.6", 403),
        # The proxy adds the last one; what stands before it was said by the caller.
        (("149.154.160.0/20",), ("127.0.0.0/8",), "149.154.167.1, 6.6.6.6", 403),
        (("149.154.160.0/20",), ("127.0.0.0/8",), "6.6.6.6, 149.154.167.1", 200),
        (("149.154.160.0/20",), ("127.0.0.0/8",), "nonsense", 403),
        (("2001:67c:4e8::/48", "149.154.160.0/20"), ("127.0.0.0/8",), "::ffff:149.154.167.1", 200),
    ],
)
async def test_webhook_lets_in_the_networks_that_are_set(
    world: Live, callers: tuple[str, ...], proxies: tuple[str, ...], forwarded: str | None, status: int
) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    async with world.bot(webhook=True, callers=callers, proxies=proxies) as bot:
        body = json.dumps({"update_id": 7}).encode()
        assert (await _post(bot.address, body, **headers))[0] == status


async def test_answer_travels_in_the_response(world: Live) -> None:
    async with world.bot(webhook=True) as bot:
        status, body = await _post(bot.address, json.dumps(update(text="/about")).encode())
        said = json.loads(body)
        own = [call.method for call in world.telegram.calls if call.method == "sendMessage"]
    assert (status, own) == (200, [])
    assert (said["method"], said["chat_id"], said["parse_mode"]) == ("sendMessage", 5, "HTML")
    assert said["text"].startswith(f"<b>{ABOUT}")
    assert said["link_preview_options"] == {"is_disabled": True}
    assert isinstance(said["reply_markup"]["inline_keyboard"][0][0]["callback_data"], str)


async def test_telegram_does_what_the_response_says(world: Live) -> None:
    person = world.person()
    async with world.bot(webhook=True) as bot:
        world.telegram.send_text(person, "/about")
        assert await bot.answered(person, 1) == [ABOUT]
        figures = world.services.metrics.text().decode()
    assert 'quqyq_telegram_calls_total{method="sendMessage",result="in response"} 1.0' in figures
    assert 'method="sendMessage",result="200"' not in figures


async def test_press_is_edited_by_a_call_and_answered_in_the_response(world: Live) -> None:
    person = world.person()
    async with world.bot(webhook=True) as bot:
        world.telegram.send_text(person, "/menu")
        await bot.answered(person, 1)
        press = world.telegram.press_label(person, "📚 All topics")
        await press.answer(10)
        figures = world.services.metrics.text().decode()
    assert world.telegram.chat(person).last.text.startswith("📚 All topics")
    assert 'quqyq_telegram_calls_total{method="editMessageText",result="200"} 1.0' in figures
    assert 'quqyq_telegram_calls_total{method="answerCallbackQuery",result="in response"} 1.0' in figures


async def test_webhook_keeps_the_order_of_a_chat(world: Live) -> None:
    people = [world.person() for _ in range(5)]
    async with world.bot(webhook=True) as bot:
        for text in ("/menu", "/about", "/topics", "/menu"):
            for person in people:
                world.telegram.send_text(person, text)
        seen = [await bot.answered(person, 4) for person in people]
    assert seen == [[HOME, ABOUT, TOPICS, HOME]] * 5


async def test_update_that_cannot_be_read_is_acknowledged(world: Live) -> None:
    async with world.bot(webhook=True) as bot:
        body = json.dumps({"update_id": 3, "message": {"message_id": "x"}}).encode()
        assert await _post(bot.address, body) == (200, b"")


async def test_update_comes_again_while_the_database_is_away(
    world: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "PATIENCE", 0.0)
    known, tries = Readers.of, []

    async def away(self: Readers, chat_id: int, kind: str) -> Any:
        tries.append(chat_id)
        if len(tries) <= 6:
            raise StorageError("database", "away")
        return await known(self, chat_id, kind)

    monkeypatch.setattr(Readers, "of", away)
    person = world.person()
    async with world.bot(webhook=True) as bot:
        world.telegram.send_text(person, "/about")
        world.telegram.send_text(person, "/topics")
        assert await bot.answered(person, 2) == [ABOUT, TOPICS]


async def test_stopping_lets_what_is_in_hand_be_answered(
    world: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, begun, go_on = Readers.of, asyncio.Event(), asyncio.Event()

    async def slow(self: Readers, chat_id: int, kind: str) -> Any:
        begun.set()
        await go_on.wait()
        return await known(self, chat_id, kind)

    monkeypatch.setattr(Readers, "of", slow)
    person = world.person()
    async with world.bot(webhook=True) as bot:
        world.telegram.send_text(person, "/about")
        await begun.wait()
        stopping = asyncio.ensure_future(bot.server.stop())
        await asyncio.sleep(0)
        go_on.set()
        await stopping
        assert await bot.answered(person, 1) == [ABOUT]


async def test_switching_loses_nothing_and_cleans_up(world: Live) -> None:
    person = world.person()
    async with world.bot(webhook=False) as bot:
        world.telegram.send_text(person, "/menu")
        await bot.answered(person, 1)
    world.telegram.send_text(person, "/about")
    async with world.bot(webhook=True) as bot:
        await bot.answered(person, 2)
        hook = world.telegram.bot.webhook
        assert hook is not None
        assert (hook.secret_token, hook.url) == (SECRET, bot.address + PATH)
    world.telegram.send_text(person, "/topics")
    async with world.bot(webhook=False) as bot:
        await bot.answered(person, 3)
        assert world.telegram.bot.webhook is None
        world.telegram.send_text(person, "/menu")
        lines = await bot.answered(person, 4)
    assert lines == [HOME, ABOUT, TOPICS, HOME]
    assert len(world.telegram.bot.updates) == 0


def test_secret_is_made_up_from_the_token() -> None:
    mine, others = made_up(TOKEN), made_up(TOKEN + "x")
    assert (mine, len(mine), mine.isalnum()) == (made_up(TOKEN), 64, True)
    assert mine != others
    assert TOKEN.partition(":")[2] not in mine
