"""The catalogs: complete in every language, with the same placeholders, and in step with the code."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot import i18n

HOUSE = Path(__file__).resolve().parent.parent
LANGUAGES = ("kk", "ru", "en")


def _catalog(language: str) -> Catalog:
    with (HOUSE / "locales" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def _messages(language: str) -> list[Message]:
    return [message for message in _catalog(language) if message.id]


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, tuple | list) else [str(value)]


def _names(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_translates_every_message(language: str) -> None:
    assert [message.id for message in _messages(language) if not all(_texts(message.string))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_has_no_doubtful_message(language: str) -> None:
    assert [message.id for message in _messages(language) if message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_keeps_the_placeholders(language: str) -> None:
    broken = [
        text
        for message in _messages(language)
        for text in _texts(message.string)
        if _names(text) != set().union(*map(_names, _texts(message.id)))
    ]
    assert broken == []


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_catalog_has_every_plural_form(language: str) -> None:
    catalog = _catalog(language)
    short = [
        m.id for m in catalog if m.id and m.pluralizable and len(_texts(m.string)) != catalog.num_plurals
    ]
    assert short == []


def test_catalogs_are_in_step_with_the_code(tmp_path: Path) -> None:
    template = tmp_path / "messages.pot"
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-k", "t:1", "-k", "n:1,2",
         "-F", "locales/babel.cfg", "-o", str(template), "."],
        cwd=HOUSE, check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    with template.open("rb") as file:
        wanted = {str(message.id) for message in read_po(file) if message.id}
    assert {language: {str(m.id) for m in _messages(language)} for language in LANGUAGES} == dict.fromkeys(
        LANGUAGES, wanted
    )


@pytest.mark.parametrize(
    ("language", "precision", "written"),
    [
        ("kk", "day", "2024 жылғы 18 қазан"),
        ("ru", "day", "18 октября 2024 года"),
        ("en", "day", "18 October 2024"),
        ("kk", "month", "2024 жылғы қазан"),
        ("ru", "month", "октябрь 2024 года"),
        ("en", "month", "October 2024"),
        ("kk", "year", "2024 жыл"),
        ("ru", "year", "2024 год"),
        ("en", "year", "2024"),
    ],
)
def test_locale_writes_a_date_as_far_as_it_is_known(language: str, precision: str, written: str) -> None:
    locale = i18n.load([language])[language]
    assert locale.date(date(2024, 10, 18), precision) == written  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "written"), [("kk", "1 234,5"), ("ru", "1 234,5"), ("en", "1,234.5")])
def test_locale_writes_a_number_as_the_language_does(language: str, written: str) -> None:
    assert i18n.load([language])[language].number(1234.5).replace("\xa0", " ") == written


def test_locale_without_a_catalog_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        i18n.load(["xx"])
