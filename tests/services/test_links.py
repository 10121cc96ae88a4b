"""Links: what is written is read back, and nothing else is taken for genuine."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.links import LONGEST, LONGEST_CAMPAIGN, Link, address, key, payload, read, share

KEY = key("100:a-token")
LETTERS = "abcxyz0189"


def slugs(most: int) -> st.SearchStrategy[str]:
    """Ids of up to three parts and `most` letters."""
    part = (most - 2) // 3
    parts = st.lists(st.text(LETTERS, min_size=2, max_size=part), min_size=1, max_size=3)
    return st.one_of(parts.map("-".join), st.text(LETTERS, min_size=most, max_size=most))


ITEMS = slugs(32)
CAMPAIGNS = slugs(LONGEST_CAMPAIGN)
LANGUAGES = st.sampled_from(["", "kk", "ru", "en"])


def made(campaigns: st.SearchStrategy[str]) -> st.SearchStrategy[Link]:
    """Links of every kind."""
    return st.one_of(
        st.builds(
            Link, st.sampled_from(["topic", "card", "update", "invitation"]), ITEMS, LANGUAGES, campaigns
        ),
        st.builds(Link, st.sampled_from(["news", "digests"]), st.just("") | ITEMS, LANGUAGES, campaigns),
        st.builds(Link, st.sampled_from(["home", "check"]), st.just(""), LANGUAGES, campaigns),
    )


LINKS = made(st.just("") | CAMPAIGNS)
SIGNED = made(CAMPAIGNS)


@given(LINKS)
def test_link_is_read_back_as_it_was_written(link: Link) -> None:
    written = payload(link, KEY)
    assert re.fullmatch(rf"[A-Za-z0-9_-]{{1,{LONGEST}}}", written)
    assert read(written, KEY) == link


def test_longest_link_fits() -> None:
    longest = Link("card", "a" * 32, "kk", "b" * 16)
    assert len(payload(longest, KEY)) == LONGEST


@pytest.mark.parametrize(
    ("link", "written"),
    [
        (Link(), "1h"),
        (Link(language="ru"), "1h__ru"),
        (Link("card", "free-lawyer-who", "kk"), "1c_free-lawyer-who_kk"),
        (Link("digests", "children"), "1g_children"),
        (Link("topic", "children", "kk", "school-7"), "1t_children_kk_school-7_b52iturg"),
    ],
)
def test_payload_of_printed_links_stays_readable(link: Link, written: str) -> None:
    """Posters hang for years: these must open for ever. A failure here is a broken promise, not a stale test."""
    assert (payload(link, KEY), read(written, KEY)) == (written, link)


@given(SIGNED, st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=8))
def test_campaign_with_another_signature_is_left_out(link: Link, signature: str) -> None:
    signed, _, genuine = payload(link, KEY).rpartition("_")
    if signature != genuine:
        found = read(f"{signed}_{signature}"[:LONGEST], KEY)
        assert found == Link(link.kind, link.item, link.language)


@given(SIGNED, CAMPAIGNS)
def test_campaign_put_into_another_link_is_left_out(link: Link, other: str) -> None:
    signed, _, signature = payload(link, KEY).rpartition("_")
    changed = f"{signed.rpartition('_')[0]}_{other}_{signature}"
    if other != link.campaign and len(changed) <= LONGEST:
        assert read(changed, KEY) == Link(link.kind, link.item, link.language)


def test_campaign_of_another_bot_is_left_out_and_the_page_opens() -> None:
    link = Link("card", "bullying", "ru", "school")
    assert read(payload(link, KEY), key("200:another-token")) == Link("card", "bullying", "ru")


@given(LINKS, st.integers(0, 63))
def test_cut_link_never_gains_a_campaign(link: Link, at: int) -> None:
    cut = payload(link, KEY)[:at]
    found = read(cut, KEY)
    assert found is None or found.campaign == "" or cut == payload(link, KEY)


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert read(text, KEY) is None or read(text, KEY).campaign == ""  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", None),
        ("hello", None),
        ("c_bullying", None),
        ("2c_bullying_kk", None),
        ("1x_bullying", None),
        ("1c", None),
        ("1c_Bullying", None),
        ("1c_құқық", None),
        ("1c_bullying_kk&x=1", None),
        ("1c_" + "a" * 33, None),
        ("1c_" + "a" * 62, None),
        ("1c_bullying_k", Link("card", "bullying")),
        ("1c_bullying_kk_school", Link("card", "bullying", "kk")),
        ("1c_bullying_kk1c_bullying_kk", Link("card", "bullying")),
        ("1t_children_kk_school-7_b52iturg_x", Link("topic", "children", "kk")),
        ("1h1h", None),
        ("1h_kk", Link("home", "kk")),
    ],
)
def test_broken_link_opens_what_is_left_of_it(text: str, found: Link | None) -> None:
    assert read(text, KEY) == found


@pytest.mark.parametrize(
    "link",
    [
        Link("card"),
        Link("card", "with_underscore"),
        Link("topic", "Үйім"),
        Link("card", "x" * 33),
        Link(language="kaz"),
        Link(campaign="a"),
        Link(campaign="x" * 17),
        Link(campaign="Школа"),
        Link(campaign="a--b"),
    ],
)
def test_payload_of_what_no_link_can_hold_is_refused(link: Link) -> None:
    with pytest.raises(ValueError, match=r"not an? "):
        payload(link, KEY)


def test_payload_with_a_campaign_needs_a_key() -> None:
    with pytest.raises(ValueError, match="needs a key"):
        payload(Link(campaign="school"))


def test_address_names_the_bot() -> None:
    assert (address("quqyq_bot"), address("quqyq_bot", Link("news"))) == (
        "https://t.me/quqyq_bot",
        "https://t.me/quqyq_bot?start=1w",
    )


def test_share_carries_link_and_text() -> None:
    assert share("https://t.me/b?start=1h", "Құқық & co") == (
        "https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fb%3Fstart%3D1h"
        "&text=%D2%9A%D2%B1%D2%9B%D1%8B%D2%9B%20%26%20co"
    )
