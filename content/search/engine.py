"""One question, one outcome: danger first, then what the question names outright, then ranking."""

import gc
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from typing import Final, Literal

from content.lexicon import NOTHING, Lexicon
from content.library import Library
from content.schema import Update
from content.search.answer import Found, Hit
from content.search.fold import clean, lines, words
from content.search.guard import Guard
from content.search.index import Heard, Index
from content.search.keyboard import retyped
from content.search.languages import choose
from content.search.match import Entry, Match, Ranking
from content.search.references import References
from content.search.urgent import Alarm
from content.search.verdict import Fit, fit, judge

LONGEST: Final = 4096
"""Characters of a message that are looked at for danger: the longest message there is."""
LONGEST_QUESTION: Final = 600
"""Characters of a message that are looked at as a question."""
LONGEST_GREETING: Final = 40
"""Characters in which people greet without asking anything."""
RESULTS: Final = 5
CHOICES: Final = 3
NEAREST: Final = 2
STRANGE: Final = 0.5
"""How little of a question is known when it may have been typed in another keyboard layout."""
CLEARER: Final = 0.25
CURRENT: Final = 0.85
"""Share of a card's score from which an update that supersedes or contradicts it goes before it."""
SAME: Final = 0.85
"""Likeness from which a question is taken for a phrase of the lexicon."""
NEAR: Final = 0.45
"""Score from which a card's topic is near a question that has no answer; tests/eval/README.md tells how often it is."""


class Search:
    """An index of one library; immutable for whoever asks, so that every reader of an edition asks the same one."""

    def __init__(self, library: Library) -> None:
        self._library = library
        # Everything made here lives as long as the index: nothing for the collector to find, and much to look through.
        collecting = gc.isenabled()
        gc.disable()
        try:
            self._build(library)
        finally:
            if collecting:
                gc.enable()

    def _build(self, library: Library) -> None:
        lexicon = library.lexicon or NOTHING
        self._index = Index(_entries(library, lexicon), lexicon, library.languages)
        self._references = References(library, library.recommendations)
        vocabulary = self._index.vocabulary
        self._greetings = frozenset(chain.from_iterable(lines(list(lexicon.greetings.values()))))
        self._said_anyway = self._greetings | vocabulary.synonyms.fillers
        self._guard = (
            None
            if library.urgent is None
            else Guard(
                library.urgent,
                library.messages,
                vocabulary,
                dict(zip(vocabulary.terms, self._index.often, strict=True)),
                self._index.texts,
            )
        )

    def ask(self, question: str, language: str) -> Found:
        """Answer a question; `language` is the reader's, or "" when it is not known."""
        message = clean(question[:LONGEST])
        cleaned = message[:LONGEST_QUESTION]
        named = self._references.cards(cleaned, words(cleaned))
        cleaned, asked, spoken = self._heard(cleaned, language)
        ranking = self._index.rank(asked, spoken)
        if self._guard is not None:
            harmless = _is_outside(ranking)
            alarm = self._guard.alarm(cleaned + message[LONGEST_QUESTION:], spoken, harmless=harmless)
            if alarm is None and not message.startswith(cleaned):
                # What looked like another keyboard layout may be slang.
                alarm = self._guard.alarm(message, spoken, harmless=harmless)
            if alarm is not None:
                return self._urgent(alarm, ranking, spoken)
        if named is not None:
            hits = tuple(Hit("card", card, 1.0) for card in named)
            return Found("answer" if hits else "none", spoken, hits)
        if self._greets(cleaned, asked):
            return Found("none", language or spoken, greeting=True)
        bare = self._references.bare(asked)
        if bare:
            return Found(
                "unsure",
                spoken,
                tuple(Hit("card", card, 1.0) for card in bare[:CHOICES]),
            )
        return self._ranked(ranking, spoken)

    def knows(self, word: str) -> bool:
        """Say whether the pack itself uses a word (or says that it tells nothing), exactly so and in any language."""
        folded = words(clean(word))
        known = self._index.vocabulary
        return bool(folded) and all(one in known or one in self._said_anyway for one in folded)

    def forget(self) -> None:
        """Drop what is kept at hand of the words that were asked; it comes again by itself."""
        self._index.forget()

    def measure(self, question: str) -> tuple[Hit, Fit] | None:
        """Return the best match of a question and how it fits, whatever the outcome: for fitting the verdict."""
        _, asked, spoken = self._heard(clean(question[:LONGEST_QUESTION]), "")
        ranking = self._index.rank(asked, spoken)
        inside = self._inside(ranking.matches)
        if not inside:
            return None
        return Hit(_kind(inside[0]), inside[0].entry.id, inside[0].score), self._fit(ranking, inside)

    def _heard(self, cleaned: str, language: str) -> tuple[str, list[str], str]:
        """Return the question as it was meant to be typed, its folded words, and its language."""
        asked = words(cleaned)
        heard = self._index.hear(asked)
        if heard and _familiar(heard) < STRANGE:
            cleaned, asked, heard = self._retyped(cleaned, asked, heard)
        spoken = choose(cleaned, [word.spoken for word in heard], self._library.languages, language)
        return cleaned, asked, spoken

    def _retyped(
        self, cleaned: str, asked: list[str], heard: list[Heard]
    ) -> tuple[str, list[str], list[Heard]]:
        best = cleaned, asked, heard
        enough = _familiar(heard) + CLEARER
        for text in retyped(cleaned):
            other = words(clean(text))
            found = self._index.hear(other)
            if found and _familiar(found) >= enough:
                best, enough = (text, other, found), _familiar(found)
        return best

    def _ranked(self, ranking: Ranking, language: str) -> Found:
        inside = self._inside(ranking.matches)
        if not inside:
            return Found("none", language)
        outcome = judge(self._fit(ranking, inside))
        if outcome == "none":
            return Found("none", language, nearest=self._topics(inside))
        hits = self._hits(inside)[: RESULTS if outcome == "answer" else CHOICES]
        return Found(outcome, language, hits)

    def _fit(self, ranking: Ranking, inside: list[Match]) -> Fit:
        return fit(
            ranking,
            inside[0],
            rival=next(
                (each.score for each in inside[1:] if not self._related(each, inside[0])),
                0.0,
            ),
            outside=max(
                (each.score for each in ranking.matches if each.entry.kind == "outside"),
                default=0.0,
            ),
        )

    def _urgent(self, alarm: Alarm, ranking: Ranking, language: str) -> Found:
        """Give the contacts; the card that surely answers, those that help in this danger, then what else was found."""
        found = self._ranked(ranking, language)
        surely = found.hits if found.outcome == "answer" else ()
        helping = [
            Hit("card", card, 0.0) for card in alarm.danger.cards if self._library.card(card) is not None
        ]
        hits = list({hit.id: hit for hit in (*surely[:1], *helping, *surely[1:])}.values())
        contacts = tuple(each for each in alarm.danger.contacts if self._library.contact(each) is not None)
        return Found(
            "urgent",
            language,
            tuple(hits[:RESULTS]),
            contacts,
            alarm.kind,
        )

    def _inside(self, matches: Iterable[Match]) -> list[Match]:
        """Leave out what is outside the pack and updates that are not public; current answers go first."""
        now = datetime.now(UTC)
        inside = []
        for match in matches:
            if match.entry.kind == "card":
                inside.append(match)
            elif match.entry.kind == "update":
                update = self._library.update(match.entry.id)
                if update is not None and update.public(now):
                    inside.append(match)
        if inside and inside[0].entry.kind == "card":
            for place, match in enumerate(inside[1:], start=1):
                if match.score >= CURRENT * inside[0].score and self._replaces(match, inside[0]):
                    inside.insert(0, inside.pop(place))
                    break
        return inside

    def _replaces(self, match: Match, card: Match) -> bool:
        update = self._library.update(match.entry.id) if match.entry.kind == "update" else None
        return update is not None and _overrules(update) and self._related(match, card)

    def _hits(self, inside: list[Match]) -> tuple[Hit, ...]:
        """Turn matches into hits; an update stands before a card that it touches, so that there is one to open."""
        hits = [Hit(_kind(match), match.entry.id, round(match.score, 4)) for match in inside]
        update = self._library.update(hits[0].id) if hits[0].kind == "update" else None
        if update is not None and not any(hit.kind == "card" for hit in hits[:CHOICES]):
            touched = self._library.touched(update)
            if touched:
                hits = [hits[0], Hit("card", touched[0].id, hits[0].score), *hits[1:]]
        return tuple(dict.fromkeys(hits))

    def _related(self, one: Match, other: Match) -> bool:
        return not self._paragraphs(one).isdisjoint(self._paragraphs(other))

    def _paragraphs(self, match: Match) -> frozenset[int]:
        of = self._library.card if match.entry.kind == "card" else self._library.update
        item = of(match.entry.id)
        return frozenset(item.paragraphs) if item is not None else frozenset()

    def _topics(self, inside: Iterable[Match]) -> tuple[str, ...]:
        near = [
            card.topic
            for match in inside
            if match.score >= NEAR and (card := self._library.card(match.entry.id)) is not None
        ]
        return tuple(dict.fromkeys(near))[:NEAREST]

    def _greets(self, cleaned: str, asked: list[str]) -> bool:
        """Say whether words greet and ask nothing, in whatever keyboard layout."""
        if len(cleaned) > LONGEST_GREETING:
            return False
        typed = [asked, *(words(clean(text)) for text in retyped(cleaned))]
        return any(
            not self._greetings.isdisjoint(each) and self._said_anyway.issuperset(each) for each in typed
        )


