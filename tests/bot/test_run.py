"""The program as an operator starts it: a real process, its lines and its exit status."""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.sandbox import demo

HOUSE = Path(__file__).resolve().parents[2]
TINY = HOUSE / "tests" / "packs" / "tiny"
PATIENCE = 30
"""Seconds until a process that does not answer is taken for broken."""


class Program:
    """A running `quqyq`, with the lines that it printed."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def line(self, pattern: str) -> re.Match[str]:
        """Read on until a line of standard output fits."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while line := (await self.process.stdout.readline()).decode():
                if match := re.search(pattern, line):
                    return match
        raise AssertionError(f"no line like {pattern!r}: {(await self.end())[1]}")

    async def end(self, sign: signal.Signals | None = None) -> tuple[int, str]:
        """Send a signal when one is given, wait for the end; give exit status and standard error."""
        if sign is not None:
            self.process.send_signal(sign)
        async with asyncio.timeout(PATIENCE):
            _, errors = await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode, errors.decode()


Start = Callable[..., Coroutine[Any, Any, Program]]


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Start]:
    programs: list[Program] = []

    async def start(*words: str, **settings: str) -> Program:
        environment = {name: os.environ[name] for name in ("PATH", "CACHE_DIR")}
        environment |= {"CONTENT_PACK": str(TINY), "HTTP_PORT": "0", **settings}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *words, cwd=tmp_path, env=environment | {"PYTHONPATH": str(HOUSE)},
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        programs.append(Program(process))
        return programs[-1]

    yield start
    for program in programs:
        if program.process.returncode is None:
            program.process.kill()
            await program.process.communicate()


