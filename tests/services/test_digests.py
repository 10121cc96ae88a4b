"""What a digest says, from the tiny pack: two topics, five cards, two updates."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.services.digests import Digest, compose
from content import loader
from content.library import Library

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def tiny() -> Library:
    return loader.load(Path(__file__).parents[1] / "packs" / "tiny")


def said(digest: Digest | None) -> tuple[list[str], list[str], str | None] | None:
    if digest is None:
        return None
    updates = [update.id for update in digest.updates]
    return [topic.id for topic in digest.topics], updates, digest.card.id if digest.card else None


def test_digest_holds_the_updates_of_its_topics_newest_first(tiny: Library) -> None:
    assert said(compose(tiny, ["water", "gone"], NOW)) == (
        ["water"],
        ["more-free-water", "wells-counted"],
        None,
    )


def test_digest_leaves_out_what_was_told(tiny: Library) -> None:
    digest = compose(tiny, ["water"], NOW, told={"more-free-water"})
    assert said(digest) == (["water"], ["wells-counted"], None)
    assert digest is not None
    assert {update: card.id for update, card in digest.pages.items()} == {"wells-counted": "wells"}


def test_digest_without_news_brings_a_card_that_was_not_had_topics_in_turn(tiny: Library) -> None:
    told = {update.id for update in tiny.updates}
    had: set[str] = set()
    brought = []
    while digest := compose(tiny, ["school", "water"], NOW, told=told, had=had):
        assert digest.card
        assert not digest.updates
        brought.append((digest.card.topic, digest.card.id))
        had.add(digest.card.id)
    assert sorted(card for _, card in brought) == sorted(card.id for card in tiny.cards)
    assert [topic for topic, _ in brought[:4]] in (
        ["water", "school", "water", "school"],
        ["school", "water", "school", "water"],
    )


@pytest.mark.parametrize("topics", [[], ["gone"]])
def test_digest_of_no_topic_is_nothing(tiny: Library, topics: list[str]) -> None:
    assert compose(tiny, topics, NOW) is None


def test_digest_passes_over_what_is_withdrawn_or_not_out_yet(tiny: Library) -> None:
    later = tiny.updates[0].model_copy(update={"publish_at": datetime(2026, 11, 24, tzinfo=UTC)})
    library = Library(
        info=tiny.info, topics=tiny.topics, cards=tiny.cards, contacts=tiny.contacts,
        updates=(later, *tiny.updates[1:]),
    )  # fmt: skip
    digest = compose(library, ["water"], NOW)
    assert digest is not None
    assert later.id not in {update.id for update in digest.updates}
