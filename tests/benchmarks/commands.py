"""Commands that need no Telegram: how long they take, and that they import neither of its libraries."""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.table import Row, show

HOUSE = Path(__file__).resolve().parents[2]
RUNS = 5
COMMANDS = {
    "quqyq ask": ["ask", "кому положен бесплатный адвокат", "--lang", "ru", "--json"],
    "quqyq content export": ["content", "export"],
    "quqyq content coverage": ["content", "coverage"],
}


def _seconds(words: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "bot", *words], cwd=HOUSE, check=True, capture_output=True)
    return time.perf_counter() - began


def _imports(words: list[str]) -> set[str]:
    environment = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=HOUSE,
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    names = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    return names & {"aiogram", "telegram", "sqlalchemy"}


def main() -> None:
    """Print the figures."""
    rows = []
    for name, words in COMMANDS.items():
        _seconds(words)
        heavy = ", ".join(sorted(_imports(words))) or "no Telegram library, no SQLAlchemy"
        rows.append(Row(f"{name} ({heavy})", "s", [_seconds(words) for _ in range(RUNS)], bound="≤ 1 s"))
    show("Commands without Telegram, whole process", rows)


if __name__ == "__main__":
    main()
