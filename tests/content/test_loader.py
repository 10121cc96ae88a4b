import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from content.lexicon import Lexicon
from content.loader import PackError, load, read_pack

CARD = "topics/water/free-water.yaml"
UPDATE = "updates/more-free-water.yaml"

Break = Callable[[Path], None]


def sub(path: str, old: str, new: str, count: int = 1) -> Break:
    def apply(pack: Path) -> None:
        text = (pack / path).read_text("utf-8")
        assert re.search(old, text, re.MULTILINE), f"{old} is not in {path}"
        (pack / path).write_text(re.sub(old, new, text, count=count, flags=re.MULTILINE), "utf-8")

    return apply


def put(path: str, text: str | bytes) -> Break:
    def apply(pack: Path) -> None:
        (pack / path).parent.mkdir(parents=True, exist_ok=True)
        (pack / path).write_bytes(text if isinstance(text, bytes) else text.encode())

    return apply


def drop(path: str) -> Break:
    return lambda pack: (pack / path).unlink()


def copy(source: str, target: str) -> Break:
    return lambda pack: put(target, (pack / source).read_bytes())(pack)


BROKEN: list[tuple[str, Break, list[str]]] = [
    ("unknown key", sub(CARD, "^see_also:", "see_alsо:"), [f"{CARD}:4: unknown-key"]),
    ("close key", sub(CARD, "^contacts:", "contact:"), [f"{CARD}:3: unknown-key"]),
    ("id is written", sub(CARD, "^status", "id: free-water\nstatus"), [f"{CARD}:1: unknown-key"]),
    ("status", sub(CARD, "in-force", "inforce"), [f"{CARD}:1: bad-value"]),
    ("paragraph 300", sub(CARD, r"\[1\]", "[1, 300]"), [f"{CARD}:2: unknown-paragraph"]),
    ("paragraph zero", sub(CARD, r"\[1\]", "[0]"), [f"{CARD}:2: bad-number"]),
    ("paragraph word", sub(CARD, r"\[1\]", "[one]"), [f"{CARD}:2: bad-number"]),
    ("paragraph twice", sub(CARD, r"\[1\]", "[1, 1]"), [f"{CARD}:2: duplicate-item"]),
    ("no paragraph", sub(CARD, r"\[1\]", "[]"), [f"{CARD}:2: too-few"]),
    ("paragraphs no list", sub(CARD, r"\[1\]", "1"), [f"{CARD}:2: wrong-shape"]),
    ("dead contact", sub(CARD, '"300"', '"301"'), [f"{CARD}:3: dead-link"]),
    ("dead see_also", sub(CARD, "water-line", "water-lin"), [f"{CARD}:4: dead-link"]),
    ("self link", sub(CARD, "water-line", "free-water"), [f"{CARD}:4: self-link"]),
    ("missing language", sub(CARD, r"(?s)^en:.*", ""), [f"{CARD}:1: missing-language"]),
    ("empty language", sub(CARD, r"(?s)^en:.*", "en:\n"), [f"{CARD}:1: missing-language"]),
    ("foreign language", sub(CARD, "^en:", "de: {}\nen:"), [f"{CARD}:33: unknown-key"]),
    ("missing title", sub(CARD, "^  title: Is.*\n", ""), [f"{CARD}:33: missing"]),
    ("empty title", sub(CARD, "title: Is.*", "title:"), [f"{CARD}:35: missing"]),
    ("long title", sub(CARD, "Is water free", "Is water free" * 5), [f"{CARD}:35: too-long"]),
    ("long body", sub(CARD, "Yes, every", "Yes, every " * 80), [f"{CARD}:37: too-long"]),
    ("few asks", sub(CARD, "    - free water\n", ""), [f"{CARD}:40: too-few"]),
    ("long ask", sub(CARD, "- free water", "- free water" * 12), [f"{CARD}:41: too-long"]),
    ("bad revision", sub(CARD, "revision: .*", "revision: 12"), [f"{CARD}:8: bad-revision"]),
    ("body is a list", sub(CARD, r"(?s)body: \|.*?asks", "body: [a]\n  asks"), [f"{CARD}:10: wrong-shape"]),
    ("not YAML", sub(CARD, "title: Is", "title: Is: "), [f"{CARD}:35: yaml"]),
    ("duplicate key", sub(CARD, "^status", "status: history\nstatus"), [f"{CARD}:2: duplicate-key"]),
    ("alias", sub(CARD, r"\[1\]", "&a [1]"), [f"{CARD}:2: alias"]),
    ("UTF-8", put(CARD, b"status: \xff"), [f"{CARD}:1: encoding"]),
    ("empty file", put(CARD, b""), [f"{CARD}:1: wrong-shape"]),
    ("5 MB", put(CARD, b"#" * 5_000_000), [f"{CARD}:1: too-large"]),
    ("same card twice", copy(CARD, "topics/school/free-water.yaml"), ["topics/water/free-water.yaml:1: duplicate-id"]),
    ("same update twice", copy(UPDATE, "updates/x/more-free-water.yaml"), [
        "updates/x/more-free-water.yaml:1: duplicate-id"
    ]),
    ("topic without its file", drop("topics/water/_topic.yaml"), ["topics/water/_topic.yaml:1: missing-file"]),
    ("wrong ending", copy(CARD, "topics/water/x.yml"), ["topics/water/x.yml:1: unexpected-file"]),
    ("file beside the topics", put("topics/x.yaml", "a: 1"), ["topics/x.yaml:1: unexpected-file"]),
    ("bad id", copy(CARD, "topics/water/Free_Water.yaml"), ["topics/water/Free_Water.yaml:1: bad-value"]),
    ("long id", copy(CARD, f"topics/water/{'x' * 33}.yaml"), [f"topics/water/{'x' * 33}.yaml:1: too-long"]),
    ("no pack.yaml", drop("pack.yaml"), ["pack.yaml:1: missing-file"]),
    ("no contacts", drop("contacts.yaml"), ["contacts.yaml:1: missing-file"]),
    ("contacts no list", put("contacts.yaml", "a: 1"), ["contacts.yaml:1: wrong-shape"]),
    ("time zone", sub("pack.yaml", "Asia/Kathmandu", "Asia/Nowhere"), ["pack.yaml:19: bad-value"]),
    ("most asked", sub("pack.yaml", "school-bus", "school-buss"), ["pack.yaml:21: dead-link"]),
    ("featured", sub("pack.yaml", r"featured: \[water", "featured: [wat"), ["pack.yaml:22: dead-link"]),
    ("emergency", sub("pack.yaml", '"999"', '"998"'), ["pack.yaml:23: dead-link"]),
    ("pack's name", sub("pack.yaml", "ru: Доклад Тенелии", "uk: Доклад Тенелии"), [
        "pack.yaml:3: missing-language", "pack.yaml:3: unknown-key"
    ]),
    ("phone", sub("contacts.yaml", 'value: "300"', "value: call us"), ["contacts.yaml:1: bad-value"]),
    ("general with paragraphs", sub("contacts.yaml", "source: report", "source: general"), [
        "contacts.yaml:1: bad-source"
    ]),
    ("contact's paragraph", sub("contacts.yaml", r"\[2\]", "[8]"), ["contacts.yaml:5: unknown-paragraph"]),
    ("contact's note", sub("contacts.yaml", ", ru: Подтверждён в мае 2025 года.", ""), [
        "contacts.yaml:6: missing-language"
    ]),
    ("contact twice", sub("contacts.yaml", "id: school-bot", 'id: "300"'), [
        "contacts.yaml:10: duplicate-id", "topics/school/school-bus.yaml:3: dead-link"
    ]),
    ("update's date", sub(UPDATE, "date: 2025-01-01", "date: 2025-02-30"), [f"{UPDATE}:1: bad-date"]),
    ("update's date form", sub(UPDATE, "date: 2025-01-01", "date: 01.01.2025"), [f"{UPDATE}:1: bad-date"]),
    ("update's effect", sub(UPDATE, "supersedes", "replaces"), [f"{UPDATE}:3: bad-value"]),
    ("no source", sub(UPDATE, r"(?s)^source:.*?^checked", "checked"), [f"{UPDATE}:1: missing"]),
    ("source without date", sub(UPDATE, "^  date: .*\n", ""), [f"{UPDATE}:4: missing-source"]),
    ("bare host", sub(UPDATE, "url: .*", "url: https://example.org/"), [f"{UPDATE}:7: bare-host"]),
    ("source's paragraph", sub("updates/wells-counted.yaml", "paragraph: 3", "paragraph: 9"), [
        "updates/wells-counted.yaml:4: unknown-paragraph"
    ]),
    ("update touches nothing", sub(UPDATE, r"paragraphs: \[1\]", "paragraphs: [7]"), [f"{UPDATE}:2: touches-nothing"]),
    ("publish without offset", sub(UPDATE, "^checked", "publish_at: 2026-01-01T09:00\nchecked"), [
        f"{UPDATE}:8: bad-date"
    ]),
    ("long update", sub(UPDATE, "Since 1", "Since then " * 40 + "1"), [f"{UPDATE}:25: too-long"]),
]  # fmt: skip


