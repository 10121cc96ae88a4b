"""Telegram's HTML: what it means, what it refuses, and that parsing undoes writing."""

from html import escape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import html, utf16
from tests.sandbox.conftest import REPEATABLE

JSON = dict[str, Any]


def entity(kind: str, offset: int, length: int, **facts: Any) -> JSON:
    return {"type": kind, "offset": offset, "length": length, **facts}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b>", "a", [entity("bold", 0, 1)]),
        ("<strong>a</strong> <em>b</em>", "a b", [entity("bold", 0, 1), entity("italic", 2, 1)]),
        ("<B>a</b>", "a", [entity("bold", 0, 1)]),
        ("<b>a</>", "a", [entity("bold", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("<b><i>a</i></b>", "a", [entity("bold", 0, 1), entity("italic", 0, 1)]),
        ("<b></b>x", "x", []),
        ("👋<b>қ</b>", "👋қ", [entity("bold", 2, 1)]),
        ("<s>a</s><del>b</del>", "ab", [entity("strikethrough", 0, 1), entity("strikethrough", 1, 1)]),
        ("<ins>a</ins>", "a", [entity("underline", 0, 1)]),
        ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
        ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
        ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
        ("<code>a</code>", "a", [entity("code", 0, 1)]),
        (
            '<pre><code class="language-python">a</code></pre>',
            "a",
            [entity("pre", 0, 1, language="python")],
        ),
        ('<code class="language-python">a</code>', "a", [entity("code", 0, 1)]),
        ('<a href="https://un.org">a</a>', "a", [entity("text_link", 0, 1, url="https://un.org/")]),
        (
            "<a href='un.org/x?a=1&amp;b=2'>a</a>",
            "a",
            [entity("text_link", 0, 1, url="http://un.org/x?a=1&b=2")],
        ),
        ("<a>https://un.org/x</a>", "https://un.org/x", [entity("text_link", 0, 16, url="https://un.org/x")]),
        ('<a href="tel:111">111</a>', "111", []),
        ('<a href="http://localhost">a</a>', "a", []),
        ('<a href="tg://user?id=7">a</a>', "a", [entity("text_mention", 0, 1, user={"id": 7})]),
        ("1 &lt; 2 &amp;&amp; &quot;x&quot; &#1179;&#x49B;", '1 < 2 && "x" ққ', []),
        ("&nbsp;&copy; & &#0; &#xD800;", "&nbsp;&copy; & &#0; &#xD800;", []),
        ("&lt", "<", []),
        ("a > b", "a > b", []),
        (
            '<tg-time unix="1" format="t">x</tg-time>',
            "x",
            [entity("date_time", 0, 1, unix_time=1, date_time_format="t")],
        ),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 2, custom_emoji_id="5")]),
    ],
)
def test_html_means(source: str, text: str, entities: list[JSON]) -> None:
    assert html.parse(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>unclosed", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("<script>alert(1)</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("қ <p>x</p>", 'Unsupported start tag "p" at byte offset 3'),
        ("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
        ("a < b > c", 'Unsupported start tag "" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("5 <6", "Unclosed start tag at byte offset 2"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<", "Unclosed start tag at byte offset 0"),
        ("<a href", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=https://un.org>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="https://un.org>x</a>', "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            '<tg-emoji emoji-id="9999999999999999999">x</tg-emoji>',
            "Invalid custom emoji identifier specified",
        ),
    ],
)
def test_html_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(html.ParseError) as refusal:
        html.parse(source)
    assert str(refusal.value) == words


NESTED_TAGS = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough", "tg-spoiler": "spoiler"}
words = st.text(alphabet="abқі <>&\"'👋1\n", min_size=1, max_size=8)
trees = st.recursive(
    words,
    lambda inner: st.tuples(st.sampled_from(sorted(NESTED_TAGS)), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=12,
)
Tree = str | tuple[str, list["Tree"]]


def written(tree: Any) -> str:
    """Write a tree as Telegram HTML."""
    if isinstance(tree, str):
        return escape(tree, quote=False)
    tag, children = tree
    return f"<{tag}>{''.join(map(written, children))}</{tag}>"


def meant(tree: Any, offset: int = 0) -> tuple[str, list[JSON]]:
    """Say what a tree means: its text, its entities from the outside in."""
    if isinstance(tree, str):
        return tree, []
    tag, children = tree
    text, inner = "", []
    for child in children:
        more, found = meant(child, offset + utf16.length(text))
        text += more
        inner += found
    return text, [entity(NESTED_TAGS[tag], offset, utf16.length(text)), *inner]


def place(mark: JSON) -> tuple[int, int]:
    return mark["offset"], -mark["length"]


@REPEATABLE
@given(trees)
def test_html_parsing_undoes_writing(tree: Any) -> None:
    text, entities = meant(tree)
    parsed, found = html.parse(written(tree))
    assert parsed == text
    assert found == sorted(entities, key=place)


@REPEATABLE
@given(st.text(alphabet="<>/&;abi='\" қ\n#x1-", max_size=40))
def test_html_parsing_ends_with_text_or_refusal(source: str) -> None:
    try:
        text, entities = html.parse(source)
    except html.ParseError:
        return
    end = utf16.length(text)
    assert all(e["offset"] >= 0 and e["length"] > 0 and e["offset"] + e["length"] <= end for e in entities)
