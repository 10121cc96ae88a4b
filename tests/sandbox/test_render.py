"""The web client's HTML: safe whatever the text, and it shows the same text."""

import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import utf16
from bot.sandbox.formatting import complete
from bot.sandbox.render import render
from tests.sandbox.conftest import REPEATABLE

JSON = dict[str, Any]
ALLOWED = re.compile(
    r'</?(?:b|i|u|s|code|pre|blockquote|span|a)>|<blockquote expandable>|<span class="spoiler">'
    r'|<a href="(?:https?|mailto|tel|tg|ton):[^"<>]*">'
)


def entity(kind: str, offset: int, length: int, **facts: Any) -> JSON:
    return {"type": kind, "offset": offset, "length": length, **facts}


@pytest.mark.parametrize(
    ("text", "entities", "shown"),
    [
        ("<b>&", [], "&lt;b&gt;&amp;"),
        ("ab", [entity("bold", 0, 2), entity("italic", 1, 1)], "<b>a<i>b</i></b>"),
        ("abc", [entity("bold", 0, 2), entity("italic", 1, 2)], "<b>a<i>b</i></b><i>c</i>"),
        ("👋a", [entity("spoiler", 2, 1)], '👋<span class="spoiler">a</span>'),
        ("x", [entity("text_link", 0, 1, url='https://un.org/"x')], '<a href="https://un.org/&quot;x">x</a>'),
        ("x", [entity("text_link", 0, 1, url="javascript:alert(1)")], "x"),
        ("un.org", [entity("url", 0, 6)], '<a href="http://un.org">un.org</a>'),
        ("+7 717", [entity("phone_number", 0, 6)], '<a href="tel:+7717">+7 717</a>'),
        ("a@b.kz", [entity("email", 0, 6)], '<a href="mailto:a@b.kz">a@b.kz</a>'),
        ("@emma", [entity("mention", 0, 5)], '<a href="https://t.me/emma">@emma</a>'),
        ("/help", [entity("bot_command", 0, 5)], '<a href="tg://bot_command?command=help">/help</a>'),
        ("#x", [entity("hashtag", 0, 2)], "#x"),
    ],
)
def test_text_is_shown(text: str, entities: list[JSON], shown: str) -> None:
    assert render(text, entities) == shown


KINDS = [
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "blockquote",
    "code",
    "pre",
    "url",
    "email",
]


@REPEATABLE
@given(
    st.text(alphabet="ab<>&\"'👋қ", max_size=12),
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 14), st.integers(0, 14)), max_size=6),
)
def test_crossing_entities_give_safe_nested_html_of_the_same_text(
    text: str, marks: list[tuple[str, int, int]]
) -> None:
    shown = render(text, [entity(*mark) for mark in marks])
    assert unescape(re.sub(r"<[^>]*>", "", shown)) == text
    assert "<" not in ALLOWED.sub("", shown)
    assert_nested(shown)


def assert_nested(shown: str) -> None:
    """Fail unless every tag is closed, the innermost first."""
    waiting: list[str] = []
    for closing, tag in re.findall(r"<(/?)([a-z]+)", shown):
        if not closing:
            waiting.append(tag)
        else:
            assert waiting.pop() == tag
    assert waiting == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start now", [("bot_command", "/start")]),
        ("see /help@quqyq_bot.", [("bot_command", "/help@quqyq_bot")]),
        ("and/or /көмек 1/2", []),
        ("ask @emma, or a@b.kz", [("mention", "@emma"), ("email", "a@b.kz")]),
        ("#құқық #1 $USD", [("hashtag", "#құқық"), ("cashtag", "$USD")]),
        (
            "https://egov.kz/cms/ru?x=1. egov.kz, bala.gov.kz!",
            [("url", "https://egov.kz/cms/ru?x=1"), ("url", "egov.kz"), ("url", "bala.gov.kz")],
        ),
        (
            "(https://undocs.org/en/A/HRC/WG.6/48/KAZ/1)",
            [("url", "https://undocs.org/en/A/HRC/WG.6/48/KAZ/1")],
        ),
        ("Bala Qorgau 2.0 и т.д. 112", []),
        ("call +7 (717) 274-11-11", [("phone_number", "+7 (717) 274-11-11")]),
        ("👋 egov.kz", [("url", "egov.kz")]),
    ],
)
def test_telegram_marks_what_it_finds_in_plain_text(text: str, found: list[tuple[str, str]]) -> None:
    clean, entities = complete(text, [])
    units = clean.encode("utf-16-le")
    assert [
        (e["type"], units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in entities
    ] == found


def test_nothing_is_marked_inside_code_and_links() -> None:
    marks = [entity("code", 0, 7), entity("text_link", 8, 6, url="https://un.org/")]
    assert complete("egov.kz un.org /help", marks) == (
        "egov.kz un.org /help",
        [*marks, entity("bot_command", 15, 5)],
    )


@REPEATABLE
@given(st.text(max_size=60))
def test_cleaning_a_text_twice_changes_nothing_more(text: str) -> None:
    clean, entities = complete(text, [])
    assert complete(clean, []) == (clean, entities)
    end = utf16.length(clean)
    assert all(e["offset"] + e["length"] <= end for e in entities)