@pytest.mark.parametrize(("apply", "expected"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_load_refuses_a_broken_pack_with_its_place(pack: Path, apply: Break, expected: list[str]):
    apply(pack)
    with pytest.raises(PackError) as caught:
        load(pack)
    found = [f"{fault.path}:{fault.line}: {fault.code}" for fault in caught.value.faults]
    assert found == expected


def test_load_names_the_key_that_was_meant(pack: Path):
    sub(CARD, "^contacts:", "contact:")(pack)
    sub("pack.yaml", "school-bus", "school-buss")(pack)
    with pytest.raises(PackError) as caught:
        load(pack)
    assert str(caught.value).splitlines() == [
        "pack.yaml:21: dead-link: `most_asked` names “school-buss”, but there is no such card, "
        "did you mean “school-bus”?",
        f"{CARD}:3: unknown-key: unknown key “contact”, did you mean “contacts”?",
    ]


def test_load_lists_all_faults_of_all_files_at_once(pack: Path):
    sub(CARD, "in-force", "x")(pack)
    sub("topics/school/school-bus.yaml", "in-force", "x")(pack)
    put("topics/water/wells.yaml", "a: [")(pack)
    with pytest.raises(PackError) as caught:
        load(pack)
    assert [fault.path for fault in caught.value.faults if fault.code in ("bad-value", "yaml")] == [
        "topics/school/school-bus.yaml",
        "topics/water/free-water.yaml",
        "topics/water/wells.yaml",
    ]


def test_load_follows_no_link_out_of_the_pack(pack: Path, tmp_path: Path):
    outside = tmp_path / "outside.yaml"
    (pack / CARD).rename(outside)
    (pack / CARD).symlink_to(outside)
    (pack / "topics" / "elsewhere").symlink_to(tmp_path)
    (tmp_path / "updates").mkdir()
    shutil.rmtree(pack / "updates")
    (pack / "updates").symlink_to(tmp_path / "updates")
    found = [str(fault) for fault in read_pack(pack).faults if fault.code == "outside"]
    assert found == [
        "topics/elsewhere:1: outside: a link that leads out of the pack is not followed",
        f"{CARD}:1: outside: a link that leads out of the pack is not followed",
        "updates:1: outside: a link that leads out of the pack is not followed",
    ]


def test_load_refuses_a_pipe_instead_of_waiting_for_it(pack: Path):
    (pack / CARD).unlink()
    os.mkfifo(pack / CARD)
    assert f"{CARD}:1: not-a-file" in [
        f"{fault.path}:{fault.line}: {fault.code}" for fault in read_pack(pack).faults
    ]


def test_load_of_no_folder_is_one_fault(tmp_path: Path):
    with pytest.raises(PackError) as caught:
        load(tmp_path / "nowhere")
    assert [str(fault) for fault in caught.value.faults] == [
        "pack.yaml:1: missing-file: the pack has no pack.yaml"
    ]


def test_load_hands_over_what_others_read(pack: Path):
    put("search.yaml", "synonyms: [[a, b*]]")(pack)
    library = load(pack)
    assert library.lexicon == Lexicon(synonyms=(("a", "b*"),))
    assert (library.interview, library.urgent) == (None, None)


def test_load_reads_a_thousand_updates(pack: Path):
    text = (pack / UPDATE).read_text("utf-8")
    for number in range(1000):
        (pack / "updates" / f"u{number}.yaml").write_text(text, "utf-8")
    assert len(load(pack).updates) == 1002
