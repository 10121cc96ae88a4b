import json
from pathlib import Path

import pytest
import yaml

from content.report import read_report
from content.report_yaml import main
from content.shingles import copied_runs, pack_shingles

ROWS = [
    {"n": 1, "chapter": "I. About", "section": None, "recommendations": "", "text": "It has 24 parts."},
    {
        "n": 2,
        "chapter": "II. Rights",
        "section": "Right to water",
        "recommendations": "7.1, 7.3-7.5 and 7.9",
        "text": "On 1 July 2022 between 70 and 80 per cent of twenty-nine towns got wells; 2.5 million people.",
    },
]


def test_report_yaml_holds_figures_and_no_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source = tmp_path / "source.jsonl"
    source.write_text("\n".join(map(json.dumps, ROWS)), "utf-8")
    assert main([str(source), "--shingles", str(tmp_path / "report.shingles")]) == 0
    made = capsys.readouterr().out
    assert yaml.safe_load(made) == {
        "sections": [{"id": "about", "name": "About"}, {"id": "right-to-water", "name": "Right to water"}],
        "paragraphs": {
            1: {"section": "about", "figures": ["24"]},
            2: {
                "section": "right-to-water",
                "recommendations": "7.1, 3–5, 9",
                "figures": ["2022-07-01", "70", "70%", "80%", "29", "2500000"],
            },
        },
    }
    assert "towns" not in made
    assert (tmp_path / "report.shingles").read_bytes() == pack_shingles(row["text"] for row in ROWS)

    kept = made.replace(
        'figures: ["24"]', 'figures: ["24"], added: ["7"], withheld: ["24"], procedural: "says so"'
    )
    old = tmp_path / "old.yaml"
    old.write_text(kept, "utf-8")
    main([str(source), "--keep", str(old)])
    assert capsys.readouterr().out == kept


def test_report_of_the_real_pack_is_whole(real: Path):
    faults: list[object] = []
    report, _ = read_report(real, 299, faults)  # type: ignore[arg-type]
    assert faults == []
    assert report is not None
    assert sorted(map(int, report.paragraphs)) == list(range(1, 300))
    assert len(report.procedural) <= 20
    assert report.figures([112]) == {"2020", "2023", "629415", "1", "2", "2024", "113673"}
    assert report.figures([145, 94]) == {"2024-04-15", "2023-12-21", "3", "10"}
    text = (real / "report.yaml").read_text("utf-8")
    assert max(len(words.split()) for words in text.replace(",", "\n").splitlines() if "name" in words) < 20


def test_copied_runs_are_found_from_twelve_words_on():
    report = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    packed = pack_shingles([report])
    words = report.split()
    assert list(copied_runs(" ".join(words[:11]), packed)) == []
    text = f"Before: {' '.join(words[1:13])}, after."
    (run,) = copied_runs(text, packed)
    assert (text[run.start : run.end], run.words) == (" ".join(words[1:13]), 12)
    assert list(copied_runs("nothing here", b"")) == []
