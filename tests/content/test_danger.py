from pathlib import Path

import pytest

from content.loader import load, read_pack

URGENT = """\
sets:
  en: {own: [me]}
  kk: {}
  ru: {}
negations: {en: [not]}
calm: {en: [film]}
distress: {en: [help]}
inquiry: {en: [law]}
dangers:
  violence:
    contacts: ["300"]
    cards: [free-water]
    signs: {en: [beats $own], kk: [ұрады], ru: [бьёт меня + дома]}
"""


def faults(pack: Path, old: str, new: str) -> list[str]:
    assert old in URGENT
    (pack / "urgent.yaml").write_text(URGENT.replace(old, new), "utf-8")
    return [str(fault) for fault in read_pack(pack).faults]


def test_load_reads_the_signs_of_danger(pack: Path):
    assert faults(pack, "me", "me") == []
    urgent = load(pack).urgent
    assert urgent is not None
    assert [sign for _, _, sign in urgent.every_sign()] == [
        "film",
        "help",
        "law",
        "beats $own",
        "ұрады",
        "бьёт меня + дома",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            '"300"',
            '"301"',
            "11: dead-link: `contacts` names “301”, but there is no such contact, did you mean “300”?",
        ),
        ('"300"', "", "11: too-few: `contacts` has 0 entries, at least 1"),
        (
            "free-water",
            "free-watr",
            "12: dead-link: `cards` names “free-watr”, but there is no such card, did you mean “free-water”?",
        ),
        ("$own]", "$owm]", "13: dead-link: “beats $owm” names $owm, but `sets` has no such set in en"),
        (
            "kk: [ұрады], ",
            "",
            "13: missing-language: violence has no `signs` in kk: danger is told in every language",
        ),
        ("[film]", "[a-b]", "6: bad-value: “a-b” must be words, stems* and $sets, and ` + ` between parts"),
        (
            "[film]",
            "[film +]",
            "6: bad-value: “film +” must be words, stems* and $sets, and ` + ` between parts",
        ),
        ("[me]", "[a b]", "2: bad-value: “a b” must be one word, or the beginning of words with a star"),
    ],
)
def test_load_tells_what_is_wrong_with_the_signs(pack: Path, old: str, new: str, fault: str):
    assert faults(pack, old, new) == [f"urgent.yaml:{fault}"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("synonyms: [[one]]", "too-few: `synonyms` has 1 entries, at least 2"),
        (
            "synonyms: [[two words, b]]",
            "bad-value: “two words” must be one word, or the beginning of words with a star",
        ),
        ("fillers: {en: the}", "unknown-key: unknown key “fillers”, did you mean “filler”?"),
    ],
)
def test_load_tells_what_is_wrong_with_the_lexicon(pack: Path, text: str, fault: str):
    (pack / "search.yaml").write_text(text, "utf-8")
    assert [str(each) for each in read_pack(pack).faults] == [f"search.yaml:1: {fault}"]


def test_load_spells_out_the_recommendations(real: Path):
    library = read_pack(real).library
    assert library is not None
    assert library.recommendations["139.134"] == (166, 167, 168, 169, 170)
    assert {"139.30", "139.36", "139.43"} <= library.recommendations.keys()