def _familiar(heard: list[Heard]) -> float:
    """Return how well the words are known, from 0 to 1."""
    return sum(max(word.meant.values(), default=0.0) for word in heard) / len(heard)


def _is_outside(ranking: Ranking) -> bool:
    """Say whether a question is, nearly word for word, one of those that are known to lie outside the pack."""
    return any(match.entry.kind == "outside" and match.fuzz >= SAME for match in ranking.matches)


def _kind(match: Match) -> Literal["card", "update"]:
    return "update" if match.entry.kind == "update" else "card"


def _overrules(update: Update) -> bool:
    return update.effect in ("supersedes", "contradicts")


def _entries(library: Library, lexicon: Lexicon) -> Iterator[Entry]:
    for card in library.cards:
        yield Entry(
            "card",
            card.id,
            tuple((lang, phrase) for lang in card.texts for phrase in library.ways(card, lang)),
            tuple((lang, text.body) for lang, text in card.texts.items()),
        )
    for update in library.updates:
        if update.withdrawn is None:
            yield Entry(
                "update",
                update.id,
                tuple(
                    (lang, phrase)
                    for lang, text in update.texts.items()
                    for phrase in (text.title, *text.asks)
                ),
                tuple((lang, text.body) for lang, text in update.texts.items()),
            )
    for subject, phrases in lexicon.outside.items():
        yield Entry(
            "outside",
            subject,
            tuple((lang, each) for lang, some in phrases.items() for each in some),
        )
