"""Turns the data of one file into a model, or into faults that an editor understands."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from content.fault import Fault
from content.yaml_file import Place, YamlFile

_M = TypeVar("_M", bound=BaseModel)

# Levels of the models that files do not have: there, the languages stand directly in the block.
_UNWRITTEN = frozenset({"texts", "notes", "reasons"})
_WRITTEN_AS = {"titles": "title"}

_PATTERNS = {
    "revision": "a revision is `new` or the seven digits that `quqyq content agree` writes",
    "title": "a title is one line",
    "name": "a name is one line",
    "about": "this is one line",
    "icon": "an icon is one sign without spaces",
    "asks": "an ask is one line",
    "languages": "a language is two lower-case letters, such as kk",
}
_ID_FORM = "an id is lower-case Latin letters, digits and hyphens"


def validated(
    model: type[_M], file: YamlFile, data: Mapping[str, Any], faults: list[Fault], *at: str | int
) -> _M | None:
    """Validate a block that stands at a place of a file; None and faults where it does not fit."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        known = tuple(_keys(model))
        details = error.errors(include_url=False)
        # A list with a faulty entry counts as one entry shorter: that is not a fault of its own.
        faulty = {detail["loc"][:-1] for detail in details}
        for detail in details:
            if detail["type"] == "too_short" and detail["loc"] in faulty:
                continue
            place = (*at, *_written(detail["loc"]))
            code, message = _said(detail, place, known)
            faults.append(file.fault(code, message, *place))
        return None


def block(file: YamlFile, data: object, faults: list[Fault], *at: str | int) -> dict[str, Any] | None:
    """Return a copy of a block of keys, or None and a fault where something else stands there."""
    if isinstance(data, dict):
        return dict(data)
    name = f"`{at[-1]}`" if at and isinstance(at[-1], str) else "this" if at else "the file"
    faults.append(file.fault("wrong-shape", f"{name} must be a block of keys and values", *at))
    return None


def lift(
    file: YamlFile,
    data: dict[str, Any],
    into: str,
    languages: Iterable[str],
    faults: list[Fault],
    *at: str | int,
) -> None:
    """Move the language blocks of `data` to one key `into`; a missing language is a fault."""
    moved = {}
    for lang in languages:
        if data.get(lang) is None:
            faults.append(
                file.fault("missing-language", f"`{lang}` is missing: every language is needed", *at)
            )
        else:
            moved[lang] = data[lang]
        data.pop(lang, None)
    data[into] = moved


def complete(
    file: YamlFile, data: object, languages: Iterable[str], faults: list[Fault], *at: str | int
) -> None:
    """Report languages that a block of one text a language lacks or does not know."""
    if not isinstance(data, dict):
        return
    wanted = tuple(languages)
    faults.extend(
        file.fault("missing-language", f"`{lang}` is missing: every language is needed", *at)
        for lang in wanted
        if data.get(lang) is None
    )
    unknown(file, data, wanted, faults, *at)


def unknown(
    file: YamlFile, data: dict[str, Any], known: Iterable[str], faults: list[Fault], *at: str | int
) -> None:
    """Report keys that are not among the known ones."""
    wanted = tuple(known)
    faults.extend(
        file.fault("unknown-key", _unknown(key, wanted), *at, key) for key in data if key not in wanted
    )


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return “, did you mean …?” where a known name is close, else nothing."""
    close = difflib.get_close_matches(name, sorted(known), n=1)
    return f", did you mean “{close[0]}”?" if close else ""


def _keys(model: type[BaseModel]) -> Iterable[str]:
    for name, field in model.model_fields.items():
        if name not in _UNWRITTEN:
            yield _WRITTEN_AS.get(name, name)
        for part in _models_in(field.annotation):
            yield from _keys(part)


def _models_in(annotation: Any) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


def _written(loc: tuple[int | str, ...]) -> Place:
    return tuple(_WRITTEN_AS.get(str(step), step) for step in loc if step not in _UNWRITTEN)


def _unknown(key: str, known: Iterable[str]) -> str:
    return f"unknown key “{key}”{did_you_mean(key, known)}"


def _said(detail: ErrorDetails, place: Place, known: Iterable[str]) -> tuple[str, str]:
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    names = [step for step in place if isinstance(step, str)]
    name = names[-1] if names else "this"
    if kind == "extra_forbidden":
        return "unknown-key", _unknown(name, known)
    if kind != "missing" and given is None:
        return "missing", f"`{name}` is empty"
    say = _SAYINGS.get(kind)
    if say is not None:
        return say(name, given, context)
    if kind == kind.lower() and "-" in kind:  # one of the schema's own
        return kind, detail["msg"]
    return "bad-value", f"`{name}`: {detail['msg'][:1].lower()}{detail['msg'][1:]}"


def _pattern(name: str, given: Any, _: Mapping[str, Any]) -> tuple[str, str]:
    form = _PATTERNS.get(name, _ID_FORM if "\n" not in given else "this is one line")
    code = "bad-revision" if name == "revision" else "bad-value"
    return code, f"`{name}` is “{_short(given)}”: {form}"


def _short(given: object) -> str:
    text = str(given).strip()
    return text if len(text) <= 60 else f"{text[:59]}…"


def _shape(wanted: str) -> Callable[[str, Any, Mapping[str, Any]], tuple[str, str]]:
    return lambda name, _given, _context: ("wrong-shape", f"`{name}` must be {wanted}")


def _number(name: str, given: Any, _: Mapping[str, Any]) -> tuple[str, str]:
    return "bad-number", f"`{name}` is “{_short(given)}”, not a whole number that may stand here"


def _moment(name: str, given: Any, _: Mapping[str, Any]) -> tuple[str, str]:
    return (
        "bad-date",
        f"`{name}` is “{_short(given)}”: write a moment with its offset, 2026-12-01T09:00+05:00",
    )


_SAYINGS: Mapping[str, Callable[[str, Any, Mapping[str, Any]], tuple[str, str]]] = {
    "missing": lambda name, _, __: ("missing", f"`{name}` is missing"),
    "string_too_long": lambda name, given, context: (
        "too-long",
        f"`{name}` is {len(given.strip())} characters long, at most {context['max_length']}",
    ),
    "string_too_short": lambda name, given, context: (
        "missing" if not given.strip() else "too-short",
        f"`{name}` is "
        + ("empty" if not given.strip() else f"too short, at least {context['min_length']} characters"),
    ),
    "too_long": lambda name, given, context: (
        "too-many",
        f"`{name}` has {len(given)} entries, at most {context['max_length']}",
    ),
    "too_short": lambda name, given, context: (
        "too-few",
        f"`{name}` has {len(given)} entries, at least {context['min_length']}",
    ),
    "literal_error": lambda name, given, context: (
        "bad-value",
        f"`{name}` is “{_short(given)}”, not one of {context['expected']}",
    ),
    "string_pattern_mismatch": _pattern,
    "string_type": _shape("a text"),
    "tuple_type": _shape("a list"),
    "mapping_type": _shape("a block of keys and values"),
    "dict_type": _shape("a block of keys and values"),
    "model_type": _shape("a block of keys and values"),
    "model_attributes_type": _shape("a block of keys and values"),
    "int_parsing": _number,
    "int_type": _number,
    "int_from_float": _number,
    "int_parsing_size": _number,
    "greater_than_equal": _number,
    "less_than_equal": _number,
    "datetime_parsing": _moment,
    "datetime_from_date_parsing": _moment,
    "datetime_type": _moment,
    "timezone_aware": _moment,
}
