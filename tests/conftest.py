"""What all tests share. Fixtures live beside what they make; this file only names the modules."""

import logging
from collections.abc import Iterator

import pytest

pytest_plugins = ["tests.databases"]


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """Give the log back as it was: a program run inside a test sends it to that test's standard error."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
