"""Messages of two imaginary dangers, and what is learned from them."""

import pytest

from content.search.evidence import Evidence

WINDOW = 10


@pytest.fixture
def evidence() -> Evidence:
    return Evidence(
        {
            "fire": [["the", "house", "burns"], ["house", "burning", "help"]],
            "flood": [["water", "in", "the", "house"], ["water", "rises", "help"]],
        },
        [["the", "house", "is", "new"], ["a", "glass", "of", "water"]],
        {"how": 8, "many": 8, "houses": 8, "stood": 8},
        8,
    )


@pytest.mark.parametrize(
    "words",
    [["house", "burns"], ["house", "burning"], ["water", "rises"], ["help", "water", "unheardof"]],
    ids=" ".join,
)
def test_words_of_danger_weigh_more_than_nothing(evidence: Evidence, words: list[str]):
    assert evidence.weigh(words, WINDOW) > 0


@pytest.mark.parametrize(
    "words",
    [["glass", "of", "water"], ["is", "new"], ["how", "many", "houses", "stood"]],
    ids=" ".join,
)
def test_words_of_calm_messages_weigh_less_than_nothing(evidence: Evidence, words: list[str]):
    assert evidence.weigh(words, WINDOW) < 0


@pytest.mark.parametrize("words", [[], ["unheardof"], ["help"], ["in", "the"]], ids=" ".join)
def test_what_may_be_chance_weighs_nothing(evidence: Evidence, words: list[str]):
    assert evidence.weigh(words, WINDOW) == 0


@pytest.mark.parametrize("place", [0, WINDOW - 1, WINDOW, 3 * WINDOW])
def test_one_sentence_is_heard_among_many(evidence: Evidence, place: int):
    calm = ["how", "many", "houses", "stood", "a", "glass", "of", "is", "new"] * WINDOW
    assert evidence.weigh(calm, WINDOW) < 0
    cry = [*calm[:place], "help", "house", "burns", "burning", *calm[place:]]
    assert evidence.weigh(cry, WINDOW) > max(evidence.weigh(calm, WINDOW), evidence.weigh(cry, len(cry)))


@pytest.mark.parametrize(
    ("words", "kind"), [(["help", "house", "burning"], "fire"), (["help", "water", "rises"], "flood")]
)
def test_kind_is_that_of_the_likest_messages(evidence: Evidence, words: list[str], kind: str):
    assert evidence.kind(words) == kind
