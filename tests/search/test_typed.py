"""What is offered while someone types: words that begin so, in titles and asks of any language."""

from dataclasses import replace
from pathlib import Path

import pytest

from content import loader
from content.dates import PartialDate
from content.schema import Withdrawn
from content.search.typed import Typed

TINY = Path(__file__).resolve().parents[1] / "packs" / "tiny"


@pytest.fixture(scope="module")
def typed() -> Typed:
    return Typed(loader.load(TINY))


def test_withdrawn_update_is_not_offered() -> None:
    library = loader.load(TINY)
    gone = Withdrawn(on=PartialDate.parse("2025-02"), reasons=dict.fromkeys(library.languages, "wrong"))
    updates = tuple(update.model_copy(update={"withdrawn": gone}) for update in library.updates)
    assert Typed(replace(library, updates=updates)).find("free wat") == ("free-water",)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("wel", ("wells", "wells-counted")),
        ("wells", ("wells", "wells-counted")),
        ("школьный авт", ("school-bus",)),
        ("free wat", ("free-water", "more-free-water")),
        ("WATER, FREE!", ("free-water", "more-free-water")),
        ("water elephants", ()),
        ("wa", ()),
        ("", ()),
        ("?!", ()),
    ],
)
def test_typed_words_find_what_holds_all_of_them(typed: Typed, query: str, found: tuple[str, ...]) -> None:
    assert typed.find(query) == found


def test_endings_may_differ(typed: Typed) -> None:
    assert typed.find("колодцами")[:1] == typed.find("колодцев")[:1] == ("wells",)


def test_title_goes_before_an_ask(typed: Typed) -> None:
    assert typed.find("water")[0] == "free-water"


def test_letters_of_a_russian_keyboard_are_enough(typed: Typed) -> None:
    assert typed.find("тегін су") == typed.find("тегин су") != ()
