"""The files that bots and people sent, as `file_id`s, and what an image's header says of its size."""

import base64
import mimetypes
import struct
from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox.errors import bad_request

JSON = dict[str, Any]
FileKind = Literal["photo", "document", "sticker", "voice", "video"]

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
_FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "sticker": "stickers",
    "voice": "voice",
    "video": "videos",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived: its bytes and the name it was sent under."""

    content: bytes
    name: str = ""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that Telegram keeps. `width` and `height` are pixels, 0 when it is no image."""

    id: str
    unique_id: str
    kind: FileKind
    content: bytes
    name: str
    path: str
    width: int = 0
    height: int = 0

    @property
    def mime_type(self) -> str:
        """What kind of file its name says it is."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    def reference(self) -> JSON:
        """Return the fields that every file object of the Bot API has."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}

    def photo_sizes(self) -> list[JSON]:
        """Return the `PhotoSize` list: a small one and the whole."""
        whole = self.reference() | {"width": self.width, "height": self.height}
        scale = 90 / max(self.width, self.height)
        if scale >= 1:
            return [whole]
        small = {
            "file_id": self.id,
            "file_unique_id": f"{self.unique_id}s",
            "width": max(1, round(self.width * scale)),
            "height": max(1, round(self.height * scale)),
        }
        return [small, whole]

    def document(self) -> JSON:
        """Return the `Document` object."""
        return {"file_name": self.name, "mime_type": self.mime_type} | self.reference()


class Files:
    """Every file of the sandbox by its id; ids are the same in every run that does the same things."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, kind: FileKind, content: bytes, name: str = "") -> StoredFile:
        """Keep a file; refuse an empty or too big one, and a photo that is none."""
        if not content:
            raise bad_request("file must be non-empty")
        if len(content) > (MAX_PHOTO_BYTES if kind == "photo" else MAX_UPLOAD_BYTES):
            raise bad_request("file is too big")
        width, height = image_size(content) or (0, 0)
        if kind == "photo":
            if not width or not height:
                raise bad_request("IMAGE_PROCESS_FAILED")
            if width + height > 10_000 or max(width, height) > 20 * min(width, height):
                raise bad_request("PHOTO_INVALID_DIMENSIONS")
        number = len(self._by_id)
        name = name or ("file.jpg" if kind == "photo" else "file")
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        path = f"{_FOLDERS[kind]}/file_{number}.{suffix}"
        unique = base64.urlsafe_b64encode(struct.pack(">IQ", number, 7)).decode().rstrip("=")
        stored = StoredFile(
            f"BQACAgIAAxkB{kind[:2]}{unique}", unique, kind, content, name, path, width, height
        )
        self._by_id[stored.id] = self._by_path[path] = stored
        return stored

    def find(self, file_id: str, kind: FileKind | None = None) -> StoredFile:
        """Return a file by its id; refuse an unknown id, or a file of another kind."""
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if kind is not None and stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored

    def at(self, path: str) -> StoredFile | None:
        """Return the file with this `file_path`."""
        return self._by_path.get(path)


def image_size(content: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, JPEG, GIF or WebP from its header; None for anything else."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    if content[:4] == b"RIFF" and content[8:16] == b"WEBPVP8X" and len(content) >= 30:
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if content[:2] == b"\xff\xd8":
        return _jpeg_size(content)
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
