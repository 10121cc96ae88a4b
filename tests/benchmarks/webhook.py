"""Updates a second over the webhook with real answers, beside echo bots that reply by a call, on one local Telegram."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from bot.sandbox.accounts import Person
from bot.sandbox.changes import Event
from bot.sandbox.server import Server
from bot.sandbox.telegram import Telegram
from tests.benchmarks.table import Row, show
from tests.benchmarks.updates import QUESTIONS
from tests.conversation.live import free_port

HOUSE = Path(__file__).resolve().parents[2]
TOKEN = "100:a-token-for-the-benchmark-of-webhooks"
ROUNDS = 2
PEOPLE = 600
A_SECOND = 300
CHAT_SECONDS = 1.1
"""Seconds between two messages to one person, as the bot keeps and Telegram wants it."""
PATIENCE = 120.0
TICKS = os.sysconf("SC_CLK_TCK")
BOTS = {
    "ours": ["-m", "bot", "run", "--only", "receiver"],
    "bare aiogram echo": ["-m", "tests.benchmarks.echo_aiogram", "{token}", "{api}", "{port}"],
    "bare PTB echo": ["-m", "tests.benchmarks.echo_ptb", "{token}", "{api}", "{port}"],
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What one bot did: updates a second of people it did not know and of those it did, CPU milliseconds of its
    process for one of the latter, and the slowest hundredth at a steady rate (ms)."""

    new: float
    a_second: float
    cpu: float
    slowest: float


class Post:
    """A local Telegram with people who write one message each at a time, so that no chat waits for itself."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram
        self.people = [telegram.add_person(1001 + number, "Zhanar", "ru") for number in range(PEOPLE)]
        self.answered_at: dict[int, float] = {}
        telegram.changed.listen(self._note)

    def write(self, person: Person) -> None:
        self.telegram.send_text(person, QUESTIONS[person.id % len(QUESTIONS)])

    async def answered(self) -> None:
        """Wait until everybody has their answer, and until they may write again."""
        await self.telegram.changed.wait_for(lambda: len(self.answered_at) == PEOPLE, PATIENCE)
        self.last = max(self.answered_at.values())
        await asyncio.sleep(CHAT_SECONDS)

    async def rush(self) -> float:
        """Let all write at once, and give the updates a second."""
        self.answered_at.clear()
        began = time.perf_counter()
        for person in self.people:
            self.write(person)
        await self.answered()
        return PEOPLE / (self.last - began)

    async def slowest(self) -> float:
        """Let all write at a steady rate, and give the milliseconds within which 99 of 100 have their answer."""
        self.answered_at.clear()
        written = {}
        began = time.perf_counter()
        for number, person in enumerate(self.people):
            await asyncio.sleep(max(0.0, began + number / A_SECOND - time.perf_counter()))
            written[person.id] = time.perf_counter()
            self.write(person)
        await self.answered()
        return quantiles([self.answered_at[one] - at for one, at in written.items()], n=100)[-1] * 1000

    def _note(self, event: Event) -> None:
        if event.kind == "message" and event.chat_id not in self.answered_at:
            chat = self.telegram.chat(event.chat_id)
            if chat.messages and chat.messages[-1].from_bot:
                self.answered_at[event.chat_id] = time.perf_counter()


@asynccontextmanager
async def running(command: list[str], folder: str) -> AsyncIterator[tuple[Post, int]]:
    """Start a bot on a Telegram of its own, and give both when it has set its webhook."""
    telegram = Telegram()
    telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    post = Post(telegram)
    port = free_port()
    async with Server(telegram) as server:
        words = [word.format(token=TOKEN, api=server.address, port=port) for word in command]
        settings = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": server.address,
            "WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
            "HTTP_PORT": str(port),
            "DIGEST_RATE": "1000",
            "LOG_LEVEL": "ERROR",
            "PYTHONPATH": str(HOUSE),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, *words, env={**os.environ, **settings}, cwd=folder,
            stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            if len(os.sched_getaffinity(0)) > 1:
                os.sched_setaffinity(process.pid, {max(os.sched_getaffinity(0))})
            await telegram.changed.wait_for(lambda: telegram.bot.webhook, PATIENCE)
            yield post, process.pid
        finally:
            process.kill()
            await process.wait()


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


async def _measure_one(command: list[str], folder: str) -> Figures:
    async with running(command, folder) as (post, pid):
        new = await post.rush()
        before = cpu(pid)
        a_second = await post.rush()
        took = (cpu(pid) - before) * 1000 / PEOPLE
        return Figures(new, a_second, took, await post.slowest())


async def _measure() -> list[Row]:
    found: dict[str, list[Figures]] = {name: [] for name in BOTS}
    for _ in range(ROUNDS):
        for name, command in BOTS.items():
            with TemporaryDirectory() as folder:
                found[name].append(await _measure_one(command, folder))
    rows = []
    for other in ("bare aiogram echo", "bare PTB echo"):
        pairs = (found["ours"], found[other])
        rows += [
            Row("updates a second, first contacts", "/s", *([f.new for f in side] for side in pairs), other),
            Row("updates a second", "/s", *([f.a_second for f in side] for side in pairs), other, "≥ 1"),
            Row(
                "CPU of the bot's process an update", "ms", *([f.cpu for f in side] for side in pairs), other
            ),
            Row(
                f"99th percentile at {A_SECOND} a second",
                "ms",
                *([f.slowest for f in side] for side in pairs),
                other,
            ),
        ]
    return rows


def main() -> None:
    """Print the figures."""
    show("Webhook, from the update's post to the answer", asyncio.run(_measure()))


if __name__ == "__main__":
    main()
