"""Updates that no Telegram sends: made up after the Bot API's specification, or recorded ones with something changed.

All chance comes from the `random.Random` that is handed in, so a seed makes the same updates, and hypothesis can
search and shrink them.
"""

import copy
import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

from bot.views.commands import COMMAND_NAMES

JSON = dict[str, Any]

OBJECTS: Final = json.loads(
    (Path(__file__).resolve().parents[1] / "sandbox" / "updates.json").read_text(encoding="utf-8")
)["objects"]
NOW: Final = 1_795_417_200
MARK: Final = "<u>inj3ct</u>"
"""Markup that the bot itself never writes: where it has an effect, somebody's words were not escaped."""
NASTY: Final = (
    "", " ", "\n\t", "\x00", "\u202e\u200b\ufeff", "\ud83d", "😀" * 30, "Ω" * 5000, "А" * 4096, "\r\n" * 50,
    MARK, f'"><a href="tg://user?id=1">x</a>{MARK}', "<b>", "</b></i>", "&lt;&amp;&#0;", "&", "<", f"*_`[{MARK}](x:y)`",
    "{0}{name}%s%d%(x)s", "../../etc/passwd", "null", "[]", "-1", "1e999", "NaN", "/", "/start", "/ask", "@",
    "@quqyq_bot", "меня бьёт муж", "мені ұрып жатыр", "кому положен бесплатный адвокат", "how many wells", "105",
    "zan komegi", "п. 105", "112", "/112", "?" * 300, "a\u0301" * 200, "١١٢", "𝟙𝟙𝟚", "'; DROP TABLE reader;--",
)  # fmt: skip
NUMBERS: Final = (
    0, 1, -1, 2, 7, 42, 100, 1001, 1002, 65_535, 2**31 - 1, 2**31, -(2**31), 2**40, 2**52, -(2**52), 2**53,
    2**63 - 1, 2**63, -(2**63), 2**64, 10**30, NOW,
)  # fmt: skip
ODD: Final = (None, True, False, 0, -1, 2**63, 1.5, "", "x", MARK, [], {}, [[]], [{}], {"x": 1})
COMMANDS: Final = (*COMMAND_NAMES, "start", "help", "mydata", "erase", "hide", "campaign", "campaign invite", "stats",
    "reload", "pause", "broadcast", "stop", "112")  # fmt: skip
USUAL: Final = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
DEEPEST: Final = 5
BOTTOM: Final = 12


