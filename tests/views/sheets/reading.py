"""Reading what was printed, as a phone's camera would."""

import io

import zxingcpp
from PIL import Image, ImageFilter

DOTS = 300 / 25.4
"""Dots a millimetre in print."""


def picture(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")


def codes(image: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(image)]


def printed(image: Image.Image, millimetres: float, modules: int, blur: float = 0.0) -> Image.Image:
    """The code as it comes from a printer of 300 dpi; `blur` is the deviation of a Gaussian, in modules."""
    side = round(millimetres * DOTS)
    small = image.resize((side, side), Image.Resampling.LANCZOS)
    return small.filter(ImageFilter.GaussianBlur(blur * side / modules)) if blur else small
