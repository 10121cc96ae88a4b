"""Callback data: every action fits, comes back as it went, and nothing else is taken for one."""

import inspect
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.links import LONGEST_CAMPAIGN
from bot.views import actions
from bot.views.actions import LONGEST, Action, BadAction, OpenCard, OpenResult, SetLanguage, unpack

CLASSES = [
    cls
    for _, cls in inspect.getmembers(actions, inspect.isclass)
    if issubclass(cls, Action) and cls is not Action
]


def _longest(cls: type[Action]) -> Action:
    words = {
        "field": "time_zone",
        "place": "c:" + "x" * 32,
        "language": "kk",
        "codes": ".".join(["abcde"] * 5),
        "campaign": "x" * LONGEST_CAMPAIGN,
        "form": "a4.pdf",
        "span": "week",
        "chapter": "campaigns",
    }
    return cls(*(99 if field.type is int else words.get(field.name, "x" * 32) for field in fields(cls)))


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_action_of_the_longest_content_fits(cls: type[Action]) -> None:
    assert len(_longest(cls).pack().encode()) <= LONGEST


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_action_comes_back_as_it_went(cls: type[Action]) -> None:
    assert unpack(_longest(cls).pack()) == _longest(cls)


def test_actions_have_codes_of_their_own() -> None:
    assert sorted(cls.code for cls in CLASSES) == sorted(actions._classes)


def test_action_too_long_is_refused() -> None:
    with pytest.raises(BadAction):
        OpenCard(card="x" * 63).pack()


def test_action_with_a_separator_in_an_early_field_is_refused() -> None:
    with pytest.raises(BadAction):
        SetLanguage(language="k:k", place="").pack()


@pytest.mark.parametrize(
    "data",
    [
        "",
        ":",
        "zz",
        "h:1",
        "o:1",
        "o:x:children",
        "o:-1:children",
        "o:١:children",
        "r:99999999999:abcde",
        "H",
        " h",
    ],
)
def test_foreign_data_is_refused(data: str) -> None:
    with pytest.raises(BadAction):
        unpack(data)


@given(st.text(max_size=64))
def test_any_data_is_an_action_or_refused(data: str) -> None:
    try:
        action = unpack(data)
    except BadAction:
        return
    assert unpack(action.pack()) == action


def test_place_may_hold_a_whole_action() -> None:
    place = OpenResult(at=3, codes="abcde.fghij").pack()
    assert unpack(SetLanguage(language="ru", place=place).pack()) == SetLanguage(language="ru", place=place)
