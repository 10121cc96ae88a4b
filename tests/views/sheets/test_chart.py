"""Charts of campaigns: readable without colour, and silent about small counts."""

import pytest

from bot.views.sheets.chart import Bars, Chart, chart
from tests.views.sheets.reading import picture


def drawn(counts: list[int | None]) -> Chart:
    return Chart(
        title="clinic-7",
        period="2026 жылғы 25 қазан – 23 қараша",
        language="kk",
        rows=[Bars("Сілтемелердің ашылуы", "7", counts)],
        ticks=[(0, "25 қазан"), (len(counts) - 1, "23 қараша")],
        few="<5",
    )


def dark(counts: list[int | None]) -> int:
    return sum(picture(chart(drawn(counts))).histogram()[:90])


def test_bar_is_dark_and_a_small_count_hollow() -> None:
    nothing, few, many = dark([0] * 30), dark([None] * 30), dark([20] * 30)
    assert nothing < few < many
    assert (many - nothing) > 5 * (few - nothing)


def test_small_counts_look_alike() -> None:
    """None stands for one to four: the chart gets no more to know."""
    assert chart(drawn([None, 0])) == chart(drawn([None, 0]))


@pytest.mark.parametrize("counts", [[0], [None], [5], [1_000_000] * 30, []])
def test_any_counts_make_a_picture(counts: list[int | None]) -> None:
    assert picture(chart(drawn(counts))).size[0] == 1197