class Forge:
    """Makes updates. `recorded` are genuine ones; `data` is callback data to press, and may grow."""

    def __init__(
        self, recorded: Sequence[JSON], data: list[str], chats: Sequence[JSON], users: Sequence[JSON]
    ) -> None:
        self._recorded = recorded
        self.data = data
        self._chats = chats
        self._users = users

    def update(self, chance: Random) -> JSON:
        """Make one update: of the specification, or a recorded one, nearly always changed."""
        if chance.random() < 0.4:
            made = self._made_up(chance)
        else:
            made = copy.deepcopy(chance.choice(self._recorded))
            self._liven(made, chance)
            for _ in range(chance.choice((0, 1, 1, 2, 4))):
                self._change(made, chance)
        return {"update_id": chance.randrange(1, 2**31)} | made

    def _made_up(self, chance: Random) -> JSON:
        kinds = OBJECTS["Update"]["fields"]
        kind = chance.choice(
            USUAL if chance.random() < 0.7 else [name for name in kinds if name != "update_id"]
        )
        return {kind: self._value(kind, kinds[kind][0], (), chance, 0)}

    def _value(self, name: str, kinds: list[str], words: Sequence[str], chance: Random, depth: int) -> Any:
        kind = chance.choice(kinds)
        if kind.startswith("Array of "):
            inner = [kind.removeprefix("Array of ")]
            return [
                self._value(name, inner, (), chance, depth + 1)
                for _ in range(chance.choice((0, 1, 1, 2)) if depth < BOTTOM else 0)
            ]
        if kind == "String":
            return chance.choice(words) if words and chance.random() < 0.95 else self._text(name, chance)
        if kind in ("Integer", "Float"):
            return self._number(name, chance)
        if kind in ("Boolean", "True"):
            return True
        described = OBJECTS.get(kind, {"fields": {}})
        if "any" in described:
            return self._value(name, described["any"], words, chance, depth) if depth < BOTTOM else "x"
        return self._object(kind, chance, depth)

    def _object(self, kind: str, chance: Random, depth: int) -> JSON:
        if kind == "Chat" and chance.random() < 0.85:
            return dict(chance.choice(self._chats))
        if kind == "User" and chance.random() < 0.85:
            return dict(chance.choice(self._users))
        fields = OBJECTS.get(kind, {"fields": {}})["fields"]
        likely = min(0.5, 2.0 / max(1, len(fields))) if depth < DEEPEST else 0.0
        made = {
            name: self._value(name, kinds, words, chance, depth + 1)
            for name, (kinds, required, words) in fields.items()
            if required or chance.random() < likely
        }
        if kind == "Message":
            if chance.random() < 0.6:
                made["text"] = self._text("text", chance)
            if chance.random() < 0.9:
                made["from"] = dict(chance.choice(self._users))
        if kind == "CallbackQuery" and chance.random() < 0.9:
            made |= {
                "data": self._text("data", chance),
                "message": self._object("Message", chance, depth + 1),
            }
        return made

    def _text(self, name: str, chance: Random) -> str:
        if name == "data" and chance.random() < 0.9:
            return self._pressed(chance)
        if name == "text" and chance.random() < 0.4:
            return f"/{chance.choice(COMMANDS)} {chance.choice(NASTY)}"
        found = chance.choice(NASTY)
        return found + chance.choice(NASTY) if chance.random() < 0.2 else found

    def _pressed(self, chance: Random) -> str:
        """Callback data of all kinds: real, cut, joined, with a field changed, or nothing like it."""
        data = chance.choice(self.data)
        how = chance.randrange(6)
        if how == 0:
            return data[: chance.randrange(len(data) + 1)]
        if how == 1:
            parts = data.split(":")
            parts[chance.randrange(len(parts))] = chance.choice(
                (*NASTY, "0", "999999999", "9999999999", "-1")
            )
            return ":".join(parts)
        if how == 2:
            return data + ":" + chance.choice(self.data)
        if how == 3:
            return data.partition(":")[0] + ":" + chance.choice(self.data).partition(":")[2]
        return data

    @staticmethod
    def _number(name: str, chance: Random) -> int:
        if "date" in name and chance.random() < 0.9:
            return NOW + chance.randrange(-(10**6), 10**6)
        return chance.choice(NUMBERS) if chance.random() < 0.4 else chance.randrange(100)

    def _liven(self, update: JSON, chance: Random) -> None:
        """Put other words, another button or another person into a recorded update, its form kept."""
        for kind, body in update.items():
            if kind == "update_id" or not isinstance(body, dict):
                continue
            for name in ("text", "caption", "query", "data"):
                if name in body and chance.random() < 0.5:
                    body[name] = self._text(name, chance)
            if "from" in body and chance.random() < 0.3:
                body["from"] = dict(chance.choice(self._users))
            if "chat" in body and chance.random() < 0.2:
                body["chat"] = dict(chance.choice(self._chats))

    def _change(self, update: JSON, chance: Random) -> None:
        """Change something somewhere: put something else in, leave something out, double it, nest it."""
        places = list(_places(update))
        if not places:
            return
        held, key = chance.choice(places)
        value = held[key]
        how = chance.randrange(8)
        if how == 0:
            del held[key]
        elif how == 1:
            held[key] = copy.deepcopy(chance.choice(ODD))
        elif how == 2:
            other, name = chance.choice(places)
            held[key] = copy.deepcopy(other[name])
        elif how == 3 and isinstance(held, dict):
            held[chance.choice(("x", "text", "from", "chat", "message", "entities", "data"))] = copy.deepcopy(
                value
            )
        elif isinstance(value, str):
            held[key] = self._text(str(key), chance)
        elif isinstance(value, int):
            held[key] = self._number(str(key), chance)
        elif how == 4:
            held[key] = [copy.deepcopy(value)]


def _places(value: Any) -> "list[tuple[Any, Any]]":
    """Every place in a JSON value, as what holds it and its key; ids of updates are left alone."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        held = waiting.pop()
        keys = list(held) if isinstance(held, dict) else range(len(held))
        for key in keys:
            if key == "update_id":
                continue
            found.append((held, key))
            if isinstance(held[key], dict | list):
                waiting.append(held[key])
    return found
