"""Posters: A4 and A5, in one language or in several on one sheet."""

from collections.abc import Iterable
from typing import Any, Final

from bot.views.sheets import qr
from bot.views.sheets.paper import DEEP, INK, PALE, QUIET, WHITE, Box, Paper
from bot.views.sheets.sheet import Face, Sheet

A4: Final = (210.0, 297.0)
A5: Final = (148.5, 210.0)
MARGIN: Final = 14.0
WIDE: Final = A4[0] - 2 * MARGIN
BOTTOM: Final = A4[1] - 12.0
FOOT: Final = 24.0
"""Height of the organisation's place."""
GAP: Final = 8.0


def poster(sheet: Sheet, width: float = A4[0]) -> bytes:
    """Draw a poster of a width in millimetres, as high as paper of the A series is, as PDF."""
    return _Poster(sheet, width / A4[0]).draw()


class _Poster:
    """A poster laid out on A4, from the bottom up: what is left above goes to the title; `scale` makes it smaller."""

    def __init__(self, sheet: Sheet, scale: float) -> None:
        self.sheet = sheet
        self.scale = scale
        first = sheet.faces[0]
        self.paper = Paper(A4[0] * scale, A4[1] * scale, first.title, first.language)

    def draw(self) -> bytes:
        several = len(self.sheet.faces) > 1
        self._head()
        self._foot(BOTTOM - FOOT)
        floor = BOTTOM - FOOT - GAP
        if self.sheet.numbers:
            band = 41.0 if several else 35.0
            floor -= band
            self._numbers(floor, band)
            floor -= GAP
        if several:
            self._code(floor - 88.0, 88.0)
            self._titles(33.0, floor - 88.0 - GAP)
        else:
            self._one(33.0, floor)
        return self.paper.done()

    def box(self, x: float, y: float, w: float, h: float) -> Box:
        """A place given as on A4."""
        s = self.scale
        return Box(x * s, y * s, w * s, h * s)

    def text(self, box: Box, words: str, size: float, least: float | None = None, **how: Any) -> float:
        """Set words, sizes given as on A4; the height taken, as on A4."""
        s = self.scale
        least = size if least is None else least
        return self.paper.text(box, words, size * s, least=least * s, **how) / s

    def alike(
        self, box: Box, words: Iterable[str], size: float, least: float, *, bold: bool = False
    ) -> float:
        """Give the one size, as on A4, in which each of several words fits into such a box."""
        s = self.scale
        return min(self.paper.size(box, one, size * s, least * s, bold=bold) for one in words) / s

    def _height(self, width: float, words: str, size: float, *, bold: bool = False) -> float:
        """Measure words in a column, as on A4."""
        s = self.scale
        return self.paper.height(self.box(0, 0, width, A4[1]), words, size * s, bold=bold) / s

    def _head(self) -> None:
        self.paper.mark(self.box(MARGIN, 12, 12, 12), WHITE, DEEP)
        self.text(self.box(MARGIN + 15.5, 12, 60, 12), "Quqyq", 23, bold=True, middle=True)
        handle = self.box(A4[0] - MARGIN - 90, 12, 90, 12)
        self.text(handle, self.sheet.handle, 15, 10, colour=QUIET, align="R", middle=True)

    def _one(self, top: float, floor: float) -> None:
        """One language: a title as large as can be, and a code that takes what the title leaves."""
        face = self.sheet.faces[0]
        most, fewest = 118.0, 98.0
        room = self.box(MARGIN, top, WIDE, floor - fewest - GAP - top - 28)
        title = self.alike(room, [face.title], 66, 30, bold=True)
        measured = self.paper.height(room, face.title, title * self.scale, bold=True) / self.scale
        about = self.box(MARGIN, 0, WIDE, 18)
        small = self.alike(about, [face.about], 21, 13)
        block = measured + 2 + self.paper.height(about, face.about, small * self.scale) / self.scale
        side = max(fewest, min(most, floor - top - block - 2 * GAP - 3))
        y = top + max(0.0, (floor - side - top - block - GAP - 3) / 2)
        y += self.text(self.box(MARGIN, y, WIDE, room.h / self.scale), face.title, title, bold=True) + 2
        self.text(self.box(MARGIN, y, WIDE, 18), face.about, small, colour=QUIET)
        self._code(floor - side, side)

    def _titles(self, top: float, floor: float) -> None:
        """Several languages: all titles of one size, all sentences too."""
        faces = self.sheet.faces
        each = (floor - top) / len(faces)
        title = self.alike(self.box(0, 0, WIDE, 12.5), (face.title for face in faces), 30, 15, bold=True)
        about = self.alike(self.box(0, 0, WIDE, each - 18), (face.about for face in faces), 13, 9)
        heights = [
            self._height(WIDE, face.title, title, bold=True) + self._height(WIDE, face.about, about)
            for face in faces
        ]
        gap = (floor - top - sum(heights)) / len(faces)
        for number, face in enumerate(faces):
            y = top + sum(heights[:number]) + number * gap
            if number:
                self._line(MARGIN, y - gap / 2, A4[0] - MARGIN, y - gap / 2, PALE, 0.25)
            taken = self.text(self.box(MARGIN, y, WIDE, 12.5), face.title, title, bold=True)
            self.text(self.box(MARGIN, y + taken, WIDE, each - 18), face.about, about, colour=QUIET)

    def _code(self, top: float, side: float) -> None:
        faces = self.sheet.faces
        frame = self.box(MARGIN, top, side, side)
        address = faces[0].address if len(faces) == 1 else self.sheet.address
        self.paper.code(frame.inset(0.8 * self.scale), qr.modules(address))
        self.paper.frame(frame, DEEP, 1.3 * self.scale, 6 * self.scale)
        x = MARGIN + side + 10
        column = A4[0] - MARGIN - x
        if len(faces) == 1:
            self._steps(faces[0], x, top, column, side)
            return
        each = side / len(faces)
        call = self.alike(self.box(0, 0, column, 14), (face.call for face in faces), 18, 12, bold=True)
        find = self.alike(self.box(0, 0, column, 10), (face.find for face in faces), 12, 8)
        for number, face in enumerate(faces):
            y = top + 1.5 + number * each
            taken = self.text(self.box(x, y, column, 14), face.call, call, bold=True, colour=DEEP)
            self.text(self.box(x, y + taken + 0.6, column, 10), face.find, find)

    def _steps(self, face: Face, x: float, top: float, column: float, side: float) -> None:
        y = top + 1
        y += self.text(self.box(x, y, column, 30), face.call, 25, 15, bold=True, colour=DEEP) + 4
        step = self.alike(self.box(0, 0, column - 11.5, 13), face.steps, 15, 10)
        for number, words in enumerate(face.steps, start=1):
            disc = self.box(x, y, 8, 8)
            self.paper.disc(disc, DEEP)
            self.text(disc, str(number), 13, bold=True, colour=WHITE, align="C", middle=True)
            taken = self.text(self.box(x + 11.5, y + 2.1, column - 11.5, 13), words, step)
            y += max(taken + 2.1, 8) + 4
        find = self.box(x, max(y, top + side - 17), column, 17)
        self.text(find, face.find, 13, 9, colour=QUIET)

    def _numbers(self, top: float, height: float) -> None:
        faces, numbers = self.sheet.faces, self.sheet.numbers
        self.paper.fill(self.box(MARGIN, top, WIDE, height), DEEP, 6 * self.scale)
        title = " · ".join(face.numbers_title for face in faces)
        heading = self.box(MARGIN + 7, top + 4.8, WIDE - 14, 6)
        self.text(heading, title, 12.5, 7, bold=True, colour=WHITE, align="C")
        each = (WIDE - 8) / len(numbers)
        room = (height - 28) / len(faces)
        label = self.alike(
            self.box(0, 0, each - 4, room), (one for face in faces for one in face.labels), 11, 6.5
        )
        for at, number in enumerate(numbers):
            x = MARGIN + 4 + at * each
            if at:
                self._line(x, top + 13.5, x, top + height - 5, WHITE, 0.25)
            big = self.box(x + 1, top + 13, each - 2, 10)
            self.text(big, number, 35, 16, bold=True, colour=WHITE, align="C")
            # Neighbouring languages often share a word, which then stands once.
            for line, words in enumerate(dict.fromkeys(face.labels[at] for face in faces)):
                place = self.box(x + 2, top + 25.2 + line * room, each - 4, room)
                self.text(place, words, label, colour=WHITE, align="C")

    def _foot(self, top: float) -> None:
        half = 94.0
        self._giver(self.box(MARGIN, top, half, FOOT))
        x = MARGIN + half + 8
        faces = self.sheet.faces
        room = FOOT / len(faces)
        size = self.alike(
            self.box(0, 0, A4[0] - MARGIN - x, room - (1.4 if len(faces) > 1 else 0)),
            (face.source for face in faces),
            9,
            5.5,
        )
        for line, face in enumerate(faces):
            place = self.box(x, top + line * room, A4[0] - MARGIN - x, room)
            self.text(place, face.source, size, colour=QUIET, align="R", middle=True)

    def _giver(self, place: Box) -> None:
        """The organisation's logo and name, or a free place for a stamp or a sticker."""
        sheet, s = self.sheet, self.scale
        if sheet.logo is None and not sheet.name:
            self.paper.frame(place, PALE, 0.3 * s, 3 * s, dashed=True)
            words = " / ".join(face.place for face in sheet.faces)
            self.text(place.inset(5 * s), words, 9.5, 6, colour=PALE, align="C", middle=True)
            return
        x = place.x
        if sheet.logo is not None:
            room = Box(x, place.y, place.w if not sheet.name else 42 * s, place.h)
            x = self.paper.picture(room, sheet.logo.png, sheet.logo.width, sheet.logo.height).right + 5 * s
        name = Box(x, place.y, place.right - x, place.h)
        self.text(name, sheet.name, 18, 9, bold=True, colour=INK, middle=True)

    def _line(
        self, x1: float, y1: float, x2: float, y2: float, colour: tuple[int, int, int], width: float
    ) -> None:
        s = self.scale
        self.paper.line(x1 * s, y1 * s, x2 * s, y2 * s, colour, width * s)
