"""Logos: any picture becomes a small one on white, anything else is refused."""

import io

import pytest
from PIL import Image

from bot.views.sheets import logo
from bot.views.sheets.logo import BadLogo


def file(width: int, height: int, mode: str = "RGB", kind: str = "PNG", **how: object) -> bytes:
    made = io.BytesIO()
    Image.new(mode, (width, height)).save(made, kind, **how)
    return made.getvalue()


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("RGB", "PNG"),
        ("RGBA", "PNG"),
        ("P", "PNG"),
        ("1", "PNG"),
        ("I;16", "PNG"),
        ("CMYK", "JPEG"),
        ("RGBA", "WEBP"),
    ],
)
def test_logo_of_any_kind_is_made_small_and_opaque(mode: str, kind: str) -> None:
    found = logo.read(file(3_000, 1_500, mode, kind))
    with Image.open(io.BytesIO(found.png)) as image:
        assert (image.size, image.mode, image.format) == ((1_000, 500), "RGB", "PNG")
    assert (found.width, found.height) == (1_000, 500)


def test_logo_stands_on_white() -> None:
    with Image.open(io.BytesIO(logo.read(file(10, 10, "RGBA")).png)) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)


def test_logo_is_turned_upright_and_loses_what_the_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A camera"
    found = logo.read(file(300, 100, kind="JPEG", exif=exif))
    assert (found.width, found.height, b"A camera" in found.png) == (100, 300, False)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no-picture"),
        (b"hello", "no-picture"),
        (file(50, 50)[:48], "no-picture"),
        (file(50, 50, kind="GIF"), "no-picture"),
        (file(50, 50, kind="TIFF"), "no-picture"),
        (file(8_000, 8_000, "1"), "too-big"),
        (bytes(logo.LARGEST + 1), "too-big"),
    ],
)
def test_file_that_cannot_be_a_logo_is_refused_with_the_reason(content: bytes, reason: str) -> None:
    with pytest.raises(BadLogo) as refused:
        logo.read(content)
    assert refused.value.reason == reason


def test_picture_that_says_to_be_enormous_is_refused_unopened() -> None:
    small = bytearray(file(10, 10))
    small[16:24] = (100_000).to_bytes(4, "big") * 2
    with pytest.raises(BadLogo):
        logo.read(bytes(small))
