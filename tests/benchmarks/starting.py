"""From starting the process to the first answer, and memory at rest with everything loaded, beside a bare echo bot."""

import asyncio
import os
import shutil
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
BOT = ["-m", "bot", "run"]
ECHO = ["-m", "tests.benchmarks.echo_aiogram", "{token}", "{api}"]
KEPT = "kept"
"""Where the content is kept ready; without it, a start is the first one with this content."""


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
            "CACHE_DIR": str(Path(folder, KEPT)),
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
    theirs: list[tuple[float, float]] = []
    ours: dict[str, list[tuple[float, float]]] = {"warm": [], "asked": [], "cold": [], "cold, asked": []}
    with TemporaryDirectory() as folder:
        # The first start of each warms the disk and makes our database; it is not counted.
        for number in range(RUNS + 1):
            other = await _start(ECHO, folder)
            found = {}
            for name in ours:
                if name.startswith("cold"):
                    shutil.rmtree(Path(folder, KEPT), ignore_errors=True)
                asked = name.endswith("asked")
                found[name] = await _start(
                    BOT, folder, QUESTION if asked else "", rest=0.0 if asked else REST
                )
            if number:
                theirs.append(other)
                for name, one in found.items():
                    ours[name].append(one)
    bare = "bare aiogram echo bot"
    seconds, memory = [t for t, _ in theirs], [m for _, m in theirs]

    def took(name: str) -> list[float]:
        return [t for t, _ in ours[name]]

    def holds(name: str) -> list[float]:
        return [m for _, m in ours[name]]

    new = "content made anew"
    return [
        Row("start to first answered /start", "s", took("warm"), seconds, bare, "≤ 0.7"),
        Row("start to first answered question", "s", took("asked"), seconds, bare, "≤ 0.7"),
        Row(f"start to first answered /start, {new}", "s", took("cold"), seconds, bare),
        Row(f"start to first answered question, {new}", "s", took("cold, asked"), seconds, bare),
        Row("resident memory at rest", "MB", holds("warm"), memory, bare, "≤ 1"),
        Row(f"resident memory at rest, {new}", "MB", holds("cold"), memory, bare, "≤ 1"),
    ]


def main() -> None:
    """Print the figures."""
    show("Starting", asyncio.run(_measure()))


if __name__ == "__main__":
    main()
