"""Questions typed in the wrong keyboard layout: `ghfdf ht,tyrf` is «права ребенка», `ьщкефпу` is "mortgage"."""

from collections.abc import Iterator
from typing import Final

_LATIN: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_RUSSIAN: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю."
_TO_RUSSIAN: Final = str.maketrans(_LATIN, _RUSSIAN)
# The Kazakh layout is the Russian one with its own letters in the row of digits.
_TO_KAZAKH: Final = str.maketrans(_LATIN + "234589" + "0-=", _RUSSIAN + "әіңғүұ" + "қөһ")
_TO_LATIN: Final = str.maketrans(_RUSSIAN[:-1] + "әіңғүұқөһ", _LATIN[:-1] + "2345890-=")


def retyped(text: str) -> Iterator[str]:
    """Give what a text in lower case would be in the other layouts of its keyboard."""
    if any("a" <= letter <= "z" for letter in text):
        yield text.translate(_TO_RUSSIAN)
        if any(letter in "2345890-=" for letter in text):
            yield text.translate(_TO_KAZAKH)
    elif any("\u0400" <= letter <= "\u04ff" for letter in text):
        yield text.translate(_TO_LATIN)
