"""Whether the program is well enough to serve: named checks, asked all at once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

log = structlog.get_logger(__name__)

PATIENCE: Final = 3.0
"""Seconds that a check may take."""
WELL: Final = "ok"
Check = Callable[[], Awaitable[str]]
"""Gives `WELL`, or in a few words (no secrets, no personal data) what is wrong; it may also raise."""


class Health:
    """What must be well for the program to serve. Until `started` is set, and once `stopping` is, it is not ready."""

    def __init__(self) -> None:
        self.started = False
        self.stopping = False
        self._checks: dict[str, Check] = {}

    def watch(self, name: str, check: Check) -> None:
        """Add a check, or replace the one of this name."""
        self._checks[name] = check

    async def ready(self) -> tuple[bool, dict[str, str]]:
        """Say whether the program can serve now, and what each check says."""
        said = {"process": self._process()}
        found = await asyncio.gather(*(_ask(name, check) for name, check in self._checks.items()))
        said |= dict(zip(self._checks, found, strict=True))
        return all(one == WELL for one in said.values()), said

    def _process(self) -> str:
        if self.stopping:
            return "stopping"
        return WELL if self.started else "starting"


async def _ask(name: str, check: Check) -> str:
    try:
        async with asyncio.timeout(PATIENCE):
            return await check()
    except TimeoutError:
        return f"no answer in {PATIENCE:g} s"
    except Exception as error:  # noqa: BLE001 - whatever a check raises, it means that its part is not well
        log.warning("a part is not well", part=name, error=type(error).__name__)
        return type(error).__name__
