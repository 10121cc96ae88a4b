"""Letters to one form: every way of writing Kazakh, Russian and English becomes one ASCII skeleton.

Kazakh Cyrillic (құқық), Kazakh on a Russian keyboard (кукык) and informal Latin Kazakh (quqyq, kukyk) give the same
word; so do Russian and its transliterations. A skeleton is for comparing, never for showing.
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain, compress
from typing import Final

# Letters of other alphabets that lose their sound when only their marks are dropped, and Greek look-alikes.
_MARKED: Final = str.maketrans(
    {
        "ş": "sh",
        "ç": "sh",
        "š": "sh",
        "č": "sh",
        "ž": "j",
        "ŋ": "n",
        "ı": "i",
        "ß": "ss",
        "æ": "a",
        "ø": "o",
    }
) | str.maketrans("αεικνορτυχ", "aeikvoptux")

# A letter's sound; letters that people use for each other get the same one.
_CYRILLIC: Final = str.maketrans(
    {
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "j",
        "з": "z", "и": "i", "й": "i", "і": "i", "ї": "i", "ы": "i", "к": "k", "қ": "k", "л": "l", "м": "m",
        "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u",
        "ү": "u", "ў": "u", "ф": "f", "х": "h", "һ": "h", "ц": "s", "ч": "sh", "ш": "sh", "щ": "sh", "ъ": "",
        "ь": "", "э": "e", "є": "e", "ю": "iu", "я": "ia", "ҳ": "h", "ӯ": "u", "ҷ": "j",
    }
)  # fmt: skip

# On a Russian keyboard э stands for ә: in Russian it follows no consonant but in a few loans.
_SCHWA: Final = re.compile(r"(?<=[бвгғджзклмнңпқрстфхһцчшщ])э|\bэ(?=[йжу]|к[еиіы]|ск|ті)")

# Sounds that are written with two letters or more, the longest first.
_WRITTEN: Final = (
    ("shch", "sh"), ("sch", "sh"), ("tch", "sh"), ("ch", "sh"), ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"),
    ("ph", "f"), ("ck", "k"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ex", "eks"),
)  # fmt: skip
_LETTERS: Final = str.maketrans("cqwxy", "kkuhi")
_FINAL_X: Final = re.compile(r"x\b")  # tax, but xalyq
_GLIDE: Final = re.compile(r"(?<=[aeiouy])j(?![aeiouy])")  # onlajn and zhilishnyj, but ajal and jumys

# Sounds that people write in more ways than one, after both alphabets have become one.
_ALIKE: Final = (("ts", "s"), ("ng", "n"), ("io", "e"), ("ie", "e"))
_DOUBLE: Final = re.compile(r"(?<=[a-z])([a-z])\1+")  # but ООН and ИИ keep theirs

_LIKE_LATIN: Final = str.maketrans("асеорхукмтнві", "aceopxykmthbi")
_LIKE_CYRILLIC: Final = str.maketrans("aceopxykmthbi", "асеорхукмтнві")
_MIXED: Final = re.compile(r"[a-z][\u0400-\u04ff]|[\u0400-\u04ff][a-z]")
_MIXABLE: Final = re.compile(r"[a-z\u0400-\u04ff]+")
_LATIN_LETTER: Final = re.compile(r"[a-z]")
_CYRILLIC_LETTER: Final = re.compile(r"[\u0400-\u04ff]")
_PLAIN: Final = re.compile(r"[\x20-\x7e\n\u0400-\u0482\u048a-\u04ff«»–—…№“”’•\xa0]*")
_APOSTROPHE: Final = re.compile(r"(?<=[a-z\u0400-\u04ff])['’ʼ‘`´′](?=[a-z\u0400-\u04ff])")
_APART: Final = '.,?!:;()«»"–—-'
"""Marks that part words wherever they stand."""
_WORD: Final = re.compile(r"[a-z]+|[0-9]+")


def clean(text: str) -> str:
    """Give the text in lower case, without marks, invisible letters and letters of the wrong script in a word."""
    text = text.lower()
    if not _PLAIN.fullmatch(text):
        text = unicodedata.normalize("NFKC", text).lower().translate(_MARKED)
        text = "".join(map(_bare, text))
    if _MIXED.search(text):
        text = _MIXABLE.sub(_one_script, text)
    return text


def skeleton(cleaned: str) -> str:
    """Give the skeleton of a text that `clean` gave, with whatever stands between its words."""
    text = _APOSTROPHE.sub("", cleaned)
    if _LATIN_LETTER.search(text):
        if "j" in text:
            text = _GLIDE.sub("i", text)
        for written, sound in _WRITTEN:
            text = text.replace(written, sound)
        if "x" in text:
            text = _FINAL_X.sub("ks", text)
        text = text.translate(_LETTERS)
    if not text.isascii():
        if "э" in text:
            text = _SCHWA.sub("а", text)
        text = text.translate(_CYRILLIC)
    for written, sound in _ALIKE:
        text = text.replace(written, sound)
    return _DOUBLE.sub(r"\1", text)


def words(cleaned: str) -> list[str]:
    """Give the skeletons of the words and numbers of a text that `clean` gave, in their order."""
    return _WORD.findall(skeleton(cleaned))


def lines(texts: Iterable[str]) -> list[list[str]]:
    """Give the skeletons of the words of each of many texts; much faster than one by one.

    No letter's skeleton depends on what stands beyond a space or such a mark, so what stands between is folded once.
    """
    joined = "\0".join([text.replace("\0", " ") for text in texts]).lower()
    for mark in _APART:
        joined = joined.replace(mark, " ")
    split = [text.split() for text in joined.split("\0")]
    distinct = list(dict.fromkeys(chain.from_iterable(split)))
    cleaned = [clean(each).replace("\n", " ") for each in distinct]
    found: dict[str, list[str]] = {}
    # Most words have no Latin letter: those are spared what is done to Latin letters.
    latin = [_LATIN_LETTER.search(each) is not None for each in cleaned]
    for chosen in (latin, [not each for each in latin]):
        folded = skeleton("\n".join(compress(cleaned, chosen))).split("\n")
        found.update(zip(compress(distinct, chosen), map(_WORD.findall, folded), strict=False))
    return [list(chain.from_iterable(map(found.__getitem__, line))) for line in split]


def fold(text: str) -> str:
    """Give the skeleton of a text: words of a to z and numbers, parted by one space."""
    return " ".join(words(clean(text)))


def _bare(letter: str) -> str:
    """Drop what cannot be seen (zero-width and direction marks, piled-up accents) and the marks of Latin letters."""
    if letter.isascii() or "\u0400" <= letter <= "\u04ff":
        return " " if letter < " " and letter != "\n" else "" if "\u0483" <= letter <= "\u0489" else letter
    kind = unicodedata.category(letter)
    if kind in ("Cf", "Mn", "Me", "Cc"):
        return ""
    base = unicodedata.normalize("NFD", letter)[0]
    if base.isascii():
        return base
    digit = unicodedata.digit(letter, -1)
    return str(digit) if digit >= 0 else letter if kind[0] in "LPS" else " "


def _one_script(match: re.Match[str]) -> str:
    word = match[0]
    latin = len(_LATIN_LETTER.findall(word))
    if not 0 < latin < len(word):
        return word
    cyrillic = word.translate(_LIKE_CYRILLIC)
    return word.translate(_LIKE_LATIN) if _LATIN_LETTER.search(cyrillic) else cyrillic
