"""SQLite's writers of one process: one at a time, in the order in which they came.

SQLite lets one transaction write at a time. Who has to wait for it looks again and again, in no order, and in a rush
the unlucky ones give up with "locked" although the database is well. So they wait in a queue here before they ask it.
A unit of work joins the queue with its first INSERT, UPDATE or DELETE; readers pass.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import await_

from storage.engine import BUSY_SECONDS
from storage.errors import storage_error

WRITING: Final = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class _Unit:
    """A unit of work, and whether it is its turn to write."""

    __slots__ = ("writes",)

    def __init__(self) -> None:
        self.writes = False


_current: ContextVar[_Unit | None] = ContextVar("unit_of_work", default=None)


class Writers:
    """The queue of one engine; for PostgreSQL, which has its own, there is none."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._url = engine.url
        self._turn = asyncio.Lock()
        if engine.dialect.name == "sqlite":
            event.listen(engine.sync_engine, "before_cursor_execute", self._before)

    @contextmanager
    def unit(self) -> Iterator[None]:
        """Give the turn back at the end of a unit of work, when its transaction has ended."""
        unit, outer = _Unit(), _current.get()
        _current.set(unit)
        try:
            yield
        finally:
            _current.set(outer)
            if unit.writes:
                self._turn.release()

    def _before(self, connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        unit = _current.get()
        if unit is None or unit.writes or not statement.lstrip()[:7].upper().startswith(WRITING):
            return
        try:
            # SQLAlchemy calls this inside of a greenlet, which may wait for the loop.
            await_(asyncio.wait_for(self._turn.acquire(), BUSY_SECONDS))
        except TimeoutError as error:
            raise storage_error(self._url, error) from error
        unit.writes = True
