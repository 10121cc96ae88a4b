"""Drafts: an empty card or update that parses, in every language, and never over something that is there."""

from pathlib import Path

import pytest
import yaml

from content import drafts
from content.fault import PackError


def test_card_draft_is_a_card_to_fill_in(pack: Path) -> None:
    path = drafts.card(pack, "water", "warm-water")
    assert path == pack / "topics" / "water" / "warm-water.yaml"
    draft = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert list(draft) == ["status", "paragraphs", "contacts", "see_also", "kk", "ru", "en"]
    assert list(draft["kk"]) == ["revision", "title", "body", "asks"]


def test_update_draft_is_an_update_to_fill_in(pack: Path) -> None:
    path = drafts.update(pack, "warmer-water")
    assert path == pack / "updates" / "since" / "warmer-water.yaml"
    draft = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert draft["source"]["title"] == {"kk": "", "ru": "", "en": ""}
    assert list(draft["en"]) == ["revision", "title", "body"]


@pytest.mark.parametrize(
    ("topic", "card", "code"),
    [
        ("water", "free-water", "duplicate-id"),
        ("water", "school-bus", "duplicate-id"),
        ("water", "Warm", "bad-id"),
        ("water", "су", "bad-id"),
        ("water", "x" * 33, "bad-id"),
        ("water", "../../x", "bad-id"),
        ("fire", "warm-water", "missing-topic"),
        ("../..", "warm-water", "missing-topic"),
    ],
)
def test_card_draft_is_refused(pack: Path, topic: str, card: str, code: str) -> None:
    with pytest.raises(PackError) as caught:
        drafts.card(pack, topic, card)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_draft_never_replaces_a_file(pack: Path) -> None:
    drafts.card(pack, "water", "warm-water")
    with pytest.raises(PackError):
        drafts.card(pack, "water", "warm-water")
