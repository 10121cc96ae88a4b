"""A page to draw on: text that fits its box, codes, frames and pictures. Units are millimetres, type is in points."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from bot.views.sheets import fonts, qr

if TYPE_CHECKING:
    from fpdf import FPDF

Colour = tuple[int, int, int]
Align = Literal["L", "C", "R"]

INK: Final[Colour] = (17, 24, 28)
DEEP: Final[Colour] = (6, 70, 72)
"""The one colour; a black and white printer makes it nearly black."""
QUIET: Final[Colour] = (84, 94, 98)
PALE: Final[Colour] = (150, 158, 160)
WHITE: Final[Colour] = (255, 255, 255)
POINT: Final = 25.4 / 72
"""Millimetres a point."""
LEADING: Final = 1.16
"""Height of a line, in sizes of its type."""
CAPITAL: Final = 0.72
"""Height of Onest's capitals, in sizes of its type: how far the first baseline lies below the top of a box."""
MARK: Final = (
    "M16 25V16c0-5-2-8-6-8-2.6 0-4.4 1.8-4.4 4.2 0 2.2 1.5 3.6 3.3 3.6 1.5 0 2.5-1 2.5-2.3"
    "M16 16c0-5 2-8 6-8 2.6 0 4.4 1.8 4.4 4.2 0 2.2-1.5 3.6-3.3 3.6-1.5 0-2.5-1-2.5-2.3M12 25h8"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the page: its upper left corner, width and height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.h

    def inset(self, by: float) -> "Box":
        """Give the box inside this one, `by` from each side."""
        return Box(self.x + by, self.y + by, self.w - 2 * by, self.h - 2 * by)


class Paper:
    """One page of a PDF."""

    def __init__(self, width: float, height: float, title: str, language: str) -> None:
        import fpdf

        self.pdf: FPDF = fpdf.FPDF(unit="mm", format=(width, height))
        self.pdf.set_auto_page_break(False)
        self.pdf.set_margin(0)
        self.pdf.c_margin = 0
        self.pdf.set_title(title)
        self.pdf.set_lang(language)
        self.pdf.set_creator("Quqyq")
        self.pdf.add_font(fonts.FAMILY, "", fonts.font(fonts.REGULAR))
        self.pdf.add_font(fonts.FAMILY, "B", fonts.font(fonts.BOLD))
        self.pdf.add_page()

    def done(self) -> bytes:
        """Give the PDF."""
        return bytes(self.pdf.output())

    def text(
        self,
        box: Box,
        words: str,
        size: float,
        *,
        least: float | None = None,
        bold: bool = False,
        colour: Colour = INK,
        align: Align = "L",
        middle: bool = False,
    ) -> float:
        """Set words into a box as large as they fit, from `size` points down to `least`; the height that they take.

        What does not fit even at `least` ends with an ellipsis.
        """
        words = fonts.printable(words)
        if not words:
            return 0.0
        size, lines = self._fit(box, words, size, size if least is None else least, bold)
        step = size * POINT * LEADING
        taken = step * (len(lines) - 1) + size * POINT * CAPITAL
        top = box.y + (box.h - taken) / 2 if middle else box.y
        self._use(size, bold, colour)
        for number, line in enumerate(lines):
            x = box.x + {"L": 0.0, "C": 0.5, "R": 1.0}[align] * (box.w - self.pdf.get_string_width(line))
            self.pdf.text(x, top + size * POINT * CAPITAL + number * step, line)
        return taken + size * POINT * (LEADING - CAPITAL)

    def size(self, box: Box, words: str, size: float, least: float, *, bold: bool = False) -> float:
        """Give the size, from `size` points down to `least`, in which words fit into a box."""
        words = fonts.printable(words)
        return self._fit(box, words, size, least, bold)[0] if words else size

    def height(self, box: Box, words: str, size: float, *, bold: bool = False) -> float:
        """Measure what words take of a box's height, as `text` would say."""
        lines = self._fit(box, fonts.printable(words), size, size, bold)[1]
        return size * POINT * LEADING * len(lines)

    def fits(self, box: Box, words: str, least: float, *, bold: bool = False) -> bool:
        """Tell whether words fit into a box at `least` points."""
        lines = self._fit(box, fonts.printable(words), least, least, bold)[1]
        return not any(line.endswith("…") for line in lines) or words.endswith("…")

    def disc(self, box: Box, colour: Colour) -> None:
        """Fill a circle that touches the sides of a box."""
        self.pdf.set_fill_color(*colour)
        self.pdf.ellipse(box.x, box.y, box.w, box.h, style="F")

    def code(self, box: Box, modules: Sequence[Sequence[bool]]) -> None:
        """Draw a QR code over the whole box, its quiet zone included, black on white whatever lies below."""
        side = min(box.w, box.h)
        step = side / (len(modules) + 2 * qr.QUIET)
        self.fill(Box(box.x, box.y, side, side), WHITE)
        self.pdf.set_fill_color(0)
        for row, line in enumerate(modules):
            column = 0
            while column < len(line):
                run = column
                while run < len(line) and line[run]:
                    run += 1
                if run > column:
                    x, y = box.x + (column + qr.QUIET) * step, box.y + (row + qr.QUIET) * step
                    # A hair more than its place, or printers show white lines between the rows.
                    self.pdf.rect(x, y, (run - column) * step, step * 1.02, style="F")
                column = max(run, column + 1)

    def fill(self, box: Box, colour: Colour, radius: float = 0.0) -> None:
        """Fill a box, with round corners where a radius is given."""
        self.pdf.set_fill_color(*colour)
        rounded = radius > 0
        self.pdf.rect(
            box.x,
            box.y,
            box.w,
            box.h,
            style="F",
            round_corners=rounded,
            corner_radius=radius if rounded else 0,
        )

    def frame(
        self, box: Box, colour: Colour, width: float, radius: float = 0.0, *, dashed: bool = False
    ) -> None:
        """Draw the outline of a box."""
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(width)
        if dashed:
            self.pdf.set_dash_pattern(dash=1.6, gap=1.4)
        rounded = radius > 0
        self.pdf.rect(
            box.x,
            box.y,
            box.w,
            box.h,
            style="D",
            round_corners=rounded,
            corner_radius=radius if rounded else 0,
        )
        self.pdf.set_dash_pattern()

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: Colour, width: float) -> None:
        """Draw a straight line."""
        self.pdf.set_draw_color(*colour)
        self.pdf.set_line_width(width)
        self.pdf.line(x1, y1, x2, y2)

    def mark(self, box: Box, front: Colour, back: Colour) -> None:
        """Draw the bot's mark, a ram's horn on a round square."""
        drawing = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
            f'<rect width="32" height="32" rx="9" fill="rgb{back}"/>'
            f'<path d="{MARK}" fill="none" stroke="rgb{front}" stroke-width="2.4" stroke-linecap="round"/></svg>'
        )
        self.pdf.image(io.BytesIO(drawing.encode()), box.x, box.y, box.w, box.h)

    def picture(self, box: Box, png: bytes, width: int, height: int, align: Align = "L") -> Box:
        """Put a PNG (its size in pixels) into a box, as large as it fits; where it came to stand."""
        scale = min(box.w / width, box.h / height)
        w, h = width * scale, height * scale
        x = box.x + {"L": 0.0, "C": 0.5, "R": 1.0}[align] * (box.w - w)
        placed = Box(x, box.y + (box.h - h) / 2, w, h)
        self.pdf.image(io.BytesIO(png), placed.x, placed.y, placed.w, placed.h)
        return placed

    def width(self, words: str, size: float, *, bold: bool = False) -> float:
        """Measure words on one line."""
        self._use(size, bold, INK)
        return float(self.pdf.get_string_width(fonts.printable(words)))

    def _fit(self, box: Box, words: str, size: float, least: float, bold: bool) -> tuple[float, list[str]]:
        widths = self._widths(words, bold)
        while True:
            lines = _lines(widths, box.w / size)
            height = size * POINT * (LEADING * (len(lines) - 1) + CAPITAL)
            if height <= box.h + 0.01 and max(width for _, width in widths) * size <= box.w:
                return size, lines
            if size <= least:
                break
            size = max(least, size * 0.97)
        self._use(size, bold, INK)
        room = max(1, int((box.h / (size * POINT) - CAPITAL) / LEADING + 1.001))
        if len(lines) > room:
            lines = [*lines[: room - 1], self._cut(" ".join(lines[room - 1 :]), box.w)]
        return size, lines

    def _widths(self, words: str, bold: bool) -> list[tuple[str, float]]:
        """Each word with its width at one point; the first is the space. Other sizes are multiples of it."""
        self._use(1, bold, INK)
        return [(word, float(self.pdf.get_string_width(word))) for word in (" ", *words.split())]

    def _cut(self, words: str, width: float) -> str:
        while words and self.pdf.get_string_width(f"{words}…") > width:
            words = words[:-1].rstrip()
        return f"{words}…"

    def _use(self, size: float, bold: bool, colour: Colour) -> None:
        self.pdf.set_font(fonts.FAMILY, "B" if bold else "", size)
        self.pdf.set_text_color(*colour)


def _lines(widths: list[tuple[str, float]], room: float) -> list[str]:
    """Break words into lines no wider than `room`, both at one point.

    The PDF library does the same from scratch for each size that is tried, which took most of a poster's time.
    """
    (_, space), *words = widths
    lines: list[list[str]] = []
    left = 0.0
    for word, width in words:
        if not lines or width + space > left:
            lines.append([word])
            left = room - width
        else:
            lines[-1].append(word)
            left -= width + space
    return [" ".join(line) for line in lines]
