"""Small slips of an editor, made at random places of a pack: one a file, so that each can be told from the others."""

import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from content.check import check
from content.check.case import Passage, passages_of
from content.check.terms import Term, read_glossary
from content.figures import figures
from content.loader import Reading, read_pack
from content.numerals import BY_LANGUAGE

ALPHABETS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "kk": "аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшщыіэюя",
}
KINDS = ("figure", "date", "letter", "term")
# What does not count as caught: any change of a text makes its neighbours stale.
NOT_COUNTED = frozenset({"stale", "not-agreed"})


@dataclass(frozen=True)
class Mutation:
    """In the file at `path`, `before` became `after`; `line` is the text around it."""

    kind: str
    path: str
    lang: str
    before: str
    after: str
    line: str


def mutate(source: Path, target: Path, count: int, seed: int) -> list[Mutation]:
    """Copy a pack and change one place in each of `count` files of it (or in as many as there are)."""
    shutil.copytree(source, target)
    reading = read_pack(source)
    assert reading.library is not None
    pick = random.Random(seed)
    things = [*reading.library.cards, *reading.library.updates]
    pick.shuffle(things)
    made: list[Mutation] = []
    for thing in things:
        if len(made) == count:
            break
        passages = list(passages_of(thing))
        kinds = list(KINDS)
        pick.shuffle(kinds)
        kinds.sort(key=lambda kind: sum(mutation.kind == kind for mutation in made))
        for kind in kinds:
            choices = [choice for passage in passages for choice in _places(kind, passage, pick, source)]
            mutation = _apply(reading, target, kind, pick.choice(choices)) if choices else None
            if mutation is not None:
                made.append(mutation)
                break
    return made


def caught(source: Path, target: Path, made: list[Mutation], today: date) -> dict[Mutation, bool]:
    """Tell for each mutation whether the check finds something new in its file."""
    before = {str(fault) for fault in check(source, today=today)}
    new = {
        fault.path
        for fault in check(target, today=today)
        if str(fault) not in before and fault.code not in NOT_COUNTED
    }
    return {mutation: mutation.path in new for mutation in made}


def _apply(
    reading: Reading, target: Path, kind: str, choice: tuple[Passage, int, int, str]
) -> Mutation | None:
    passage, start, end, after = choice
    file, _ = reading.homes[passage.home or type(passage.thing), passage.thing.id]
    path = target / file.path
    text = path.read_text("utf-8")
    around = passage.text[max(0, start - 12) : start], passage.text[start:end], passage.text[end : end + 12]
    # Where a text is folded or indented in the file, only what stands in one line is found again.
    head, tail = around[0].rsplit("\n", 1)[-1], around[2].split("\n", 1)[0]
    whole = head + around[1] + tail
    if text.count(whole) != 1 or "\n" in around[1]:
        return None
    path.write_text(text.replace(whole, head + after + tail), "utf-8")
    return Mutation(kind, file.path, passage.lang, around[1], after, whole)


def _places(
    kind: str, passage: Passage, pick: random.Random, source: Path
) -> Iterator[tuple[Passage, int, int, str]]:
    text, lang = passage.text, passage.lang
    if kind in ("figure", "date"):
        for figure in figures(text, lang):
            written = text[figure.start : figure.end]
            dated = "-" in figure.value
            digits = [match.start() for match in re.finditer(r"\d", written)]
            if dated != (kind == "date") or not digits:
                continue
            month = _other_month(written, lang, pick) if dated and pick.random() < 0.5 else None
            if month is not None:
                yield passage, figure.start, figure.end, month
                continue
            place = pick.choice(digits)
            digit = pick.choice([each for each in "0123456789" if each != written[place]])
            yield passage, figure.start, figure.end, written[:place] + digit + written[place + 1 :]
    elif kind == "letter":
        letters = [match.start() for match in re.finditer(r"[^\W\d_]", text)]
        place = pick.choice(letters)
        other = pick.choice([each for each in ALPHABETS[lang] if each != text[place].lower()])
        yield passage, place, place + 1, other.upper() if text[place].isupper() else other
    elif lang != "en":
        yield from _term_places(passage, pick, source)


def _other_month(written: str, lang: str, pick: random.Random) -> str | None:
    stems = [
        month.pattern.split("(?=")[0].split("[")[0].removesuffix(r"\w*") for month in BY_LANGUAGE[lang].months
    ]
    here = next((stem for stem in stems if stem in written), None)
    if here is None:
        return None
    return written.replace(here, pick.choice([stem for stem in stems if stem != here]))


@cache
def _glossary(source: Path) -> tuple[Term, ...]:
    return read_glossary((source / "glossary.csv").read_text("utf-8"))


def _term_places(
    passage: Passage, pick: random.Random, source: Path
) -> Iterator[tuple[Passage, int, int, str]]:
    """An official term becomes another official term."""
    glossary = [
        term
        for term in _glossary(source)
        if term.severity == "fault" and term.strict[passage.lang] is not None
    ]
    words = list(re.finditer(r"[^\W_]+(?:-[^\W_]+)*", passage.text))
    folded = [match.group().lower().replace("ё", "е") for match in words]
    for term in glossary:
        strict = term.strict[passage.lang]
        size = len(re.split(r"[ ]", strict.pattern.strip())) if strict else 0
        for place in range(len(words) - size + 1):
            if strict and strict.fullmatch(f" {' '.join(folded[place : place + size])} "):
                others = [each for each in glossary if each is not term]
                if not others:
                    continue
                other = pick.choice(others)
                shown = re.sub(r"\s*\([^)]*\)", "", other.shown[passage.lang].split(" / ")[0])
                yield passage, words[place].start(), words[place + size - 1].end(), shown
