"""What operators see of a running bot: health that means it, and figures without a person in them."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.conversation import calls
from bot.health import WELL
from tests.conversation.live import Live, Running, live


@pytest.fixture
async def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Live]:
    monkeypatch.setattr("bot.pace.CHAT_SECONDS", 0.0)
    monkeypatch.setattr(calls, "FRESH", -1.0)
    async with live(tmp_path) as found:
        yield found


async def _get(bot: Running, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as http, http.get(bot.address + path) as response:
        return response.status, await response.text()


async def _ready(bot: Running) -> tuple[int, Any]:
    status, text = await _get(bot, "/readyz")
    return status, json.loads(text)


@pytest.mark.parametrize("webhook", [True, False])
async def test_bot_that_runs_is_alive_and_ready(world: Live, webhook: bool) -> None:
    async with world.bot(webhook=webhook) as bot:
        assert await _get(bot, "/healthz") == (200, "ok\n")
        assert await _ready(bot) == (200, {"ready": True, "checks": {"process": WELL, "telegram": WELL}})


async def test_bot_that_starts_or_stops_is_alive_and_not_ready(world: Live) -> None:
    async with world.bot(webhook=False) as bot:
        bot.health.started = False
        assert await _ready(bot) == (
            503,
            {"ready": False, "checks": {"process": "starting", "telegram": WELL}},
        )
        bot.health.stopping = True
        assert (await _ready(bot))[1]["checks"]["process"] == "stopping"
        assert (await _get(bot, "/healthz"))[0] == 200


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"error_code": 502}, "5xx"),
        ({"breakage": "drop"}, "network"),
        ({"breakage": "garbage"}, "ClientDecodeError"),
        ({"error_code": 401}, "401"),
    ],
)
async def test_telegram_out_of_reach_is_not_ready(world: Live, fault: dict[str, Any], said: str) -> None:
    async with world.bot(webhook=True) as bot:
        world.telegram.faults.next(method="getMe", **fault)
        assert await _ready(bot) == (503, {"ready": False, "checks": {"process": WELL, "telegram": said}})
        assert (await _ready(bot))[0] == 200


async def test_call_that_was_just_answered_saves_asking(world: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "FRESH", 1000.0)
    async with world.bot(webhook=True) as bot:
        before = len(world.telegram.sent("getMe"))
        assert (await _ready(bot))[0] == 200
        assert len(world.telegram.sent("getMe")) == before


async def test_part_that_hangs_or_fails_is_not_ready(world: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.health.PATIENCE", 0.01)

    async def hang() -> str:
        await asyncio.Event().wait()
        return WELL

    async def fail() -> str:
        raise RuntimeError("postgresql://user:password@host")

    async with world.bot(webhook=True) as bot:
        bot.health.watch("one", hang)
        bot.health.watch("other", fail)
        status, said = await _ready(bot)
    assert status == 503
    assert (said["checks"]["one"], said["checks"]["other"]) == ("no answer in 0.01 s", "RuntimeError")


async def test_metrics_tell_what_happened_and_nothing_of_whom(world: Live) -> None:
    person = world.person()
    world.telegram.bot.privacy = False
    async with world.bot(webhook=True) as bot:
        world.telegram.send_text(person, "/menu")
        await bot.answered(person, 1)
        await world.telegram.press_label(person, "📚 All topics").answer(10)
        world.telegram.send_text(person, "my secret name is Zhanar")
        await bot.answered(person, 2)
        status, text = await _get(bot, "/metrics")
    assert status == 200
    figures = dict(re.findall(r"^(\S+?(?:{.*})?) (\S+)$", text, re.MULTILINE))
    assert figures['quqyq_updates_total{kind="message",outcome="handled"}'] == "2.0"
    assert figures['quqyq_updates_total{kind="callback_query",outcome="handled"}'] == "1.0"
    assert figures['quqyq_update_seconds_count{kind="message"}'] == "2.0"
    assert figures["quqyq_updates_in_hand"] == "0.0"
    assert figures['quqyq_ledger_deliveries{state="sent"}'] == "5.0"
    assert figures['quqyq_telegram_calls_total{method="setWebhook",result="200"}'] == "1.0"
    assert float(figures["process_resident_memory_bytes"]) > 0
    answers = {name for name in figures if name.startswith("quqyq_answers_total")}
    assert [re.sub('outcome="[a-z]+"', "", name) for name in answers] == [
        'quqyq_answers_total{language="en",}'
    ]
    # A figure may hold the digits of an id by chance, the name of a figure may not.
    assert str(person.id) not in "".join(figures)
    for personal in ("Zhanar", "secret", "100:test", "a-secret"):
        assert personal not in text


async def test_failures_are_counted_by_what_they_are(world: Live) -> None:
    person = world.person()
    async with world.bot(webhook=False) as bot:
        world.telegram.faults.next(method="sendMessage", error_code=400, description="Bad Request: x")
        world.telegram.send_text(person, "/menu")
        world.telegram.send_text(person, "/about")
        await bot.answered(person, 1)
    text = world.services.metrics.text().decode()
    assert 'quqyq_telegram_calls_total{method="sendMessage",result="400"} 1.0' in text
    assert 'quqyq_telegram_calls_total{method="sendMessage",result="200"} 1.0' in text
