"""The program as a process of its own: started, signalled and killed."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
TINY = HOUSE / "tests" / "packs" / "tiny"
PATIENCE = 60
"""Seconds until a process that does not answer is taken for broken."""


class Program:
    """A running `quqyq`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def line(self, pattern: str) -> re.Match[str]:
        """Read on until a line of standard output fits."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while line := (await self.process.stdout.readline()).decode():
                if match := re.search(pattern, line):
                    return match
        raise AssertionError(f"no line like {pattern!r}: {(await self.end())[2]}")

    async def end(self, sign: signal.Signals | None = None) -> tuple[int, str, str]:
        """Send a signal when one is given, wait for the end; give status, output and errors."""
        if sign is not None:
            self.process.send_signal(sign)
        async with asyncio.timeout(PATIENCE):
            out, errors = await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode, out.decode(), errors.decode()


@asynccontextmanager
async def program(folder: Path, *words: str, **settings: str) -> AsyncIterator[Program]:
    """Start `quqyq` with words and settings, and see to it that it is gone afterwards."""
    environment = {
        "PATH": os.environ["PATH"],
        "CACHE_DIR": os.environ["CACHE_DIR"],
        "CONTENT_PACK": str(TINY),
        "HTTP_PORT": "0",
        "PYTHONPATH": str(HOUSE),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, *(["-X", "importtime"] if "IMPORTS" in settings else []), "-m", "bot", *words,
        cwd=folder, env=environment | settings,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield Program(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
