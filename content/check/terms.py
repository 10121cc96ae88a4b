"""Official terms: where the English text uses a term, the other languages use their official or an accepted form.

The pack's glossary.csv has the columns en;ru;kk;also;enforce;never. `also` are accepted forms of any language, parted
by |. `enforce`: yes is a fault, warn a warning, no is advice alone. `never` are words that no reader may see, unless a
text quotes them.
"""

import csv
import io
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.check.case import Case, Passage
from content.fault import Fault, Severity
from content.schema import Card, Update
from content.walk import own_file

FILE = "glossary.csv"
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”")
_OTHER_STEMS = {"ребен": "дет", "дети": "ребен", "бала": "балдырған"}
_SOFTENED = {"қ": "[қғ]", "к": "[кг]", "п": "[пб]"}
_SMALL = frozenset(
    {"в", "во", "на", "по", "о", "об", "с", "со", "к", "у", "и", "из", "за", "для", "от", "при", "не"}
)

_TRANSLATED = ("ru", "kk")
# A shorter word may begin or end like too many others.
_LONG_ENOUGH = 9

Form = tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Term:
    """A row of the glossary: the English pattern, and per language the forms that satisfy it.

    `strict` is the official form alone, without what could be another word; None where it is too short for that.
    """

    name: str
    line: int
    english: re.Pattern[str]
    forms: dict[str, tuple[Form, ...]]
    strict: dict[str, re.Pattern[str] | None]
    shown: dict[str, str]
    severity: Severity | None
    never: frozenset[str]


def terms(case: Case) -> Iterator[Fault]:
    """Report terms that are not the official ones, and words that must not be used."""
    path = own_file(case.root, FILE, [])
    if path is None:
        case.notes.append(f"no {FILE}: terms are not checked")
        return
    glossary = read_glossary(path.read_text("utf-8"))
    never = {word: term for term in glossary for word in term.never}
    for passage in case.prose:
        quoted = [match.span() for match in _QUOTED.finditer(passage.text)]
        for match in _WORD.finditer(passage.text):
            term = never.get(_folded(match.group()))
            if term is not None and not any(start <= match.start() < end for start, end in quoted):
                official = term.shown.get(passage.lang, term.name)
                yield case.fault(passage, "term", f"“{match.group()}”: write “{official}”", match.start())
    for thing in case.told:
        if "en" not in thing.texts:
            return
        english = f"{thing.text('en').title}\n{thing.text('en').body}"
        used = tuple(_used(glossary, english))
        for term in used:
            yield from _missing(case, thing, term)
        yield from _one_sided(case, thing, [term for term in glossary if term not in used])


def _used(glossary: Sequence[Term], english: str) -> Iterator[Term]:
    """Terms that stand in an English text, except where they are only a part of a longer term there."""
    found = [(match.span(), term) for term in glossary for match in term.english.finditer(english)]
    kept: dict[str, Term] = {}
    for (start, end), term in found:
        inside = any(a <= start and end <= b and (b - a) > (end - start) for (a, b), _ in found)
        if not inside and term.severity is not None:
            kept.setdefault(term.name, term)
    yield from kept.values()


def _missing(case: Case, thing: Card | Update, term: Term) -> Iterator[Fault]:
    for lang, text in thing.texts.items():
        forms = term.forms.get(lang)
        if not forms or term.severity is None:
            continue
        words = [_folded(match.group()) for match in _WORD.finditer(f"{text.title}\n{text.body}")]
        if not any(_stands(form, words) for form in forms):
            passage = Passage(thing, lang, "body", text.body, (lang, "body"))
            message = f"the English text says “{term.name}”: here stands no “{term.shown[lang]}”"
            yield case.fault(passage, "term", message, severity=term.severity)


def _one_sided(case: Case, thing: Card | Update, glossary: Sequence[Term]) -> Iterator[Fault]:
    """Warn of terms that one of two languages uses, and that the other has in no form."""
    words = {
        lang: [_folded(match.group()) for match in _WORD.finditer(f"{text.title}\n{text.body}")]
        for lang, text in thing.texts.items()
        if lang in _TRANSLATED
    }
    for lang, other in itertools.permutations(words, 2):
        joined = f" {' '.join(words[lang])} "
        for term in glossary:
            strict = term.strict[lang] if term.severity is not None else None
            if strict is None or not strict.search(joined):
                continue
            if not any(_stands(form, words[other]) for form in term.forms[other]):
                passage = Passage(thing, other, "body", thing.texts[other].body, (other, "body"))
                message = f"{lang} says “{term.shown[lang]}”: here stands no “{term.shown[other]}”"
                yield case.warning(passage, "term", message)


