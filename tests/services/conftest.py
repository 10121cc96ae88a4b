"""What tests of several services need."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Let nothing go but what goes by itself."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()