async def until_ready(http: aiohttp.ClientSession) -> dict[str, Any]:
    """Ask for /readyz until it is 200, and give what it says then."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with http.get("/readyz") as answer:
                said: dict[str, Any] = await answer.json()
                if answer.status == 200:
                    return said
            assert said["checks"]["content"] == "the search is being made"
            await asyncio.sleep(0.05)


@asynccontextmanager
async def world() -> AsyncIterator[demo.World]:
    running = await demo.start("127.0.0.1", 0)
    try:
        yield running
    finally:
        await running.stop()


async def test_reload_asked_for_while_the_content_is_made_comes_after_the_start(
    start: Start, tmp_path: Path
) -> None:
    program = await start("run", CACHE_DIR=str(tmp_path / "cache"))
    children = Path(f"/proc/{program.process.pid}/task/{program.process.pid}/children")
    async with asyncio.timeout(PATIENCE):
        while not children.read_text():  # noqa: ASYNC110, ASYNC240 - another process says no word of it
            await asyncio.sleep(0.01)
    program.process.send_signal(signal.SIGHUP)
    await program.line(r"@quqyq_bot is ready")
    async with asyncio.timeout(PATIENCE):
        assert program.process.stderr is not None
        while b"content reloaded" not in await program.process.stderr.readline():
            pass
    status, _ = await program.end(signal.SIGTERM)
    assert status == 0


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
async def test_run_without_a_token_serves_a_local_telegram(start: Start, sign: signal.Signals) -> None:
    program = await start("run")
    address = (await program.line(r"local Telegram .*: (http://\S+)"))[1]
    await program.line(r"@quqyq_bot is ready")
    async with aiohttp.ClientSession(address) as http:
        await http.post("/client/start", json={"person": 1003, "payload": None})
        async with asyncio.timeout(PATIENCE):
            messages: list[Any] = []
            while len(messages) < 2:
                async with http.get("/client/messages", params={"person": 1003, "chat": 100}) as answer:
                    messages = (await answer.json())["messages"]
    assert messages[1]["text"].startswith("Hello! I am Quqyq.")
    status, errors = await program.end(sign)
    assert (status, [line for line in errors.splitlines() if "error" in line.lower()]) == (0, [])


async def test_no_argument_is_the_same_as_run(start: Start) -> None:
    program = await start()
    await program.line(r"@quqyq_bot is ready")


async def test_run_with_a_token_registers_the_bot_in_every_language(start: Start) -> None:
    async with world() as telegram:
        program = await start("run", TELEGRAM_API_URL=telegram.address, BOT_TOKEN="100:" + "t" * 35)
        # This token is unknown there, so the start ends with one line.
        assert await program.end() == (
            1,
            "BOT_TOKEN: Telegram refuses it; get the current one from @BotFather\n",
        )


async def test_taken_port_stops_the_start(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, errors = await (await start("run", HTTP_PORT=str(port))).end()
    assert status == 1
    assert errors.startswith(f"HTTP_PORT: cannot listen on 127.0.0.1:{port} (")
    assert len(errors.splitlines()) == 1


@pytest.mark.parametrize(
    ("setting", "value", "line"),
    [
        ("TIMEZONE", "Mars", "TIMEZONE: is not a time zone of the IANA list, as Asia/Almaty is"),
        (
            "DATABASE_URL",
            "sqlite+aiosqlite:////proc/none/q.db",
            "database sqlite+aiosqlite:////proc/none/q.db: ",
        ),
        ("CONTENT_PACK", "/nowhere", ""),
    ],
)
async def test_wrong_setting_stops_the_start_with_one_line(
    start: Start, setting: str, value: str, line: str
) -> None:
    status, errors = await (await start("run", **{setting: value})).end()
    assert status == 1
    assert errors.startswith(line)
    assert len(errors.splitlines()) == 1
    assert "Traceback" not in errors


async def test_telegram_out_of_reach_is_tried_again_with_one_line(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as refuser:
        port = refuser.getsockname()[1]
    # Nothing listens on the port any more, so every call is refused until a Telegram starts there.
    program = await start("run", TELEGRAM_API_URL=f"http://127.0.0.1:{port}", BOT_TOKEN=demo.TOKEN + "x" * 10)
    assert program.process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        first = (await program.process.stderr.readline()).decode()
    assert "telegram out of reach" in first
    status, errors = await program.end(signal.SIGTERM)
    assert (status, errors) == (0, "")


async def test_sighup_reloads_the_content(start: Start) -> None:
    program = await start("run")
    await program.line(r"@quqyq_bot is ready")
    program.process.send_signal(signal.SIGHUP)
    assert program.process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        line = (await program.process.stderr.readline()).decode()
    assert "content reloaded" in line
    assert (await program.end(signal.SIGTERM))[0] == 0


async def test_run_with_a_webhook_is_ready_until_it_stops_in_time(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    settings = {"HTTP_PORT": str(port), "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook"}
    async with world() as telegram:
        program = await start("run", TELEGRAM_API_URL=telegram.address, BOT_TOKEN=telegram.token, **settings)
        address = (await program.line(r"Health and metrics: (http://\S+)"))[1]
        await program.line(r"@quqyq_bot is ready")
        alex = telegram.telegram.people[1003]
        telegram.telegram.start(alex)
        chat = telegram.telegram.chat(alex)
        await telegram.telegram.changed.wait_for(lambda: any(m.from_bot for m in chat.messages), PATIENCE)
        async with aiohttp.ClientSession(address) as http:
            assert await until_ready(http) == {
                "ready": True,
                "checks": {"process": "ok", "database": "ok", "content": "ok", "telegram": "ok"},
            }
        began = asyncio.get_running_loop().time()
        status, errors = await program.end(signal.SIGTERM)
        assert (status, errors) == (0, "")
        assert asyncio.get_running_loop().time() - began < 10
        # The webhook stays, so that Telegram keeps what comes until the next start.
        assert telegram.telegram.bot.webhook is not None


async def test_local_telegram_shows_health_and_metrics_too(start: Start) -> None:
    program = await start("run")
    address = (await program.line(r"local Telegram .*: (http://\S+)"))[1]
    await program.line(r"@quqyq_bot is ready")
    async with aiohttp.ClientSession(address) as http:
        await until_ready(http)
        async with http.get("/metrics") as answer:
            assert 'quqyq_content{kind="cards"} 5.0' in await answer.text()


async def test_webhook_that_telegram_refuses_stops_the_start_with_one_line(start: Start) -> None:
    async with world() as telegram:
        telegram.telegram.faults.next(
            method="setWebhook", error_code=400, description="Bad Request: bad webhook: no such host"
        )
        program = await start(
            "run",
            TELEGRAM_API_URL=telegram.address,
            BOT_TOKEN=telegram.token,
            WEBHOOK_URL="https://x.invalid/",
        )
        status, errors = await program.end()
    line = "WEBHOOK_URL: Telegram refuses it: Bad Request: bad webhook: no such host\n"
    assert (status, errors) == (1, line)
