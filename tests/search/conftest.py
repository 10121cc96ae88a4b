from pathlib import Path

import pytest

from content.library import Library
from content.loader import read_pack
from content.search import Search

PACK = Path(__file__).parent.parent.parent / "content" / "kz-upr-2025"


@pytest.fixture(scope="session")
def library() -> Library:
    library = read_pack(PACK).library
    assert library is not None
    return library


@pytest.fixture(scope="session")
def search(library: Library) -> Search:
    return Search(library)
