"""The typeface of everything printed: Onest, cut down to the letters that are used here, one file a weight.

The package ships one variable font. Cutting it down before fixing its weight takes 0.2 s a weight, once a process, and
makes each sheet quick and small; the other way round it would be a second each.
"""

import atexit
import tempfile
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

FAMILY: Final = "Onest"
REGULAR: Final = 450
BOLD: Final = 800
LETTERS: Final = frozenset(
    (
        *range(0x20, 0x7F),
        *range(0xA0, 0x180),
        *range(0x400, 0x530),
        *range(0x2010, 0x2027),
        *(0x2030, 0x2039, 0x203A, 0x20B8, 0x20AC, 0x2116, 0x2192, 0x2212, 0x2264, 0x2265),
    )
)
"""Latin and Cyrillic with every Kazakh letter, and the signs that stand between them."""

_lock = Lock()


def font(weight: int) -> Path:
    """Give the font file of a weight (100 to 900); it stays as long as the program. Safe to call from threads."""
    with _lock:
        return _made(weight)


@lru_cache(maxsize=1)
def _folder() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="quqyq-fonts-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


@lru_cache(maxsize=4)
def _made(weight: int) -> Path:
    import fontpkg
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    options = subset.Options(hinting=False, glyph_names=False, notdef_outline=True, layout_features=["kern"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    with TTFont(fontpkg.path(FAMILY, weight=weight), lazy=True) as whole:
        cutter.subset(whole)
        path = _folder() / f"{FAMILY}-{weight}.ttf"
        instancer.instantiateVariableFont(whole, {"wght": weight}, inplace=True).save(path)
    return path


def printable(text: str) -> str:
    """Leave out what the font has no letter for (emoji, controls), and set single spaces between the rest."""
    return " ".join("".join(c if ord(c) in LETTERS else " " for c in text).split())
