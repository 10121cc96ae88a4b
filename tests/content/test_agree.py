import re
from pathlib import Path

import yaml

from content.agree import agree
from content.revision import revision_of

CARD = "topics/water/free-water.yaml"


def test_agree_changes_the_revisions_alone(pack: Path):
    path = pack / CARD
    before = path.read_text("utf-8").replace("Так заведено", "Так было")
    before = re.sub(r"^  revision: \w+$", '  revision: "new"  # kept', before, count=1, flags=re.MULTILINE)
    path.write_text(before, "utf-8")
    assert agree(pack) == (CARD,)
    after = path.read_text("utf-8")
    texts = yaml.load(after, Loader=yaml.BaseLoader)  # noqa: S506 - strings alone
    for lang in ("kk", "ru", "en"):
        assert texts[lang]["revision"] == revision_of(texts[lang]["title"], texts[lang]["body"])
    assert "# kept\n" in after

    def bare(text: str) -> str:
        return re.sub(r"revision: [\"\w]+", "revision:", text)

    assert bare(after) == bare(before)
    assert agree(pack) == ()


def test_agree_stamps_only_what_is_named(pack: Path):
    for path in pack.rglob("*.yaml"):
        path.write_text(re.sub(r"revision: \w+", "revision: new", path.read_text("utf-8")), "utf-8")
    assert agree(pack, ["wells", "more-free-water"]) == (
        "topics/water/wells.yaml",
        "updates/more-free-water.yaml",
    )


def test_agree_leaves_faulty_files_alone_and_the_ends_of_lines(pack: Path):
    path = pack / CARD
    path.write_bytes(
        path.read_bytes().replace(b"\n", b"\r\n").replace(b"Is water free", b"Is the water free")
    )
    broken = pack / "topics/water/wells.yaml"
    broken.write_text("status: [", "utf-8")
    assert agree(pack) == (CARD,)
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n")
    assert broken.read_text("utf-8") == "status: ["


def test_revision_is_seven_digits_and_ignores_space_around_the_text():
    assert revision_of(" A ", "b\n") == revision_of("A", "b")
    assert revision_of("A", "b") != revision_of("A b", "")
    assert re.fullmatch(r"[0-9a-f]{7}", revision_of("A", "b"))
