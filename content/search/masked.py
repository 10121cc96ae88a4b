"""Questions without what could say who asked: known words stay, and everything else becomes a dot for a gap.

Not a list of what is personal decides, since such a list is never complete, but one of what is not: the words that the
pack itself uses. Digits, addresses, names and whatever nobody has thought of are not among them.
"""

import re
from collections.abc import Callable
from typing import Final

from content.search.fold import clean

GAP: Final = "…"
LONGEST: Final = 30
"""Words of a question that are kept; what comes after them is left out."""
LONGEST_WORD: Final = 40

_ADDRESS: Final = re.compile(r"[@/\\:#_~|=&%\d]|\w\.\w")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PATRONYMIC: Final = re.compile(
    r"(?:ович|евич|ич|овна|евна|ична|инична|[уұ]лы|[кқ]ызы|ovich|evich|ovna|evna|[ou]gly|uly|kyzy|qyzy)"
    r"(?:а|у|ем|ом|е|ы|ой|ей|н[ыі]ң|ға|ге|ны|ні|мен)?\Z"
)
_STEM: Final = 3
"""Letters that a name has before the ending that makes it a patronymic: «қызы» alone is a daughter."""
_SENTENCE_END: Final = ".!?…\n"


def masked(question: str, knows: Callable[[str], bool]) -> str:
    """Give the words of a question that `knows` knows, in small letters, with one gap for all between; "" for none.

    Inside a sentence a word with a capital is taken for a name, known or not.
    """
    kept: list[str] = []
    begins, count, found = True, 0, False
    for token in re.split(r"(\s+)", question):
        if not token.strip():
            begins = begins or "\n" in token
            continue
        if _ADDRESS.search(token.strip(".,!?;:()«»\"'…")):
            words: list[str | None] = [None]
        else:
            words = [_kept(word, begins and not at, knows) for at, word in enumerate(_WORD.findall(token))]
        for word in words:
            count += 1
            if word is None:
                if not kept or kept[-1] != GAP:
                    kept.append(GAP)
            else:
                kept.append(word)
                found = True
        if count >= LONGEST:
            break
        begins = token[-1] in _SENTENCE_END
    return " ".join(kept[:LONGEST]) if found else ""


def _kept(word: str, begins: bool, knows: Callable[[str], bool]) -> str | None:
    """Give a word as it may be kept, or None. Whoever writes in capitals alone hides the names among them."""
    if word[:1].isupper() and word != "I" and not (begins and not word[1:].isupper()):
        return None
    small = clean(word)
    ending = _PATRONYMIC.search(small)
    if len(small) > LONGEST_WORD or (ending and ending.start() >= _STEM) or not _WORD.fullmatch(small):
        return None
    return small if knows(small) else None
