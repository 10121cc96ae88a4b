"""From starting the process to the first answer, and memory at rest with everything loaded, beside a bare echo bot."""

import asyncio
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.sandbox import demo
from tests.benchmarks.memory import resident
from tests.benchmarks.table import Row, show

HOUSE = Path(__file__).resolve().parents[2]
RUNS = 5
REST = 8.0
"""Seconds after the first answer until memory is read: everything is loaded then, the search and the scheduler too."""
QUESTION = "кому положен бесплатный адвокат"


async def _start(
    command: list[str], folder: str, question: str = "", rest: float = REST
) -> tuple[float, float]:
    """Give the seconds to the first answer, to /start or a question, and the resident megabytes after it."""
    world = await demo.start("127.0.0.1", 0)
    try:
        alex = world.telegram.people[1003]
        if question:
            world.telegram.send_text(alex, question)
        else:
            world.telegram.start(alex)
        words = [word.format(token=world.token, api=world.address) for word in command]
        settings = {
            **os.environ,
            "BOT_TOKEN": world.token,
            "TELEGRAM_API_URL": world.address,
            "LOG_LEVEL": "ERROR",
            "HTTP_PORT": "0",
            "PYTHONPATH": str(HOUSE),
        }
        began = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, *words, env=settings, cwd=folder, stdout=asyncio.subprocess.DEVNULL
        )
        try:
            async with asyncio.timeout(60):
                await world.telegram.changed.wait_for(lambda: world.telegram.sent("sendMessage"), 60)
            took = time.perf_counter() - began
            await asyncio.sleep(rest)
            return took, resident(process.pid)
        finally:
            process.kill()
            await process.wait()
    finally:
        await world.stop()


async def _measure() -> list[Row]:
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    asked: list[tuple[float, float]] = []
    with TemporaryDirectory() as folder:
        echo = ["-m", "tests.benchmarks.echo_aiogram", "{token}", "{api}"]
        # The first start of each warms the disk and makes our database; it is not counted.
        for number in range(RUNS + 1):
            mine = await _start(["-m", "bot", "run"], folder)
            other = await _start(echo, folder)
            question = await _start(["-m", "bot", "run"], folder, QUESTION, rest=0.0)
            if number:
                ours.append(mine)
                theirs.append(other)
                asked.append(question)
    bare = "bare aiogram echo bot"
    seconds, memory = [t for t, _ in theirs], [m for _, m in theirs]
    return [
        Row("start to first answered /start", "s", [t for t, _ in ours], seconds, bare, "≤ 0.7"),
        Row("start to first answered question", "s", [t for t, _ in asked], seconds, bare),
        Row("resident memory at rest", "MB", [m for _, m in ours], memory, bare, "≤ 1"),
    ]


def main() -> None:
    """Print the figures."""
    show("Starting", asyncio.run(_measure()))


if __name__ == "__main__":
    main()
