"""A post office on each of the two databases."""

from collections.abc import AsyncIterator

import pytest

from bot import logs
from storage.database import Database
from tests.digests.post import Post, open_post


@pytest.fixture(autouse=True)
def logged() -> None:
    logs.through_logging()


@pytest.fixture
async def post(database: Database) -> AsyncIterator[Post]:
    async with open_post(database) as opened:
        yield opened
