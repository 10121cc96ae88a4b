"""The typeface of everything printed: Onest, cut down to the letters that are used here, one file a weight.

The package ships one variable font. Cutting it down before fixing its weight takes 0.2 s a weight, once a process, and
makes each sheet quick and small; the other way round it would be a second each.
"""

import atexit
import tempfile
import unicodedata
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

FAMILY: Final = "Onest"
REGULAR: Final = 450
BOLD: Final = 800
KAZAKH: Final = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
LETTERS: Final = (
    frozenset((*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x401, 0x460)))
    | frozenset(map(ord, KAZAKH + "Ґґ–—‘’‚“”„•…‰‹›₸€№→−≤≥"))
) - {0xA4, 0xA6, 0xAC, 0xAD, 0xB5, 0x40D, 0x450, 0x45D}
"""Latin, Russian and Kazakh letters and the signs between them, as far as the font has them."""
ALIKE: Final = {0x2010: "-", 0x2011: "-", 0x2012: "–", 0x2015: "—"} | dict.fromkeys(
    (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), ""
)
"""Dashes that the font has under another number, and characters that print as nothing."""

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
    whole = unicodedata.normalize("NFC", text).translate(ALIKE)
    return " ".join("".join(c if ord(c) in LETTERS else " " for c in whole).split())
