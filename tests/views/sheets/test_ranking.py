"""Rankings: a bar a name, and silence about small counts."""

import pytest

from bot.views.sheets.ranking import Place, Ranking, Rankings, rankings
from tests.views.sheets.reading import picture

KAZAKH = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"


def drawn(*counts: int | None) -> bytes:
    places = [Place(KAZAKH, count, "<5" if count is None else str(count)) for count in counts]
    lists = (Ranking("Қазіргі оқырмандар", places, "Әзірге ештеңе жоқ"),)
    return rankings(Rankings("Оқырмандар", "2026", "kk", lists))


def dark(*counts: int | None) -> int:
    return sum(picture(drawn(*counts)).histogram()[:90])


def test_longer_bars_stand_for_greater_counts() -> None:
    assert dark(100, 10) < dark(100, 50) < dark(100, 100)


def test_small_count_has_no_bar_that_could_be_measured() -> None:
    assert dark(100, 5) - dark(100, None) > 50


@pytest.mark.parametrize("counts", [(), (None,), (0,), (1_000_000,) * 10, (7, 0, None)])
def test_any_counts_make_a_picture(counts: tuple[int | None, ...]) -> None:
    assert picture(drawn(*counts)).size[0] == 1197
