"""The one place that spawns tasks: each has a name, none outlives the program, and no failure goes unseen."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import structlog

log = structlog.get_logger(__name__)

T = TypeVar("T")


class Tasks:
    """The tasks of one program; use as `async with Tasks() as tasks`. Leaving waits for all of them to end."""

    def __init__(self) -> None:
        self._group = asyncio.TaskGroup()
        self._running: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "Tasks":
        await self._group.__aenter__()
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self._group.__aexit__(*error)

    def essential(self, work: Coroutine[Any, Any, None], name: str) -> "asyncio.Task[None]":
        """Start work that the program cannot do without: its failure ends the program."""
        return self._spawn(work, name)

    def spare(self, work: Coroutine[Any, Any, Any], name: str) -> "asyncio.Task[None]":
        """Start work whose failure is logged and harms nothing else."""
        return self._spawn(_guarded(work, name), name)

    async def drain(self, seconds: float) -> None:
        """Give the running tasks this long to end, then cancel what is left."""
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        for task in tuple(self._running):
            task.cancel()

    def _spawn(self, work: Coroutine[Any, Any, None], name: str) -> "asyncio.Task[None]":
        task = self._group.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task


async def unless(stopped: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """Do work, but give it up and return None as soon as `stopped` is set."""
    doing = asyncio.create_task(work, name="work")
    stopping = asyncio.create_task(stopped.wait(), name="stop")
    try:
        await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
        return doing.result() if doing.done() else None
    finally:
        for task in (doing, stopping):
            task.cancel()
        await asyncio.gather(doing, stopping, return_exceptions=True)


async def within(seconds: float, work: Callable[[], Awaitable[object]], name: str) -> None:
    """Do what is left to do at the end, in so many seconds; that it fails or takes longer is logged and no more."""
    try:
        async with asyncio.timeout(seconds):
            await work()
    except Exception as error:  # noqa: BLE001 - at the end nobody is left to act on it
        log.warning("left undone at the end", part=name, error=type(error).__name__)


async def _guarded(work: Coroutine[Any, Any, Any], name: str) -> None:
    try:
        await work
    except Exception as error:
        log.error("task failed", task=name, error=type(error).__name__, exc_info=error)
