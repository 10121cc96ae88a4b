"""Letters to one form: Kazakh, Kazakh on a Russian keyboard, Latin Kazakh and Russian all become one ASCII skeleton."""

import re
import unicodedata
from typing import Final

# A letter's sound in plain Latin; letters that people use for each other get the same one.
_LATIN: Final = str.maketrans(
    {
        "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "j",
        "з": "z", "и": "i", "й": "i", "і": "i", "ы": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n",
        "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u",
        "ф": "f", "х": "h", "һ": "h", "ц": "s", "ч": "sh", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "э": "e",
        "ю": "iu", "я": "ia", "q": "k", "w": "u", "y": "i", "ı": "i", "c": "s", "x": "h",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Give the skeleton of a text: lower-case ASCII letters and digits in words parted by one space."""
    decomposed = unicodedata.normalize("NFKC", text).lower().translate(_LATIN)
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", decomposed) if not unicodedata.combining(letter)
    )
    return " ".join(re.findall(r"[a-z0-9]+", bare))
