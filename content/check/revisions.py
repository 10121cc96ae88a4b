"""Language blocks that changed since the languages were agreed."""

from collections.abc import Iterator

from content.check.case import Case
from content.fault import Fault
from content.revision import NEW, revision_of


def stale(case: Case) -> Iterator[Fault]:
    """Name the languages that did not follow a change, and what was never agreed."""
    for thing in case.told:
        texts = {lang: thing.text(lang) for lang in case.library.languages}
        fresh = [lang for lang, text in texts.items() if text.revision == NEW]
        edited = [
            lang
            for lang, text in texts.items()
            if text.revision not in (NEW, revision_of(text.title, text.body))
        ]
        for lang in texts:
            others = [other for other in edited if other != lang]
            if others:
                message = f"{lang} may not follow the change of {' and '.join(others)}: read it, then agree"
                yield case.reading.fault(thing, "stale", message, lang, "revision")
        if fresh:
            message = f"not agreed yet: {', '.join(fresh)}"
            yield case.reading.fault(thing, "not-agreed", message, fresh[0], "revision")
