"""What a pack's parts name of each other."""

from pathlib import Path

import pytest

from content.fault import PackError
from content.loader import load


def _name(pack: Path, card: str, *others: str) -> None:
    path = next((pack / "topics").glob(f"*/{card}.yaml"))
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [f"see_also: [{', '.join(others)}]" if line.startswith("see_also:") else line for line in lines]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("links", "circle"),
    [
        (
            {"free-water": ["water-line"], "water-line": ["free-water"]},
            "free-water → water-line → free-water",
        ),
        (
            {"free-water": ["wells"], "wells": ["water-line"], "water-line": ["free-water"]},
            "free-water → wells → water-line → free-water",
        ),
    ],
)
def test_circle_of_links_is_refused_with_its_way(
    pack: Path, links: dict[str, list[str]], circle: str
) -> None:
    for card, others in links.items():
        _name(pack, card, *others)
    with pytest.raises(PackError) as caught:
        load(pack)
    (fault,) = caught.value.faults
    assert fault.code == "circle"
    assert circle in fault.message


def test_two_ways_to_one_card_are_no_circle(pack: Path) -> None:
    _name(pack, "free-water", "water-line", "wells")
    _name(pack, "water-line", "wells")
    assert load(pack).card("wells") is not None


def test_link_is_shown_at_both_its_ends(pack: Path) -> None:
    library = load(pack)
    related = {card.id: [other.id for other in library.related(card)] for card in library.cards}
    assert related["free-water"] == ["water-line"]
    assert related["water-line"] == ["free-water"]
