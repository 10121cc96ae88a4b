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


VIOLENCE = """\
en: |
  he beats me

  help us
kk: |
  мені ұрады
ru: |
  он бьёт меня
"""
CALM = """\
en: |
  a film about a boxer
kk: |
  бокс туралы фильм
ru: |
  фильм о боксёре
"""


def told(pack: Path, violence: str, calm: str | None) -> list[str]:
    (pack / "messages").mkdir()
    (pack / "messages" / "violence.yaml").write_text(violence, "utf-8")
    if calm is not None:
        (pack / "messages" / "calm.yaml").write_text(calm, "utf-8")
    return faults(pack, "me", "me")


def test_load_reads_messages_line_by_line(pack: Path):
    assert told(pack, VIOLENCE, CALM) == []
    messages = load(pack).messages
    assert messages["violence"]["en"] == ("he beats me", "help us")
    assert messages["calm"]["ru"] == ("фильм о боксёре",)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("kk: |\n  мені ұрады\n", "", "1: missing-language: `kk` is missing: every language is needed"),
        ("help us", "help " * 81, "2: too-long: line 2 has 404 characters, 400 are allowed"),
        ("  он бьёт меня\n", "", "8: too-few: `ru` has 0 entries, at least 1"),
    ],
)
def test_load_tells_what_is_wrong_with_messages(pack: Path, old: str, new: str, fault: str):
    assert old in VIOLENCE
    assert told(pack, VIOLENCE.replace(old, new), CALM) == [f"messages/violence.yaml:{fault}"]


def test_load_wants_messages_of_dangers_that_there_are_and_calm_ones(pack: Path):
    assert told(pack, VIOLENCE, None) == [
        "messages/calm.yaml:1: missing-file: where there are messages, there are calm ones"
    ]
    (pack / "messages" / "calm.yaml").write_text(CALM, "utf-8")
    (pack / "messages" / "violence.yaml").rename(pack / "messages" / "robbery.yaml")
    assert faults(pack, "me", "me") == [
        "messages/robbery.yaml:1: dead-link: urgent.yaml has no danger robbery"
    ]


def test_load_wants_messages_of_a_danger_beside_calm_ones(pack: Path):
    # From calm ones alone nothing is learned of danger, and every rare word would speak for it.
    assert told(pack, VIOLENCE, CALM) == []
    (pack / "messages" / "violence.yaml").unlink()
    assert [str(each) for each in read_pack(pack).faults] == [
        "messages/calm.yaml:1: missing-file: where there are calm messages, there are those of a danger"
    ]


def test_load_tells_once_that_calm_messages_are_faulty(pack: Path):
    assert told(pack, VIOLENCE, CALM.replace("  фильм о боксёре\n", "")) == [
        "messages/calm.yaml:6: too-few: `ru` has 0 entries, at least 1"
    ]


def test_load_wants_messages_in_no_folder_below(pack: Path):
    assert told(pack, VIOLENCE, CALM) == []
    below = pack / "messages" / "more"
    below.mkdir()
    (below / "robbery.yaml").write_text(VIOLENCE, "utf-8")
    assert [str(each) for each in read_pack(pack).faults] == [
        "messages/more/robbery.yaml:1: unexpected-file: messages stand in messages/<danger>.yaml"
    ]
