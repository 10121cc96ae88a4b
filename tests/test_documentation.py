"""The documentation says what is there, and all of it: settings, commands, make targets, links."""

import re
from pathlib import Path

import pytest
import typer

from bot.cli import app
from bot.config import Settings
from bot.conversation.menu import COMMANDS
from bot.views.commands import COMMAND_NAMES, OPERATOR_COMMANDS

HOUSE = Path(__file__).resolve().parent.parent
README = (HOUSE / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted(path for path in HOUSE.glob("*.md"))


def _subcommands(group: "typer.main.TyperGroup", prefix: str = "quqyq") -> set[str]:
    found = set()
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            found |= _subcommands(command, f"{prefix} {name}")  # type: ignore[arg-type]
        else:
            found.add(f"{prefix} {name}")
    return found


def test_readme_lists_every_setting() -> None:
    listed = re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)
    assert sorted(listed) == sorted(name.upper() for name in Settings.model_fields)


def test_example_lists_every_setting() -> None:
    example = (HOUSE / ".env.example").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^# ([A-Z_]+)=", example, re.MULTILINE)) == sorted(
        name.upper() for name in Settings.model_fields
    )


def test_readme_lists_every_command() -> None:
    listed = {
        re.match(r"quqyq(?: [a-z][a-z-]*)*", line).group().strip()  # type: ignore[union-attr]
        for line in re.findall(r"^\| `(quqyq[^`]*)`", README, re.MULTILINE)
    }
    assert listed == _subcommands(typer.main.get_command(app))  # type: ignore[arg-type]


def test_readme_lists_every_command_of_the_chat() -> None:
    listed = set(re.findall(r"`/([a-z]+)`", README)) - {"newbot", "setinline", "setjoingroups", "setprivacy"}
    assert listed == {*COMMAND_NAMES, "mydata", "erase", *OPERATOR_COMMANDS}


def test_every_listed_command_of_the_chat_is_handled() -> None:
    assert set(COMMAND_NAMES) - set(COMMANDS) == {
        "ask",
        "digests",
        "hide",
        "language",
        "lawyer",
        "poster",
        "privacy",
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_make_targets_that_exist(document: Path) -> None:
    targets = set(
        re.findall(r"^([a-z0-9]+):", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert set(re.findall(r"`make ([a-z0-9]+)`", document.read_text(encoding="utf-8"))) <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_link_to_files_that_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    assert [link for link in links if not (HOUSE / link).exists()] == []
