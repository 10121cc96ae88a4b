import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pydantic
import pytest

from content.library import Since
from content.loader import load

NOW = datetime(2025, 7, 1, tzinfo=UTC)


def ids(things) -> list[str]:
    return [thing.id for thing in things]


def test_library_orders_topics_cards_and_updates(tiny: Path):
    library = load(tiny)
    assert ids(library.topics) == ["water", "school"]
    assert ids(library.cards) == ["free-water", "water-line", "wells", "school-meals", "school-bus"]
    assert ids(library.updates) == ["more-free-water", "wells-counted"]
    assert ids(library.contacts) == ["300", "school-bot", "999"]


def test_library_finds_by_id_topic_and_paragraph(tiny: Path):
    library = load(tiny)
    card = library.card("wells")
    assert card is not None
    assert card.text("en").title == "How many wells does the country have?"
    assert (library.card("x"), library.topic("x"), library.contact("x"), library.update("x")) == (None,) * 4
    assert ids(library.cards_of("school")) == ["school-meals", "school-bus"]
    assert ids(library.cards_of("x")) == []
    assert ids(library.citing(6)) == ["school-meals"]
    assert ids(library.citing(7)) == []


def test_since_opens_with_what_supersedes_and_leaves_out_the_report_itself(tiny: Path):
    library = load(tiny)
    cards = {card.id: library.since(card, NOW) for card in library.cards}
    update = library.update("more-free-water")
    assert cards == {
        "free-water": Since((update,), ()),
        "water-line": Since((), ()),
        "wells": Since((), ()),
        "school-meals": Since((), ()),
        "school-bus": Since((), ()),
    }


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("publish_at: 2025-07-01T00:00+00:00", True),
        ("publish_at: 2025-07-01T00:00:01+00:00", False),
        ("withdrawn: {on: 2025-06-30, kk: Қате болды., ru: Было ошибкой., en: It was a mistake.}", False),
    ],
)
def test_updates_wait_for_their_moment_and_go_when_withdrawn(pack: Path, key: str, shown: bool):
    path = pack / "updates" / "more-free-water.yaml"
    path.write_text(f"{key}\n{path.read_text('utf-8')}", "utf-8")
    library = load(pack)
    card = library.card("free-water")
    assert card is not None
    expected = ["more-free-water"] if shown else []
    assert ids(library.since(card, NOW).opening) == expected
    assert ids(library.public_updates(NOW)) == [*expected, "wells-counted"]
    assert ids(library.public_updates(NOW, "water")) == [*expected, "wells-counted"]
    assert ids(library.public_updates(NOW, "school")) == []
    assert library.update("more-free-water") is not None


@pytest.mark.parametrize(
    ("effect", "place"), [("contradicts", 0), ("completes", 1), ("advances", 1), ("context", None)]
)
def test_since_places_each_effect(pack: Path, effect: str, place: int | None):
    path = pack / "updates" / "more-free-water.yaml"
    path.write_text(path.read_text("utf-8").replace("supersedes", effect), "utf-8")
    library = load(pack)
    card = library.card("free-water")
    assert card is not None
    since = [ids(part) for part in library.since(card, NOW)]
    assert since == [["more-free-water"] if place == each else [] for each in (0, 1)]


def test_library_does_not_change(tiny: Path):
    library = load(tiny)
    card = library.cards[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        library.cards = ()  # type: ignore[misc]
    with pytest.raises(pydantic.ValidationError):
        card.status = "history"
    with pytest.raises(TypeError):
        card.texts["en"] = card.texts["ru"]  # type: ignore[index]


def test_contact_link_is_what_can_be_opened(tiny: Path):
    library = load(tiny)
    assert [contact.link for contact in library.contacts] == [None, "https://t.me/TeneliaSchoolBot", None]
