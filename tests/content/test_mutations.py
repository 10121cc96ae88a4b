from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.content.mutations import caught, mutate


@pytest.mark.parametrize("seed", [20241018])
def test_check_catches_the_slips_of_three_hundred_places(real: Path, tmp_path: Path, seed: int):
    made = mutate(real, tmp_path / "pack", 300, seed)
    found = caught(real, tmp_path / "pack", made, date(2026, 12, 31))
    figures = Counter(ok for mutation, ok in found.items() if mutation.kind in ("figure", "date"))
    rest = Counter(ok for mutation, ok in found.items() if mutation.kind in ("letter", "term"))
    missed = "\n".join(map(str, (mutation for mutation, ok in found.items() if not ok)))
    assert len(made) == 300
    assert figures[True] >= 0.99 * figures.total(), missed
    assert rest[True] >= 0.9 * rest.total(), missed


def test_check_catches_every_changed_figure_of_the_tiny_pack(tiny: Path, tmp_path: Path):
    for seed in range(10):
        made = mutate(tiny, tmp_path / str(seed), 7, seed)
        found = caught(tiny, tmp_path / str(seed), made, date(2026, 12, 31))
        assert [
            mutation for mutation, ok in found.items() if mutation.kind in ("figure", "date") and not ok
        ] == []
