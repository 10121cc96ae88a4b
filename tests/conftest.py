"""What all tests share. Fixtures live beside what they make; this file only names the modules."""

import logging
import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest

pytest_plugins = ["tests.databases"]


def pytest_configure(config: pytest.Config) -> None:
    """Keep content ready in a folder of this run, for every process of it, and not where this user's bot keeps it."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["CACHE_DIR"] = tempfile.mkdtemp(prefix="quqyq-tests-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ["CACHE_DIR"], ignore_errors=True))


@pytest.fixture(autouse=True)
def own_log() -> Iterator[None]:
    """Give the log back as it was: a program run inside a test sends it to that test's standard error."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
