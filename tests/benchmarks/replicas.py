"""Updates a second of one receiver and of two behind a balancer that takes turns, on PostgreSQL, with real answers.

The local Telegram, the people and the balancer share a process of their own, which two cores soon make the bound.
"""

import asyncio
import os
import sys
from contextlib import AsyncExitStack
from tempfile import TemporaryDirectory

from bot.sandbox.server import Server
from bot.sandbox.telegram import Telegram
from tests.benchmarks.stations import opened, urls
from tests.benchmarks.table import Row, show
from tests.benchmarks.webhook import HOUSE, PATIENCE, PEOPLE, TOKEN, Post, cpu
from tests.conversation.live import free_port
from tests.conversation.replicas import Balancer

ROUNDS = 3


async def _measure_many(url: str, many: int, folder: str) -> tuple[list[float], float]:
    """Give the updates a second of each round, and the CPU milliseconds of all receivers for one update."""
    telegram = Telegram()
    telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    post = Post(telegram)
    front, ports = free_port(), [free_port() for _ in range(many)]
    async with AsyncExitStack() as house:
        server = await house.enter_async_context(Server(telegram))
        balancer = Balancer([f"http://127.0.0.1:{port}" for port in ports], front)
        await house.enter_async_context(balancer.listening())
        pids = []
        for port in ports:
            settings = {
                "BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": server.address,
                "DATABASE_URL": url,
                "WEBHOOK_URL": f"http://127.0.0.1:{front}/hook",
                "HTTP_PORT": str(port),
                "DIGEST_RATE": "1000",
                "LOG_LEVEL": "ERROR",
                "PYTHONPATH": str(HOUSE),
            }
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", "--only", "receiver",
                env={**os.environ, **settings}, cwd=folder, stdout=asyncio.subprocess.PIPE,
            )  # fmt: skip
            house.push_async_callback(process.wait)
            house.callback(process.kill)
            assert process.stdout is not None
            async with asyncio.timeout(PATIENCE):
                while b"is ready" not in await process.stdout.readline():
                    pass
            pids.append(process.pid)
        await post.rush()
        before = sum(map(cpu, pids))
        rates = [await post.rush() for _ in range(ROUNDS)]
        took = (sum(map(cpu, pids)) - before) * 1000 / PEOPLE / ROUNDS
        assert min(balancer.served.values()) >= PEOPLE * ROUNDS // many // 2, balancer.served
        return rates, took


async def _measure() -> list[Row]:
    found = {}
    with urls(("postgresql",)) as all_urls:
        async with opened(all_urls["postgresql"]):
            for many in (1, 2):
                with TemporaryDirectory() as folder:
                    found[many] = await _measure_many(all_urls["postgresql"], many, folder)
    one, two = found[1], found[2]
    return [
        Row("two replicas: updates a second", "/s", two[0], one[0], "one replica, same balancer", "≥ 1"),
        Row("CPU of all receivers an update", "ms", [two[1]], [one[1]], "one replica, same balancer"),
    ]


def main() -> None:
    """Print the figures."""
    show("Replicas on PostgreSQL", asyncio.run(_measure()))


if __name__ == "__main__":
    main()
