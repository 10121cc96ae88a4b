"""Letters of the wrong script, and signs that Telegram would read as markup."""

import re
from collections.abc import Iterator

from content.check.case import Case, Passage
from content.fault import Fault

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
# Latin letters that look like Cyrillic ones: alone in a Cyrillic text they are a slip of the keyboard.
_LOOKALIKES = frozenset("aceiopxyABCEHKMOPTXY")
_NO_CYRILLIC = frozenset({"en"})

_MARKUP = (
    (re.compile(r"[<>]"), "“<” and “>” are not allowed: Telegram would take them for markup"),
    (re.compile(r"&"), "“&” is not allowed: Telegram would take it for markup, write the word"),
    (re.compile(r"\*\*|__|`|\]\(|~~|^#+ "), "markup is not allowed: texts are plain"),
    (re.compile(r"https?://|www\."), "addresses are not allowed in texts: list a contact"),
    (re.compile(r"[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]"), "signs such as emoji are not allowed in texts"),
    (re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd]"),
     "an invisible or broken character stands here"),
)  # fmt: skip


def wrong_letters(case: Case) -> Iterator[Fault]:
    """Report words that mix scripts, lone Latin letters in Cyrillic text, and Cyrillic ones in English text."""
    for passage in case.passages:
        for match in _WORD.finditer(passage.text):
            word = match.group()
            latin, cyrillic = _LATIN.search(word), _CYRILLIC.search(word)
            if latin and cyrillic:
                yield case.fault(passage, "letters", _mixed(word), match.start())
            elif cyrillic and passage.lang in _NO_CYRILLIC and passage.kind != "ask":
                yield case.fault(
                    passage, "letters", f"“{word}” is Cyrillic in an English text", match.start()
                )
            elif word in _LOOKALIKES and passage.lang not in _NO_CYRILLIC and _alone(passage, match):
                yield case.fault(
                    passage, "letters", f"“{word}” is a Latin letter in a Cyrillic text", match.start()
                )


def markup(case: Case) -> Iterator[Fault]:
    """Report what is not plain text."""
    for passage in case.passages:
        for pattern, message in _MARKUP:
            if match := pattern.search(passage.text):
                yield case.fault(passage, "markup", message, match.start())


def _mixed(word: str) -> str:
    few = _LATIN if len(_LATIN.findall(word)) <= len(_CYRILLIC.findall(word)) else _CYRILLIC
    letters = ", ".join(dict.fromkeys(few.findall(word)))
    script = "Latin" if few is _LATIN else "Cyrillic"
    return f"“{word}” mixes scripts: {letters} {'are' if ',' in letters else 'is'} {script}"


def _alone(passage: Passage, match: re.Match[str]) -> bool:
    """True for a lone letter; not where it is part of an address or a name such as “2.0-x”."""
    around = (
        passage.text[max(0, match.start() - 1) : match.start()] + passage.text[match.end() : match.end() + 1]
    )
    return not re.search(r"[@./\w-]", around.rstrip("."))
