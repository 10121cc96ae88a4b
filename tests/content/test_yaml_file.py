from pathlib import Path

import pytest

from content.yaml_file import MAX_BYTES, parse, read


def faults(text: str) -> list[str]:
    return [str(fault) for fault in parse(text, "f.yaml")[1]]


def test_scalars_stay_strings():
    file, found = parse('a: no\nb: 111\nc: 1e5\nd: 2024-07-05\ne: "null"\nf: null\ng:\nh: ~\n', "f.yaml")
    assert found == []
    assert file is not None
    assert file.data == {
        "a": "no", "b": "111", "c": "1e5", "d": "2024-07-05", "e": "null", "f": None, "g": None, "h": None,
    }  # fmt: skip


def test_lines_are_those_of_keys_items_and_block_text():
    file, _ = parse("kk:\n  body: |\n    one\n\n    three here\n  asks:\n    - a\n    - b\n", "f.yaml")
    assert file is not None
    assert file.line("kk", "body") == 3
    assert file.line("kk", "body", offset=len("one\n\nth")) == 5
    assert file.line("kk", "asks", 1) == 8
    assert file.line("kk", "no", "such") == 1 == file.line("elsewhere")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ["f.yaml:3: duplicate-key: “a” stands here a second time, first in line 1"]),
        ("a: &x 1\nb: *x\n", [
            "f.yaml:1: alias: “&x”: anchors and aliases are not allowed, repeat the text",
            "f.yaml:2: alias: “*x”: anchors and aliases are not allowed, repeat the text",
        ]),
        ("a: !!python/name:os.system x\n", [
            "f.yaml:1: tag: “tag:yaml.org,2002:python/name:os.system”: tags are not allowed"
        ]),
        ("a: 1\n---\nb: 2\n", ["f.yaml:2: yaml: “---” starts a second document: one file holds one"]),
        ("title: one: two\n", [
            "f.yaml:1: yaml: not valid YAML: mapping values are not allowed in this context "
            "(a text that contains “: ” must stand in double quotes)"
        ]),
        ("a: [" * 40, ["f.yaml:1: too-deep: nested deeper than 16 levels"]),
        ("a:\n  b: x\n c: y\n", None),
        ("a: \"open\nb: 1\n", None),
        ("a: \x07\n", None),
        ("\ta: 1\n", None),
        ("? [a, b]\n: 1\n", ["f.yaml:1: yaml: a key must be a plain word"]),
    ],
)  # fmt: skip
def test_parse_reports_what_is_not_plain_yaml(text: str, expected: list[str] | None):
    found = faults(text)
    if expected is None:
        assert [line.split(": ")[1] for line in found] == ["yaml"]
    else:
        assert found == expected


def test_parse_survives_a_nesting_bomb_and_an_alias_bomb():
    assert [fault.code for fault in parse("[" * 500_000, "f.yaml")[1]] == ["too-deep"]
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert {fault.code for fault in parse(bomb, "f.yaml")[1]} == {"alias"}


def test_read_reports_size_encoding_and_what_is_no_file(tmp_path: Path):
    large = tmp_path / "large.yaml"
    large.write_text("a: " + "x" * 5_000_000)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("a: 1\nb: құқық".encode() + b"\xff\n")
    assert [str(fault) for fault in read(large, "large.yaml")[1]] == [
        f"large.yaml:1: too-large: the file is 5.0 MB large, at most {MAX_BYTES // 1_000_000} MB is read"
    ]
    assert [str(fault) for fault in read(latin, "latin.yaml")[1]] == [
        "latin.yaml:2: encoding: the file is not UTF-8: save it with the encoding UTF-8"
    ]
    assert [str(fault) for fault in read(tmp_path, "folder.yaml")[1]] == [
        "folder.yaml:1: not-a-file: this is not an ordinary file"
    ]
    assert [fault.code for fault in read(tmp_path / "none.yaml", "none.yaml")[1]] == ["unreadable"]


def test_read_accepts_a_byte_order_mark_and_windows_lines(tmp_path: Path):
    path = tmp_path / "w.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    file, found = read(path, "w.yaml")
    assert found == []
    assert file is not None
    assert (file.data, file.line("b")) == ({"a": "1", "b": "2"}, 2)


def test_released_file_knows_its_data_and_lines_again(tmp_path: Path):
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\nkk:\n  body: |\n    one\n    two\n")
    file, _ = read(path, "a.yaml")
    assert file is not None
    file.release()
    assert (file.line("kk", "body", offset=5), file.line("kk")) == (5, 2)
    assert file.data == {"a": "1", "kk": {"body": "one\ntwo\n"}}


@pytest.mark.parametrize("text", ["a: [", "[" * 40, None])
def test_released_file_that_was_damaged_meanwhile_gives_the_first_line(tmp_path: Path, text: str | None):
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\nb: 2\n")
    file, _ = read(path, "a.yaml")
    assert file is not None
    file.release()
    path.unlink() if text is None else path.write_text(text)
    assert str(file.fault("code", "words", "b")) == "a.yaml:1: code: words"
