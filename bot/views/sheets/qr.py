"""QR codes of addresses: as modules to draw, as PNG, as SVG."""

import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import segno

QUIET: Final = 4
"""Modules of white around a code; scanners count on them."""
PIXELS: Final = 24
"""Pixels a module in PNGs: a code of 45 modules is 9 cm wide in print (300 dpi)."""


def modules(address: str) -> tuple[tuple[bool, ...], ...]:
    """Give the rows of a code without its quiet zone, True where it is black."""
    return tuple(tuple(bool(module) for module in row) for row in _code(address).matrix)


def png(address: str) -> bytes:
    """Give a code as a black and white PNG with its quiet zone."""
    picture = io.BytesIO()
    _code(address).save(picture, kind="png", scale=PIXELS, border=QUIET)
    return picture.getvalue()


def svg(address: str) -> bytes:
    """Give a code as an SVG with its quiet zone, white behind it, for whoever designs a sheet of their own."""
    picture = io.BytesIO()
    _code(address).save(picture, kind="svg", scale=10, border=QUIET, light="white", title=address)
    return picture.getvalue()


def _code(address: str) -> "segno.QRCode":
    import segno

    # Level M survives a crease or a stain of 15 %; a higher one where it fits into the same size.
    return segno.make(address, error="m", micro=False, boost_error=True)
