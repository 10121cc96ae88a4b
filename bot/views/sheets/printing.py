"""From the contents of a sheet to a file, by the names that buttons and commands use."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.views.sheets import fonts, picture
from bot.views.sheets.palm import palm_cards
from bot.views.sheets.poster import A4, A5, poster
from bot.views.sheets.sheet import Sheet

PAPERS: Final[Mapping[str, Callable[[Sheet], bytes]]] = {
    "a4": lambda sheet: poster(sheet, A4[0]),
    "a5": lambda sheet: poster(sheet, A5[0]),
    "pc": palm_cards,
}

printable: Final = fonts.printable


def printed(sheet: Sheet, paper: str, ending: str) -> bytes:
    """Print a sheet on a paper (`a4`, `a5`, `pc`) as `pdf` or as `png` at 300 dpi. Blocking."""
    pdf = PAPERS[paper](sheet)
    return picture.png(pdf) if ending == "png" else pdf


def warm() -> None:
    """Load the libraries and make the fonts, so that the first poster is no slower than the others. Blocking."""
    import fpdf
    import pypdfium2
    import segno

    for weight in (fonts.REGULAR, fonts.BOLD):
        fonts.font(weight)
    del fpdf, pypdfium2, segno
