"""asks/: further ways of asking, that search reads beside those of the cards."""

from pathlib import Path

import pytest

from content.check import check
from content.loader import load, read_pack
from content.search import Search

ASKS = """\
free-water:
  en: |
    is the tap safe for my baby
    who pays for the pump
  kk: |
    шелек толтырып жүрміз
  ru: |
    ведром носим с речки
"""


def told(pack: Path, asks: str, name: str = "water.yaml") -> list[str]:
    (pack / "asks").mkdir(exist_ok=True)
    (pack / "asks" / name).write_text(asks, "utf-8")
    return [str(each) for each in read_pack(pack).faults]


def test_card_is_found_by_a_further_ask_alone(pack: Path):
    assert not Search(load(pack)).ask("ведром носим с речки", "ru").hits
    assert told(pack, ASKS) == []
    found = Search(load(pack)).ask("ведром носим с речки", "ru")
    assert found.hits[0].id == "free-water"


def test_library_that_nobody_asks_has_no_further_asks(pack: Path):
    told(pack, ASKS)
    assert load(pack).asks["free-water"]["en"] == ("is the tap safe for my baby", "who pays for the pump")
    assert not load(pack, asked=False).asks


RUSSIAN = "  ru: |\n    ведром носим с речки\n"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("free-water", "free-watr", "1: dead-link: there is no card free-watr, did you mean “free-water”?"),
        (RUSSIAN, "", "1: missing-language: `ru` is missing: every language is needed"),
        ("who pays", "who " * 31 + "pays", "3: too-long: line 2 has 141 characters, 120 are allowed"),
        (RUSSIAN, "  ru:\n    - a\n", "8: too-short: `ru` is too short, at least 2 characters"),
    ],
)  # fmt: skip
def test_fault_is_told_with_its_place(pack: Path, old: str, new: str, fault: str):
    assert old in ASKS
    assert told(pack, ASKS.replace(old, new)) == [f"asks/water.yaml:{fault}"]


def test_card_has_its_further_asks_in_one_file(pack: Path):
    assert told(pack, ASKS, "a.yaml") == []
    assert told(pack, ASKS, "b.yaml") == [
        "asks/b.yaml:1: duplicate-id: “free-water” stands in asks/a.yaml too"
    ]


def test_check_tells_the_line_of_an_ask_that_stands_twice_or_mixes_scripts(pack: Path):
    assert told(pack, ASKS.replace("who pays for the pump", "Is the tap safe for my baby?")) == []
    assert told(pack, ASKS.replace("    ведром", "    ведрoм")) == []
    faults = [str(each) for each in check(pack) if each.path.startswith("asks/")]
    assert faults == ["asks/water.yaml:8: letters: “ведрoм” mixes scripts: o is Latin"]
    told(pack, ASKS.replace("who pays for the pump", "Is the tap safe for my baby?"))
    faults = [str(each) for each in check(pack) if each.path.startswith("asks/")]
    assert faults == [
        "asks/water.yaml:4: shared-ask: “Is the tap safe for my baby?” stands in this card already"
    ]
