"""The process that makes a pack: what it prints, and that it keeps only what fits its key."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from content import making
from content.fingerprint import fingerprint
from content.kept import Kept, Unusable
from content.made import Made, make

HOUSE = Path(__file__).resolve().parents[2]


def _run(*words: str) -> "subprocess.CompletedProcess[str]":
    code = "import runpy, sys; runpy.run_module('content.making', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", code, *words], cwd=HOUSE, capture_output=True, text=True, timeout=60
    )


def test_process_keeps_a_pack_and_says_under_which_key(pack: Path, tmp_path: Path) -> None:
    done = _run(str(pack), str(tmp_path / "kept"))
    assert (done.returncode, done.stderr, json.loads(done.stdout)) == (0, "", {"key": fingerprint(pack)})
    assert Kept(tmp_path / "kept", pack).read(fingerprint(pack), asked=True) is not None


def test_process_says_all_faults_of_a_pack_and_keeps_nothing(pack: Path, tmp_path: Path) -> None:
    card = pack / "topics" / "water" / "free-water.yaml"
    card.write_text(card.read_text("utf-8").replace("paragraphs: [1]", "paragraphs: [999]"), "utf-8")
    done = _run(str(pack), str(tmp_path / "kept"))
    faults = json.loads(done.stdout)["faults"]
    assert (done.returncode, faults[0][0]) == (0, "topics/water/free-water.yaml")
    assert not (tmp_path / "kept").exists()


def test_process_says_in_a_line_why_it_can_keep_nothing(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = _run(str(pack), str(tmp_path / "file"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{tmp_path / 'file'}: File exists\n"


def test_pack_that_changes_while_it_is_read_is_read_again(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[int] = []

    def make_while_somebody_writes(root: Path) -> Made:
        made = make(root)
        if len(times) < changes:
            (pack / f"README-{len(times)}").touch()
        times.append(1)
        return made

    monkeypatch.setattr(making, "make", make_while_somebody_writes)
    changes = 2
    key, _ = making.steadily(pack)
    assert (key, len(times)) == (fingerprint(pack), 3)
    changes = 99
    with pytest.raises(Unusable, match="changes while it is read"):
        making.steadily(pack)


def test_process_loads_nothing_of_the_bot() -> None:
    code = "import sys, content.making, content.search, content.search.typed, content.loader; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=True, timeout=60
    )
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert loaded & {"aiogram", "aiohttp", "bot", "sqlalchemy", "storage", "telegram"} == set()
