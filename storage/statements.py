"""What the query modules share: the plain table of a model, upserts for both databases, counting rows."""

from typing import Any, cast

from sqlalchemy import Result, Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from storage.tables.base import Row, metadata


def core(model: type[Row]) -> Table:
    """The model's table for statements on many rows, which pass the session's objects by."""
    return metadata.tables[str(model.__tablename__)]


def dialect(session: AsyncSession) -> str:
    """`sqlite` or `postgresql`."""
    return session.get_bind().dialect.name


def insert_into(session: AsyncSession, model: type[Row]) -> sqlite.Insert:
    """An INSERT for the session's database, with `on_conflict_do_nothing` and `on_conflict_do_update`."""
    if dialect(session) == "sqlite":
        return sqlite.insert(core(model))
    # Both classes have these methods with the same arguments; one name keeps the callers' types simple.
    return cast("sqlite.Insert", postgresql.insert(core(model)))


def insert_of_reader(session: AsyncSession, model: type[Row], *columns: str) -> sqlite.Insert:
    """An INSERT of `columns` for the reader `:of_chat` that does nothing when there is no such reader.

    Someone who has just erased themselves thus gets no row back, and a batch does not fail over them.
    Parameters: `of_chat` and one named after each column. Known keys are passed over.
    """
    table, reader = core(model), metadata.tables["reader"]
    values = [bindparam(name, type_=table.c[name].type).label(name) for name in columns]
    source = select(reader.c.chat_id, *values).where(reader.c.chat_id == bindparam("of_chat"))
    insert = insert_into(session, model).from_select(["chat_id", *columns], source)
    return insert.on_conflict_do_nothing()


def affected(result: Result[Any]) -> int:
    """How many rows a single INSERT, UPDATE or DELETE has touched."""
    return cast("CursorResult[Any]", result).rowcount