def read_glossary(text: str) -> tuple[Term, ...]:
    """Read glossary.csv."""
    rows = csv.DictReader(io.StringIO(text), delimiter=";")
    return tuple(_term(row, rows.line_num) for row in rows if row["en"])


def _term(row: dict[str, str], line: int) -> Term:
    also = [form for form in (row.get("also") or "").split("|") if form.strip()]
    severity: dict[str, Severity] = {"yes": "fault", "warn": "warning"}
    return Term(
        name=row["en"],
        line=line,
        english=_english(row["en"]),
        forms={
            lang: tuple(_form(each, lang) for each in [*_variants(row[lang]), *also]) for lang in _TRANSLATED
        },
        strict={lang: _strict(next(_variants(row[lang])), lang) for lang in _TRANSLATED},
        shown={lang: row[lang] for lang in _TRANSLATED},
        severity=severity.get(row["enforce"]),
        never=frozenset(
            _folded(word.strip()) for word in (row.get("never") or "").split("|") if word.strip()
        ),
    )


def _variants(cell: str) -> Iterator[str]:
    """“a (B) / c” are a, B where it is an abbreviation, and c."""
    for part in cell.split("/"):
        yield re.sub(r"\([^)]*\)", " ", part)
        yield from (each for each in re.findall(r"\(([^)]*)\)", part) if each.isupper())


def _english(cell: str) -> re.Pattern[str]:
    variants = [" ".join(each.replace("“", "").replace("”", "").split()) for each in _variants(cell)]
    patterns = [
        r"\s+".join(re.escape(word).replace("'", "['’]") for word in each.split())
        for each in variants
        if each
    ]
    plural = [
        re.sub(r"y$", "(?:y|ies)", pattern) if pattern.endswith("y") else f"{pattern}(?:e?s)?"
        for pattern in patterns
    ]
    return re.compile(rf"\b(?:{'|'.join(plural)})\b", re.IGNORECASE)


def _form(text: str, lang: str) -> Form:
    words = [_folded(match.group()) for match in _WORD.finditer(text)]
    return tuple(re.compile(_stem(word, lang)) for word in words if word not in _SMALL)


def _stem(word: str, lang: str) -> str:
    """Return a pattern for the beginning that all forms of a word share, roughly."""
    if lang == "kk" and len(word) > 2 and word.endswith("у"):
        word = word[:-1]
    stem = word[: _kept(len(word), lang)]
    other = next((other for begin, other in _OTHER_STEMS.items() if word.startswith(begin)), None)
    pattern = re.escape(stem[:-1]) + _SOFTENED.get(stem[-1], re.escape(stem[-1]))
    return f"(?:{pattern}|{other})" if other else pattern


def _strict(text: str, lang: str) -> re.Pattern[str] | None:
    """Return a pattern for words in a row that hardly anything else fits, None where the term is too short for that."""
    words = [_folded(match.group()) for match in _WORD.finditer(text)]
    if len(words) == 1 and len(words[0]) < _LONG_ENOUGH:
        return None
    # In Kazakh the last word alone takes endings.
    loose = words if lang == "ru" else words[-1:]
    whole = [re.escape(word) for word in words[: len(words) - len(loose)]]
    return re.compile(f" {' '.join([*whole, *(_ending(word, lang) for word in loose)])} ")


def _ending(word: str, lang: str) -> str:
    if lang == "kk":
        return re.escape(word[:-1]) + _SOFTENED.get(word[-1], re.escape(word[-1])) + r"\w*"
    return re.escape(word[: len(word) - (0 if len(word) <= 3 else 2 if len(word) > 5 else 1)]) + r"\w{0,5}"


def _kept(length: int, lang: str) -> int:
    if length <= 3:
        return length
    if length <= 5:
        return 3
    return 4 if length <= 7 else length - (3 if lang == "ru" else 4)


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е")


def _stands(form: Form, words: Sequence[str]) -> bool:
    """Tell whether every word of a form stands in a text, in any order: languages turn them around."""
    return bool(form) and all(any(stem.match(word) for word in words) for stem in form)
