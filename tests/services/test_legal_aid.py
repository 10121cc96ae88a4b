"""The free-lawyer check as a service: steps, results, and when the content has none."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.services.legal_aid import Result, Step, check, is_offered
from content import loader
from content.eligibility import states
from content.library import Library

PACKS = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="module")
def library() -> Library:
    return loader.load(PACKS / "content" / "kz-upr-2025")


def test_check_begins_with_the_first_question(library: Library) -> None:
    assert library.interview is not None
    assert check(library, "", NOW) == Step("", library.interview.questions[0])


def test_check_tells_the_decision_with_its_cards_each_once(library: Library) -> None:
    found = check(library, "bda", NOW)
    assert isinstance(found, Result)
    assert ([rule.id for rule in found.met], found.open, found.otherwise) == (
        ["four-kinds-of-victims", "vulnerable-groups"],
        (),
        None,
    )
    assert [card.id for card in found.cards] == ["legal-aid-victims", "free-lawyer-who", "legal-advisers"]


def test_check_without_a_match_says_what_the_document_does_not_name(library: Library) -> None:
    found = check(library, "cb", NOW)
    assert isinstance(found, Result)
    assert library.interview is not None
    assert (found.met, found.open, found.otherwise) == ((), (), library.interview.otherwise)


def test_check_tells_no_development_before_its_time(library: Library) -> None:
    assert library.interview is not None
    update = next(update for update in library.updates if update.id == library.interview.since[0])
    later = update.model_copy(update={"publish_at": datetime(2027, 1, 1, tzinfo=UTC)})
    held = Library(
        library.info,
        library.topics,
        library.cards,
        library.contacts,
        tuple(later if one is update else one for one in library.updates),
        library.interview,
    )
    found = check(held, "cb", NOW)
    assert isinstance(found, Result)
    assert [update.id for update in found.since] == list(library.interview.since[1:])


def test_every_result_carries_a_paragraph_and_a_way_on(library: Library) -> None:
    assert library.interview is not None
    results = [check(library, state.letters, NOW) for state in states(library.interview)]
    ends = [found for found in results if isinstance(found, Result)]
    assert [
        found.letters
        for found in ends
        if not found.cards
        or not all(said.paragraphs for said in (*found.met, *found.open, found.otherwise) if said)
        or bool(found.otherwise) == bool(found.met or found.open)
    ] == []
    assert len(ends) == sum(state.question is None for state in states(library.interview))


def test_check_is_offered_to_its_topic_alone(library: Library) -> None:
    assert is_offered(library)
    assert [topic.id for topic in library.topics if is_offered(library, topic.id)] == ["legal-aid"]


def test_content_without_an_interview_has_no_check() -> None:
    tiny = loader.load(PACKS / "tests" / "packs" / "tiny")
    assert (check(tiny, "", NOW), is_offered(tiny), is_offered(tiny, "water")) == (None, False, False)
