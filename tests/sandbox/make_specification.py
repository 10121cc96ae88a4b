"""Derive bot/sandbox/specification.json and updates.json from the public Bot API specification in JSON.

    python tests/sandbox/make_specification.py path/to/bot-api-10.1.json

Keeps method -> parameter -> types and whether it is required, and the same for every object that a parameter
can hold; updates.json has the same for what an update can hold, with the words that a field is said to take. The
source is PaulSonOfLars/telegram-bot-api-spec (MIT); the LICENSE beside it goes into the result.
"""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[2] / "bot" / "sandbox" / "specification.json"
WORDS = re.compile(r'[“"]([a-z0-9_]+)[”"]')
UPDATES = Path(__file__).with_name("updates.json")
SOURCE = "https://github.com/PaulSonOfLars/telegram-bot-api-spec"


def reduce(official: dict[str, Any], licence: str) -> dict[str, Any]:
    """Return what the sandbox needs of the official specification."""
    methods = {name: fields(method) for name, method in sorted(official["methods"].items())}
    waiting = [kind for parameters in methods.values() for kind in kinds(parameters)]
    return {
        "version": official["version"],
        "source": SOURCE,
        "licence": " ".join(licence.split()),
        "methods": methods,
        "objects": reachable(official, waiting, fields),
    }


def updates(official: dict[str, Any], licence: str) -> dict[str, Any]:
    """Return what an update can hold."""
    return {
        "version": official["version"],
        "source": SOURCE,
        "licence": " ".join(licence.split()),
        "objects": reachable(official, ["Update"], worded),
    }


def reachable(
    official: dict[str, Any], waiting: list[str], read: Callable[[dict[str, Any]], dict[str, Any]]
) -> dict[str, Any]:
    """Return the objects of these names and all that they can hold."""
    objects: dict[str, Any] = {}
    while waiting:
        name = waiting.pop()
        if name in objects or name not in official["types"]:
            continue
        described = official["types"][name]
        if subtypes := described.get("subtypes"):
            objects[name] = {"any": subtypes}
            waiting.extend(subtypes)
        else:
            objects[name] = {"fields": read(described)}
            waiting.extend(kinds(objects[name]["fields"]))
    return dict(sorted(objects.items()))


def fields(described: dict[str, Any]) -> dict[str, Any]:
    """Return field name -> [types, required]."""
    return {field["name"]: [field["types"], field["required"]] for field in described.get("fields", [])}


def worded(described: dict[str, Any]) -> dict[str, Any]:
    """Return field name -> [types, required, words], where the description of a needed string quotes words."""
    return {
        field["name"]: [field["types"], field["required"], WORDS.findall(field["description"])]
        if field["required"] and field["types"] == ["String"]
        else [field["types"], field["required"], []]
        for field in described.get("fields", [])
    }


def kinds(described: dict[str, Any]) -> list[str]:
    """Return the names of the types in these fields, without "Array of"."""
    return [kind.replace("Array of ", "") for types, *_ in described.values() for kind in types]


def write(reduced: dict[str, Any]) -> str:
    """Return the JSON text: one method or object a line, so that a new version reads well as a diff."""
    head = {key: value for key, value in reduced.items() if key not in ("methods", "objects")}
    lines = [f"{json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    parts = [part for part in ("methods", "objects") if part in reduced]
    for part in parts:
        entries = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in reduced[part].items()]
        lines.append(
            f"{json.dumps(part)}: {{\n" + ",\n".join(entries) + "\n}" + ("," if part != parts[-1] else "")
        )
    return "{\n" + "\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    specification = Path(sys.argv[1])
    licence_text = (specification.parent / "LICENSE").read_text("utf-8")
    read_in = json.loads(specification.read_text("utf-8"))
    TARGET.write_text(write(reduce(read_in, licence_text)), "utf-8")
    UPDATES.write_text(write(updates(read_in, licence_text)), "utf-8")
