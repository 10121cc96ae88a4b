"""Palm cards: ten of 90 by 50 millimetres on A4, to be cut along the marks; several languages take turns."""

from typing import Final

from bot.views.sheets import qr
from bot.views.sheets.paper import DEEP, INK, PALE, QUIET, WHITE, Box, Paper
from bot.views.sheets.poster import A4
from bot.views.sheets.sheet import Face, Sheet

WIDTH: Final = 90.0
HEIGHT: Final = 50.0
COLUMNS: Final = 2
ROWS: Final = 5
CODE: Final = 30.0
STRIP: Final = 11.0
EDGE: Final = 4.0
INSET: Final = 2.0


def palm_cards(sheet: Sheet) -> bytes:
    """Draw a page of cards as PDF."""
    first = sheet.faces[0]
    paper = Paper(*A4, first.title, first.language)
    left, top = (A4[0] - COLUMNS * WIDTH) / 2, (A4[1] - ROWS * HEIGHT) / 2
    _cutting_marks(paper, left, top)
    codes = {face.address: qr.modules(face.address) for face in sheet.faces}
    for at in range(COLUMNS * ROWS):
        row, column = divmod(at, COLUMNS)
        face = sheet.faces[at % len(sheet.faces)]
        _card(
            paper,
            Box(left + column * WIDTH, top + row * HEIGHT, WIDTH, HEIGHT),
            sheet,
            face,
            codes[face.address],
        )
    return paper.done()


def _cutting_marks(paper: Paper, left: float, top: float) -> None:
    right, bottom = left + COLUMNS * WIDTH, top + ROWS * HEIGHT
    for column in range(COLUMNS + 1):
        x = left + column * WIDTH
        paper.line(x, top - 7, x, top - 2, INK, 0.1)
        paper.line(x, bottom + 2, x, bottom + 7, INK, 0.1)
    for row in range(ROWS + 1):
        y = top + row * HEIGHT
        paper.line(left - 7, y, left - 2, y, INK, 0.1)
        paper.line(right + 2, y, right + 7, y, INK, 0.1)


def _card(paper: Paper, card: Box, sheet: Sheet, face: Face, modules: tuple[tuple[bool, ...], ...]) -> None:
    paper.frame(card, PALE, 0.08)
    strip = STRIP if sheet.numbers else 0.0
    code = Box(card.right - EDGE - CODE + 2, card.y + EDGE - 2.5, CODE, CODE)
    paper.code(code, modules)
    handle = Box(code.x, code.bottom - 0.6, CODE, 3.4)
    paper.text(handle, sheet.handle, 7.2, least=5, bold=True, colour=DEEP, align="C", middle=True)
    words = Box(card.x + EDGE, card.y + EDGE, code.x - card.x - EDGE - 1.5, HEIGHT - strip - EDGE - INSET - 1)
    giver = _giver(paper, words, sheet)
    taken = paper.text(Box(words.x, words.y, words.w, words.h * 0.56), face.title, 15, least=8, bold=True)
    about = Box(words.x, words.y + taken + 0.6, words.w, words.bottom - giver - words.y - taken - 2.2)
    if paper.fits(about, face.about, 6):
        paper.text(about, face.about, 7.8, least=6, colour=QUIET)
    if strip:
        _numbers(paper, Box(card.x, card.bottom - STRIP, WIDTH, STRIP), sheet, face)


def _giver(paper: Paper, words: Box, sheet: Sheet) -> float:
    """Set the organisation's logo and name above the strip, or leave the place free; its height."""
    height = 8.0
    x, y = words.x, words.bottom - height
    if sheet.logo is not None:
        room = Box(x, y, words.w if not sheet.name else 16.0, height)
        x = paper.picture(room, sheet.logo.png, sheet.logo.width, sheet.logo.height).right + 1.5
    paper.text(Box(x, y, words.right - x, height), sheet.name, 8, least=5, bold=True, middle=True)
    return height


def _numbers(paper: Paper, strip: Box, sheet: Sheet, face: Face) -> None:
    # Inside the card, so that a cut a little beside the mark leaves no white edge.
    paper.fill(Box(strip.x + INSET, strip.y - INSET, strip.w - 2 * INSET, strip.h), DEEP, 2.2)
    each = (strip.w - 2 * EDGE) / len(sheet.numbers)
    label = min(paper.size(Box(0, 0, each - 1.5, 2.6), one, 6.2, 4.2) for one in face.labels)
    for at, number in enumerate(sheet.numbers):
        box = Box(strip.x + EDGE + at * each, strip.y - INSET, each, strip.h)
        big = Box(box.x, box.y + 2.1, box.w, 4.4)
        paper.text(big, number, 14, least=7, bold=True, colour=WHITE, align="C")
        paper.text(Box(box.x, box.y + 7.3, box.w, 2.6), face.labels[at], label, colour=WHITE, align="C")
