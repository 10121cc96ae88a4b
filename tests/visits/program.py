"""The real program in its local Telegram, as `make run` starts it, for browsers to visit."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
PATIENCE = 60
"""Seconds until a program that does not get ready is taken for broken."""


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[str]:
    """Start `quqyq run` without a token, with its database in `folder`; give the address of its page."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=folder,
        env={name: os.environ[name] for name in ("PATH", "CACHE_DIR")}
        | {"PYTHONPATH": str(HOUSE), "HTTP_PORT": "0", "LOG_LEVEL": "ERROR"},
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            lines = (await process.stdout.readline()).decode() + (await process.stdout.readline()).decode()
        address = re.search(r"http://\S+", lines)
        assert address, lines
        yield address[0]
        process.terminate()
        async with asyncio.timeout(PATIENCE):
            assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
