"""QR codes: read back at the size and in the state in which they hang."""

import pytest

from bot.services.links import Link, address, key
from bot.views.sheets import qr
from tests.views.sheets.reading import codes, picture, printed

SHORT = address("quqyq_bot", Link("card", "free-water", "kk"))
LONGEST = address("b" * 29 + "bot", Link("card", "a" * 32, "kk", "c" * 16), key("100:token"))


def side(png: bytes) -> int:
    """Modules on a side, the quiet zone included."""
    return picture(png).width // qr.PIXELS


@pytest.mark.parametrize("link", [SHORT, LONGEST], ids=["short", "longest"])
@pytest.mark.parametrize("blur", [0.0, 0.2, 0.4])
def test_code_of_two_centimetres_is_read_from_print(link: str, blur: float) -> None:
    png = qr.png(link)
    assert codes(printed(picture(png), 20, side(png), blur)) == [link]


def test_modules_are_the_code_without_its_quiet_zone() -> None:
    modules = qr.modules(SHORT)
    assert len(modules) == len(modules[0]) == side(qr.png(SHORT)) - 2 * qr.QUIET
    assert modules[0][:8] == (True,) * 7 + (False,)


def test_svg_draws_black_on_white() -> None:
    svg = qr.svg(SHORT).decode()
    assert svg.startswith('<?xml version="1.0"')
    assert ('fill="#fff"' in svg or 'fill="white"' in svg, 'stroke="#000"' in svg, SHORT in svg) == (
        True,
        True,
        True,
    )
