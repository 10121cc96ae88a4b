import shutil
from pathlib import Path

import pytest

PACKS = Path(__file__).parents[1] / "packs"
REAL = Path(__file__).parents[2] / "content" / "kz-upr-2025"


@pytest.fixture
def tiny() -> Path:
    return PACKS / "tiny"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the tiny pack, to break."""
    return Path(shutil.copytree(PACKS / "tiny", tmp_path / "pack"))


@pytest.fixture
def real() -> Path:
    return REAL
