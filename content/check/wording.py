"""Sentences that are too long, asks that two cards share, runs of words that stand in the report."""

import re
from collections.abc import Iterator

from content.check.case import Case, Passage
from content.fault import Fault
from content.shingles import copied_runs
from content.walk import own_file

AVERAGE = 18
_SENTENCE = re.compile(r"(?<=[.!?…:;])[»”\")]?\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:[-’'.,\u00a0\u202f][^\W_]+)*")
# Runs of the report may be names of laws and bodies: then most of their words have a capital.
_NAME_SHARE = 0.45
SHINGLES = "report.shingles"


def long_sentences(case: Case) -> Iterator[Fault]:
    """Report bodies whose sentences have more than 18 words on average."""
    for passage in case.passages:
        if passage.kind != "body":
            continue
        counts = [len(_WORD.findall(sentence)) for sentence in _SENTENCE.split(passage.text)]
        counts = [count for count in counts if count]
        average = sum(counts) / max(1, len(counts))
        if average > AVERAGE:
            message = f"sentences have {average:.0f} words on average, at most {AVERAGE}: split the longest"
            yield case.fault(passage, "long-sentences", message)


def folded(ask: str) -> str:
    """Return an ask without case, marks and the dots of ё, as asks are compared."""
    return " ".join(re.findall(r"\w+", ask.lower().replace("ё", "е")))


def shared_asks(case: Case) -> Iterator[Fault]:
    """Report asks that stand twice in one language, on one card or on two."""
    first: dict[tuple[str, str], Passage] = {}
    for passage in case.passages:
        if passage.kind != "ask":
            continue
        earlier = first.setdefault((passage.lang, folded(passage.text)), passage)
        if earlier is not passage:
            where = "this card" if earlier.thing is passage.thing else f"the card {earlier.thing.id}"
            yield case.fault(passage, "shared-ask", f"“{passage.text}” stands in {where} already")


def copied(case: Case) -> Iterator[Fault]:
    """Report runs of twelve words or more that stand in the report word for word, names aside."""
    path = own_file(case.root, SHINGLES, [])
    if path is None:
        case.notes.append(f"no {SHINGLES}: copied runs of words are not looked for")
        return
    packed = path.read_bytes()
    for passage in case.prose:
        if passage.lang != "en":
            continue
        for run in copied_runs(passage.text, packed):
            words = _WORD.findall(passage.text[run.start : run.end])
            if sum(word[0].isupper() for word in words) < _NAME_SHARE * len(words):
                shown = " ".join(words[:8])
                message = (
                    f"{run.words} words in a row stand in the report: “{shown} …”, say it in your own words"
                )
                yield case.fault(passage, "copied", message, run.start)
