"""The sandbox against the official specification: method names, parameters, and what it returns."""

import json
from typing import Any

import pytest
from aiogram import methods as aiogram_methods
from aiogram.types import Message, Update
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox import specification
from bot.sandbox.methods import METHODS
from tests.sandbox import make_specification
from tests.sandbox.conftest import REPEATABLE, World


def test_specification_file_reads_as_the_script_writes_it() -> None:
    path = make_specification.TARGET
    assert make_specification.write(json.loads(path.read_text("utf-8"))) == path.read_text("utf-8")


def test_specification_names_its_version_source_and_licence() -> None:
    loaded = specification.load()
    assert loaded["version"] == "Bot API 10.1"
    assert loaded["source"] == make_specification.SOURCE
    assert loaded["licence"].startswith(
        "MIT License Copyright (c) 2020 Paul Larsen Permission is hereby granted"
    )


def test_reducing_keeps_names_types_and_whether_required() -> None:
    official = {
        "version": "Bot API 0",
        "methods": {
            "sendX": {
                "name": "sendX",
                "fields": [
                    {"name": "chat_id", "types": ["Integer", "String"], "required": True, "description": "…"},
                    {"name": "media", "types": ["Array of Media"], "required": False, "description": "…"},
                ],
            },
            "getMe": {"name": "getMe"},
        },
        "types": {
            "Media": {"subtypes": ["MediaPhoto"]},
            "MediaPhoto": {"fields": [{"name": "type", "types": ["String"], "required": True}]},
            "Unused": {"fields": []},
        },
    }
    assert make_specification.reduce(official, "MIT\nLicense") == {
        "version": "Bot API 0",
        "source": make_specification.SOURCE,
        "licence": "MIT License",
        "methods": {
            "getMe": {},
            "sendX": {"chat_id": [["Integer", "String"], True], "media": [["Array of Media"], False]},
        },
        "objects": {"Media": {"any": ["MediaPhoto"]}, "MediaPhoto": {"fields": {"type": [["String"], True]}}},
    }


def test_every_method_of_the_sandbox_is_official() -> None:
    assert METHODS.keys() - specification.method_names().keys() == set()


def test_aiogram_knows_every_parameter_of_the_specification() -> None:
    """The library is of a newer Bot API: it may know more, never less."""
    missing = {}
    for name in aiogram_methods.__all__:
        method: Any = getattr(aiogram_methods, name)
        official = specification.method_names().get(name.lower())
        if official and (
            unknown := specification.load()["methods"][official].keys() - set(method.model_fields)
        ):
            missing[official] = unknown
    assert missing == {}


async def test_messages_and_updates_are_what_aiogram_reads_without_anything_left_over(world: World) -> None:
    telegram, emma = world.telegram, world.emma
    group = telegram.add_group(emma, "Class 7", with_bot=world.bot)
    telegram.send_text(emma, "/start@quqyq_bot @emma", group)
    telegram.start(emma, "card_1")
    telegram.send_photo(emma, caption="see egov.kz")
    telegram.send_sticker(emma)
    telegram.send_voice(emma)
    telegram.send_location(emma)
    telegram.send_contact(emma)
    telegram.send_document(emma, b"x", "a.txt")
    telegram.forward(emma, telegram.chat(emma).last)
    sent = await world.say("x", reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]})
    telegram.press_label(world.aigul, "a")
    telegram.inline_query(emma, "school")
    telegram.block(emma)
    seen = {frozenset(update) for update in world.updates()}
    assert seen == {
        frozenset({kind}) for kind in ("my_chat_member", "message", "callback_query", "inline_query")
    }
    assert_nothing_left_over(Message.model_validate(sent))


async def test_every_update_validates(world: World) -> None:
    world.telegram.start(world.emma)
    world.telegram.send_photo(world.emma)
    world.telegram.block(world.emma)
    for update in world.bot.updates:
        assert_nothing_left_over(Update.model_validate(update.json))


def assert_nothing_left_over(model: Any) -> None:
    """Fail when a model, or one inside it, met a field that the library does not know."""
    assert not model.model_extra
    for name in type(model).model_fields:
        value = getattr(model, name)
        for item in value if isinstance(value, list) else [value]:
            if hasattr(item, "model_extra"):
                assert_nothing_left_over(item)


LEAVES = {
    "String": st.sampled_from(
        ["", "x", "HTML", "<b>x", "https://un.org", "attach://x", "bold", "text_link", "chat"]
    ),
    "Integer": st.sampled_from([-1, 0, 1, 1001, 10**20]),
    "Float": st.floats(allow_nan=False),
    "Boolean": st.booleans(),
    "InputFile": st.just("attach://x"),
}
ODD = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=3)
    | st.just([])
    | st.just([[]])
    | st.just({})
)


@st.composite
def held(draw: st.DrawFn, kinds: list[str], depth: int = 3) -> Any:
    """Draw a value of one of these types, now and then of none of them."""
    if draw(st.integers(0, 15)) == 0:
        return draw(ODD)
    kind = draw(st.sampled_from(kinds))
    if kind.startswith("Array of "):
        return draw(st.lists(held([kind.removeprefix("Array of ")], depth), max_size=2))
    if kind in LEAVES:
        return draw(LEAVES[kind])
    described = specification.load()["objects"][kind]
    if "any" in described:
        return draw(held(described["any"], depth))
    return draw(filled(described["fields"], depth - 1))


@st.composite
def filled(draw: st.DrawFn, fields: dict[str, Any], depth: int = 3) -> dict[str, Any]:
    """Draw an object with these fields: the required ones nearly always."""
    values: dict[str, Any] = {}
    for name, (kinds, required) in fields.items():
        if draw(st.integers(0, 9)) < (9 if required and depth >= 0 else 2 if depth > 0 else 0):
            known = {
                "chat_id": 1001,
                "from_chat_id": 1001,
                "message_id": 2,
                "type": None,
                "parse_mode": "HTML",
            }
            value = known.get(name)
            values[name] = draw(held(kinds, depth)) if value is None else value
    return values


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    names = specification.method_names()
    method = draw(st.sampled_from(sorted(names[name] for name in METHODS if name != "getupdates")))
    return method, draw(filled(specification.load()["methods"][method]))


@settings(REPEATABLE, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(call=calls())
def test_any_json_gets_an_answer(world: World, call: tuple[str, dict[str, Any]]) -> None:
    method, params = call
    coroutine = world.telegram.call("100:test", method, params)
    with pytest.raises(StopIteration) as finished:
        coroutine.send(None)
    envelope = finished.value.value
    json.dumps(envelope)
    assert envelope["ok"] or envelope["error_code"] in (400, 403)
