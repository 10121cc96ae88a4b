"""New content in service while the bot runs: on SIGHUP, and in the local Telegram as soon as a file changes."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

import structlog

from bot.metrics import Metrics
from bot.services.differences import Differences, differences
from bot.services.edition import Edition, Editions
from content.fault import Fault, PackError

log = structlog.get_logger(__name__)

FAULTS_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What came of a reload: how the content differs from before, or the faults for which it was refused."""

    differences: Differences
    faults: tuple[Fault, ...] = ()

    @property
    def taken(self) -> bool:
        """Whether the new content is in service."""
        return not self.faults


class Reloading:
    """Reloads an edition when asked; faulty content is refused with its faults, and the bot serves what it has."""

    def __init__(self, editions: Editions, metrics: Metrics | None = None) -> None:
        self._editions = editions
        self._metrics = metrics or Metrics()
        self._note(editions.current)
        self._asked = asyncio.Event()
        self._turn = asyncio.Lock()

    def ask(self) -> None:
        """Ask for a reload soon; several asks before it happens make one."""
        self._asked.set()

    async def serve(self) -> None:
        """Reload whenever it is asked for, until cancelled."""
        while True:
            await self._asked.wait()
            self._asked.clear()
            try:
                await self.reload()
            except Exception as error:
                # Such as a folder that went while it was read; whoever asks next is to be heard all the same.
                self._metrics.reloaded(taken=False)
                log.error("reload failed, the old content stays", error=type(error).__name__, exc_info=error)

    async def watch(self) -> None:
        """Ask for a reload whenever a file of the pack changes, until cancelled."""
        async for _ in _changes(self._editions):
            self.ask()

    async def reload(self) -> Reloaded:
        """Reload now, one after the other: else what was read first could replace what was read last."""
        async with self._turn:
            return await self._reload()

    async def _reload(self) -> Reloaded:
        before = self._editions.current.library
        try:
            edition = await self._editions.reload()
        except PackError as error:
            self._metrics.reloaded(taken=False)
            faults = [str(fault) for fault in error.faults]
            log.warning("content refused, the old one stays", count=len(faults), faults=faults[:FAULTS_SHOWN])
            return Reloaded(Differences(), error.faults)
        self._metrics.reloaded(taken=True)
        self._note(edition)
        library = edition.library
        log.info("content reloaded", cards=len(library.cards), updates=len(library.updates))
        return Reloaded(differences(before, library))

    def _note(self, edition: Edition) -> None:
        self._metrics.holds(cards=len(edition.library.cards), updates=len(edition.library.updates))


def _changes(editions: Editions) -> AsyncIterator[object]:
    # Imported here, since only the local Telegram watches files.
    from watchfiles import awatch

    return awatch(editions.root, step=100, debounce=500)
