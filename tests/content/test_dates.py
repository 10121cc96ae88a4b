from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from content.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2024-02-29", "day", date(2024, 2, 29), date(2024, 2, 29)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024", "year", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_partial_date_keeps_its_precision(text: str, precision: str, first: date, last: date):
    when = PartialDate.parse(text)
    assert (str(when), when.precision, when.first, when.last) == (text, precision, first, last)


@pytest.mark.parametrize(
    "text", ["", "24", "2024-7-5", "2024-13", "2023-02-29", "2024-07-05T10:00", "05.07.2024", "0024"]
)
def test_partial_date_refuses_what_is_no_date(text: str):
    with pytest.raises(PydanticCustomError):
        PartialDate.parse(text)


def test_partial_dates_are_ordered_by_what_they_end_with():
    texts = ["2023", "2024-01", "2024-02-28", "2024-02-29", "2024-02", "2024-12-31", "2024-12", "2024"]
    assert [str(when) for when in sorted(map(PartialDate.parse, reversed(texts)))] == texts


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31)))
def test_partial_date_reads_back_what_it_writes(day: date):
    for text in (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}"):
        assert str(PartialDate.parse(PartialDate.parse(text))) == text
