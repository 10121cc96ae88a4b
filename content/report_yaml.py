"""Makes report.yaml from the report's text: `python -m content.report_yaml SOURCE.jsonl > report.yaml`.

SOURCE holds one paragraph a line: {"n", "chapter", "section", "recommendations", "text"}, in English. What comes out
holds numbers and headings, never a sentence. `--keep OLD.yaml` carries over what reviewers wrote into an older file
(`added`, `withheld`, `procedural`), `--shingles FILE` also writes the hashes with which copied runs of words are found.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from content.figures import figures
from content.shingles import pack_shingles

# Longer headings would be a run of the report's words.
_HEADING_WORDS = 10
_SLUG_LENGTH = 36
_HEAD = """\
# What the report says in numbers, so that `quqyq content check` can trace every figure of every card. No sentences.
# Made by `python -m content.report_yaml`. Written by hand, and carried over with --keep: `added` (figures that the
# program does not see, such as how many things a paragraph lists), `withheld` (known slips of the report, not to be
# stated), `procedural` (why no card rests on the paragraph).
"""


def report_yaml(rows: list[Mapping[str, Any]], kept: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of report.yaml for the paragraphs of a report; `kept` is an older file's `paragraphs`."""
    sections: dict[str, str] = {}
    lines: list[str] = []
    for row in rows:
        name = _heading(row)
        section = _slug(name)
        sections.setdefault(section, name)
        parts = [f"section: {section}"]
        if row["recommendations"]:
            parts.append(f'recommendations: "{_shortened(row["recommendations"])}"')
        parts += [f"{key}: {_list(values)}" for key, values in _numbers(row, kept).items() if values]
        if reason := kept.get(str(row["n"]), {}).get("procedural"):
            parts.append(f"procedural: {json.dumps(reason, ensure_ascii=False)}")
        lines.append(f"  {row['n']}: {{{', '.join(parts)}}}\n")
    yield _HEAD
    yield "sections:\n"
    for section, name in sections.items():
        yield f"  - {{id: {section}, name: {json.dumps(name, ensure_ascii=False)}}}\n"
    yield "paragraphs:\n"
    yield from lines


def _heading(row: Mapping[str, Any]) -> str:
    name = row["section"] or re.sub(r"^[IVX]+\.\s*", "", row["chapter"])
    words = str(name).split()
    return " ".join(words) if len(words) <= _HEADING_WORDS else " ".join(words[:_HEADING_WORDS]) + " …"


def _slug(name: str) -> str:
    words = re.findall(r"[a-z0-9]+", name.lower().replace("’", ""))
    slug = ""
    for word in words:
        if len(slug) + len(word) >= _SLUG_LENGTH:
            break
        slug = f"{slug}-{word}" if slug else word
    return slug


def _numbers(row: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, list[str]]:
    found = figures(row["text"], "en")
    values = [value for figure in found for value in (figure.value, *sorted(figure.also))]
    old = kept.get(str(row["n"]), {})
    return {
        "figures": list(dict.fromkeys(values)),
        "added": old.get("added", []),
        "withheld": old.get("withheld", []),
    }


def _shortened(recommendations: str) -> str:
    """Write 139.1, 139.6-139.18 and 139.28 as 139.1, 6–18, 28: spelled out it would be a run of the report's words."""
    parts = re.findall(r"(\d+)\.(\d+)(?:\s*[-–]\s*(?:\d+\.)?(\d+))?", recommendations)
    written, before = [], None
    for series, first, last in parts:
        number = f"{first}–{last}" if last else first
        written.append(number if series == before else f"{series}.{number}")
        before = series
    return ", ".join(written)


def _list(values: list[str]) -> str:
    return "[" + ", ".join(f'"{value}"' for value in values) + "]"


def main(arguments: list[str] | None = None) -> int:
    """Write report.yaml to standard output."""
    parser = argparse.ArgumentParser(prog="python -m content.report_yaml", description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--keep", type=Path, help="an older report.yaml")
    parser.add_argument("--shingles", type=Path, help="where to write the hashes")
    given = parser.parse_args(arguments)
    rows = [json.loads(line) for line in given.source.read_text("utf-8").splitlines() if line.strip()]
    kept: Mapping[str, Any] = {}
    if given.keep:
        old = yaml.load(given.keep.read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - strings alone
        kept = old["paragraphs"]
    sys.stdout.writelines(report_yaml(rows, kept))
    if given.shingles:
        given.shingles.write_bytes(pack_shingles(row["text"] for row in rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
