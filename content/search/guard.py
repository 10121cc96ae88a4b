"""Danger first: what the signs of urgent.yaml say of a message, and what its words weigh, taken together.

A sign is believed unless the words speak clearly against it; words alone are believed when they speak very clearly.
"""

import re
from collections.abc import Container, Iterable, Mapping
from itertools import chain
from typing import Final

from content.danger import Urgent
from content.messages import CALM, Messages
from content.search.evidence import Evidence, Words
from content.search.fold import lines, words
from content.search.urgent import Alarm, Watch

DOUBTED: Final = 0.0
"""Weight under which a sign is not believed; this and the next are chosen on tests/eval/tune.jsonl."""
GRAVE: Final = 2.6
"""Weight from which the words of a message are an alarm without any sign, unless it shows that all is calm."""
CERTAIN: Final = 4.0
"""Weight from which they are one all the same."""
CLAUSE: Final = 8
"""Words around a sign that may speak against it."""
SENTENCE: Final = 12
"""Words that together are an alarm."""

_SENTENCES: Final = re.compile(r"[.!?\n]+")


class Guard:
    """Made once for a pack; `known` holds the folded words that are correct.

    `often` is how often each folded word stands in the `texts` (so many) of the pack.
    """

    def __init__(
        self,
        urgent: Urgent,
        messages: Messages,
        known: Container[str],
        often: Mapping[str, int],
        texts: int,
    ) -> None:
        self._dangers = urgent.dangers
        self._watch = Watch(urgent, known)
        self._evidence = _evidence(messages, often, texts) if messages else None

    def alarm(self, message: str, language: str = "", *, harmless: bool = False) -> Alarm | None:
        """Return the danger that a message (lower case, from `fold.clean`) speaks of, or None.

        `language` is the message's where it is known. Of one that is known to be `harmless` only a sign is believed.
        """
        if self._evidence is None:
            return self._watch.alarm(message, language)
        said = [folded for part in _SENTENCES.split(message) if (folded := words(part))]
        whole = list(chain.from_iterable(said))
        if len(said) > 1:
            said.append(whole)
        if _gravest(self._evidence, said, CLAUSE) < DOUBTED:
            return None
        sign = self._watch.alarm(message, language)
        if sign is None:
            weight = _gravest(self._evidence, said, SENTENCE)
            if harmless or weight < GRAVE:
                return None
            if weight < CERTAIN and self._watch.undone(message, language):
                return None
        kind = self._evidence.kind(whole, sign.kind if sign else "")
        return Alarm(kind, self._dangers[kind], sign.sign if sign else "")


def _gravest(evidence: Evidence, said: Iterable[Words], window: int) -> float:
    return max([evidence.weigh(words, window) for words in said], default=0.0)


def _evidence(messages: Messages, often: Mapping[str, int], texts: int) -> Evidence:
    folded = {
        kind: [line for told in by_language.values() for line in lines(told)]
        for kind, by_language in messages.items()
    }
    calm = folded.pop(CALM, [])
    return Evidence(folded, calm, often, texts)
