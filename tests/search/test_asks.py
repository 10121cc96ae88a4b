"""The labelled questions measure the search only as long as no card was given them to be found by."""

from itertools import chain

from content.check.wording import folded
from content.library import Library
from tests.eval.questions import HERE, read

ANYBODYS = 3
"""Words in which two people may well ask the same."""


def test_no_labelled_question_stands_among_the_ways_of_asking(library: Library):
    ways = {
        folded(way)
        for language in library.languages
        for way in chain(
            chain.from_iterable(
                library.ways(card, language)[1:] for card in library.cards
            ),  # without the title
            chain.from_iterable(update.text(language).asks for update in library.updates),
        )
    }
    asked = {
        question.text
        for name in ("tune", "report")
        for question in read(HERE / f"{name}.jsonl")
        if len(question.text.split()) > ANYBODYS
    }
    assert len(asked) > 1000
    assert sorted(question for question in asked if folded(question) in ways) == []
