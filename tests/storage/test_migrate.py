import asyncio
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import migrate
from storage.database import Database
from storage.engine import open_engine, read_url
from storage.errors import StorageError
from storage.tables import metadata
from tests.databases import sqlite_url

BROKEN = """
import sqlalchemy as sa
from alembic import op

revision = "0900"
down_revision = "0002"


def upgrade():
    op.create_table("leftover", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO nowhere VALUES (1)")
"""


@pytest.fixture
async def engine(empty_url: str) -> Any:
    database = Database(empty_url)
    await database.start()
    yield database._engine
    await database.stop()


@pytest.fixture
def broken_last_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = tmp_path / "a 100% odd folder" / "versions"
    shutil.copytree(migrate._VERSIONS.parent, versions.parent)
    (versions / "0900_broken.py").write_text(BROKEN)
    monkeypatch.setattr(migrate, "_VERSIONS", versions)


async def tables(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def test_upgrade_downgrade_upgrade(engine: AsyncEngine) -> None:
    assert await migrate.current(engine) is None
    for _ in range(2):
        assert await migrate.upgrade(engine)
        assert await migrate.current(engine) == migrate.head()
        assert await tables(engine) == {*metadata.tables, "alembic_version"}
        assert not await migrate.upgrade(engine)
        assert await migrate.downgrade(engine, "base")
        assert await migrate.current(engine) is None
        assert await tables(engine) == {"alembic_version"}
        assert not await migrate.downgrade(engine, "base")


async def test_each_revision_goes_up_down_up(engine: AsyncEngine) -> None:
    revisions = migrate.revisions()
    for before, revision in zip(["base", *revisions], revisions, strict=False):
        assert await migrate.upgrade(engine, revision)
        assert await migrate.downgrade(engine, before)
        assert await migrate.upgrade(engine, revision)
        assert await migrate.current(engine) == revision


async def test_models_equal_migrations(engine: AsyncEngine) -> None:
    def differences(connection: Connection) -> list[Any]:
        options = {"compare_type": True, "compare_server_default": True}
        found: list[Any] = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        return found

    await migrate.upgrade(engine)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_constraints_and_partial_indexes_equal_those_of_the_models(
    engine: AsyncEngine, empty_url: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """What compare_metadata passes over: checks, cascades, the conditions of indexes."""

    def shape(connection: Connection) -> dict[str, Any]:
        found = inspect(connection)
        return {
            name: (
                sorted((one["name"], one["sqltext"]) for one in found.get_check_constraints(name)),
                [(one["name"], one["options"]) for one in found.get_foreign_keys(name)],
                sorted(
                    (one["name"], str(one["dialect_options"].get(f"{connection.dialect.name}_where")))
                    for one in found.get_indexes(name)
                ),
                found.get_pk_constraint(name)["name"],
            )
            for name in metadata.tables
        }

    await migrate.upgrade(engine)
    async with engine.connect() as connection:
        migrated = await connection.run_sync(shape)
    if engine.dialect.name == "sqlite":
        other, url = None, sqlite_url(tmp_path / "other.db")
    else:
        server = request.getfixturevalue("postgres")
        other = server.create()
        url = server.url(other)
    fresh = open_engine(read_url(url))
    async with fresh.begin() as connection:
        await connection.run_sync(metadata.create_all)
        created = await connection.run_sync(shape)
    await fresh.dispose()
    if other:
        server.drop(other)
    assert migrated == created


def test_head_is_alembics_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate._VERSIONS.parent))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [migrate.head()]
    assert sorted(one.revision for one in script.walk_revisions()) == migrate.revisions()


async def test_upgrade_by_several_at_once_is_done_by_one(empty_url: str) -> None:
    async def start() -> bool:
        database = Database(empty_url)
        await database.start()
        done = await database.upgrade()
        await database.stop()
        return done

    assert sorted(await asyncio.gather(*(start() for _ in range(4)))) == [False, False, False, True]


def test_upgrade_by_several_processes_at_once_is_done_by_one(empty_url: str) -> None:
    program = (
        "import asyncio, sys\n"
        "from storage.database import Database\n"
        "async def main():\n"
        "    database = Database(sys.argv[1])\n"
        "    await database.start()\n"
        "    print(await database.upgrade())\n"
        "    await database.stop()\n"
        "asyncio.run(main())\n"
    )
    command = [sys.executable, "-c", program, empty_url]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert sorted(one.communicate(timeout=60)[0].strip() for one in running) == ["False", "True"]


def test_upgrade_imports_no_alembic_when_there_is_nothing_to_do(database_url: str) -> None:
    program = (
        "import asyncio, sys\n"
        "from storage.database import Database\n"
        "async def main():\n"
        "    database = Database(sys.argv[1])\n"
        "    await database.start()\n"
        "    print(await database.upgrade(), 'alembic' in sys.modules)\n"
        "    await database.stop()\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, database_url], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["False", "False"]


async def test_upgrade_refuses_a_database_of_a_newer_program(engine: AsyncEngine) -> None:
    await migrate.upgrade(engine)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match=r"newer version of the program \(revision 9999, this one knows"):
        await migrate.upgrade(engine)


@pytest.mark.usefixtures("broken_last_revision")
async def test_upgrade_that_fails_leaves_everything_as_it_was(engine: AsyncEngine) -> None:
    last = migrate.revisions()[-2]
    await migrate.upgrade(engine, last)
    with pytest.raises(StorageError, match="nowhere"):
        await migrate.upgrade(engine)
    assert await tables(engine) == {*metadata.tables, "alembic_version"}
    assert await migrate.current(engine) == last
