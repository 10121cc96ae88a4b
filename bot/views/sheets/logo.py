"""An organisation's logo: whatever was sent, made into a small picture that is safe to print, or refused."""

import io
import warnings
from typing import Final, Literal

from bot.views.sheets.sheet import Logo

LARGEST: Final = 10 * 1024 * 1024
"""Bytes."""
MOST_PIXELS: Final = 40_000_000
"""A picture that says it is larger is not opened: decoding it would take memory and seconds."""
SIDE: Final = 1_000
"""Pixels that a logo keeps at the most: 8 cm in print."""
FORMATS: Final = ("PNG", "JPEG", "WEBP")

Reason = Literal["too-big", "no-picture"]


class BadLogo(ValueError):
    """A file that cannot be a logo; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def read(file: bytes) -> Logo:
    """Read a picture, without what cameras write into it, on white, 1,000 pixels a side at most. Raises BadLogo."""
    if len(file) > LARGEST:
        raise BadLogo("too-big")
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # The limit on pixels below is ours; Pillow's own warning is for those without one.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(file), formats=FORMATS) as sent:
                if sent.width * sent.height > MOST_PIXELS:
                    raise BadLogo("too-big")
                sent.draft("RGB", (SIDE, SIDE))
                picture = ImageOps.exif_transpose(sent).convert("RGBA")
    except Image.DecompressionBombError:
        raise BadLogo("too-big") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        if isinstance(error, BadLogo):
            raise
        raise BadLogo("no-picture") from None
    picture.thumbnail((SIDE, SIDE))
    page = Image.new("RGB", picture.size, "white")
    page.paste(picture, mask=picture.getchannel("A"))
    made = io.BytesIO()
    page.save(made, "PNG")
    return Logo(made.getvalue(), page.width, page.height)
