"""Checks a call against the Bot API's own parameter lists (specification.json)."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.parameters import Parameters

JSON = dict[str, Any]
Field = tuple[list[str], bool]

# What Telegram says when these are missing; for the rest the sandbox names the parameter itself.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "user_id": "invalid user_id specified",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "from_chat_id": "from_chat_id is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "phone_number": "phone number is empty",
    "first_name": "first name is empty",
    "action": "wrong parameter action in request",
    "file_id": "file_id not specified",
}
_PLAIN = frozenset({"String", "Integer", "Float", "Boolean", "InputFile"})
_PYTHON: dict[str, tuple[type, ...]] = {
    "String": (str,),
    "InputFile": (str,),
    "KeyboardButton": (str,),  # A plain text stands for a button that only says it.
    "Integer": (int,),
    "Float": (int, float),
    "Boolean": (bool,),
}
_WORDS = frozenset({"String", "Number", "Boolean", "Array"})


@cache
def load() -> JSON:
    """Return the specification: `methods` and `objects`, name -> field -> [types, required]."""
    specification: JSON = json.loads(Path(__file__).with_name("specification.json").read_text("utf-8"))
    return specification


@cache
def method_names() -> dict[str, str]:
    """Return every method of the Bot API: lower case, in which calls are matched, -> as written."""
    return {name.lower(): name for name in load()["methods"]}


def check(method: str, parameters: Parameters) -> None:
    """Refuse a call with a parameter that the method has not, without one that it needs, or of a wrong type."""
    fields: dict[str, Field] = load()["methods"][method]
    for name, value in parameters.values.items():
        if name not in fields:
            raise bad_request(f'sandbox: unknown parameter "{name}" of {method}')
        kinds = fields[name][0]
        if "String" in kinds:
            continue
        if kinds == ["Boolean"]:
            if str(value).lower() not in ("true", "false", "1", "0", "yes", "no"):
                raise bad_request(f'sandbox: parameter "{name}" of {method} must be a Boolean')
        elif kinds == ["Integer"]:
            parameters.integer(name)
        elif any(kind not in _PLAIN for kind in kinds):
            value = parameters.structure(name)
            _check_held(name, parameters.structure(name), kinds)
    for name, (_, required) in fields.items():
        if required and name not in parameters:
            raise bad_request(_MISSING.get(name, f'sandbox: parameter "{name}" of {method} is missing'))


def _check_held(name: str, value: object, kinds: list[str]) -> None:
    """Look for fields and types that do not belong here, all the way down. What is missing, methods say."""
    if value is None:
        return
    if isinstance(value, dict):
        _check_object(name, value, kinds)
    elif isinstance(value, list):
        inner = [kind.removeprefix("Array of ") for kind in kinds if kind.startswith("Array of ")]
        if not inner:
            raise _wrong_type(name, kinds)
        for item in value:
            _check_held(name, item, inner)
    elif not any(type(value) in _PYTHON.get(kind, ()) for kind in kinds):
        raise _wrong_type(name, kinds)


def _wrong_type(name: str, kinds: list[str]) -> ApiError:
    if name == "reply_markup":
        return bad_request("object expected as reply markup")
    words = {"Integer": "Number", "Float": "Number"}
    expected = "Array" if kinds[0].startswith("Array of ") else words.get(kinds[0], kinds[0])
    return bad_request(f'field "{name}" must be of type {expected if expected in _WORDS else "Object"}')


def _check_object(name: str, value: JSON, kinds: list[str]) -> None:
    candidates = _candidates(kinds)
    if not candidates:
        raise _wrong_type(name, kinds)
    fitting = [fields for _, fields in candidates if fields.keys() >= value.keys()]
    if kinds == ["InlineKeyboardMarkup"] and "inline_keyboard" not in value:
        return  # Another kind of keyboard, for which the method has Telegram's own words.
    if not fitting:
        closest, fields = max(candidates, key=lambda found: len(found[1].keys() & value.keys()))
        unknown = sorted(value.keys() - fields.keys())
        raise bad_request(f'sandbox: unknown field "{unknown[0]}" of {closest} in "{name}"')
    refusals = []
    for fields in fitting:
        try:
            for key, held in value.items():
                _check_held(key, held, fields[key][0])
        except ApiError as error:
            refusals.append(error)
        else:
            return
    raise refusals[0]


def _candidates(kinds: list[str]) -> list[tuple[str, dict[str, Field]]]:
    objects = load()["objects"]
    found: list[tuple[str, dict[str, Field]]] = []
    for kind in kinds:
        described = objects.get(kind.removeprefix("Array of "))
        if described and "any" in described:
            found.extend(_candidates(described["any"]))
        elif described:
            found.append((kind.removeprefix("Array of "), described["fields"]))
    return found
