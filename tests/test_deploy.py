"""The files for operators name settings, commands, figures and files that exist."""

import configparser
import re
from pathlib import Path

import pytest
import typer
import yaml

from bot.cli import app
from bot.config import Settings
from bot.metrics import Metrics
from tests.test_documentation import _subcommands

HOUSE = Path(__file__).resolve().parent.parent
DEPLOY = HOUSE / ".deploy"
README = (DEPLOY / "README.md").read_text(encoding="utf-8")
SETTINGS = {name.upper() for name in Settings.model_fields}


def test_page_names_settings_that_exist() -> None:
    named = set(re.findall(r"`([A-Z]+_[A-Z_]+)(?:=[^`]*)?`", README))
    assert named <= SETTINGS


def test_page_names_commands_that_exist() -> None:
    commands = _subcommands(typer.main.get_command(app))  # type: ignore[arg-type]
    named = {found.strip() for found in re.findall(r"`(quqyq(?: [a-z]+)+)", README)}
    named |= {found.strip() for found in re.findall(r"^(quqyq db [a-z]+)", README, re.MULTILINE)}
    assert named <= commands
    assert {"quqyq doctor", "quqyq db backup", "quqyq content check"} <= named


def test_page_names_figures_that_exist() -> None:
    there = set(re.findall(r"^# TYPE (\w+) ", Metrics().text().decode(), re.MULTILINE))
    named = set(re.findall(r"\b(quqyq_[a-z_]+)", README))
    assert {name.removesuffix("_total") for name in named} <= {name.removesuffix("_total") for name in there}


def test_page_links_to_files_that_exist() -> None:
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", README)]
    assert [link for link in links if not (DEPLOY / link).exists()] == []


def test_compose_hands_on_settings_that_exist() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert set(services["bot"]["environment"]) <= SETTINGS
    assert services["bot"]["depends_on"]["postgres"]["condition"] == "service_healthy"
    assert (DEPLOY / services["bot"]["build"]["context"] / services["bot"]["build"]["dockerfile"]).exists()


def test_image_copies_what_is_there_and_what_the_ignore_file_lets_through() -> None:
    copied = {
        name
        for line in re.findall(r"^COPY (.+) \S+$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)
        for name in line.split()
    }
    ignore = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8")
    assert copied == set(re.findall(r"^!(\S+)$", ignore, re.MULTILINE))
    assert [name for name in copied if not (HOUSE / name).exists()] == []


def test_unit_is_whole_and_gives_time_to_stop() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string((DEPLOY / "quqyq.service").read_text(encoding="utf-8"))
    assert unit.sections() == ["Unit", "Service", "Install"]
    assert unit["Service"]["Environment"].partition("=")[0] in SETTINGS
    assert int(unit["Service"]["TimeoutStopSec"]) > 10
    # Else the settings would not find it, or the bot would not trust it.
    assert (unit["Service"]["CacheDirectory"], unit["Service"]["CacheDirectoryMode"]) == ("quqyq", "0700")


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_files_hold_no_secret(path: Path) -> None:
    assert re.findall(r"\d{6,}:[A-Za-z0-9_-]{20,}", path.read_text(encoding="utf-8")) == []
