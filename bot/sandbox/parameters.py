"""The parameters of one call: strings from a form or values from JSON, read as what a method needs."""

import json
from collections.abc import Mapping
from typing import Any

from bot.sandbox.errors import bad_request
from bot.sandbox.files import FileKind, Files, StoredFile, Upload

JSON = dict[str, Any]


class Parameters:
    """What a bot sent with a call. A parameter that is missing, or null, reads as its default."""

    __slots__ = ("_parsed", "files", "values")

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, Upload]) -> None:
        self.values = {name: value for name, value in values.items() if value is not None}
        self.files = files
        self._parsed: dict[str, Any] = {}

    def __contains__(self, name: str) -> bool:
        return name in self.values or name in self.files

    def text(self, name: str) -> str:
        """Return a string; empty when missing."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number; refuse anything else."""
        value = self.values.get(name, default)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        try:
            return int(str(value))
        except ValueError as error:
            raise bad_request(f'parameter "{name}" must be a valid Number') from error

    def boolean(self, name: str) -> bool:
        """Return a flag, false when missing."""
        value = self.values.get(name, False)
        return value is True or str(value).lower() in ("true", "1", "yes")

    def structure(self, name: str) -> Any:
        """Return a JSON value, decoded when it came as a string; None when missing or empty."""
        if name in self._parsed:
            return self._parsed[name]
        value = self.values.get(name)
        if isinstance(value, str):
            try:
                value = json.loads(value) if value else None
            except ValueError as error:
                raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error
        self._parsed[name] = value
        return value

    def objects(self, name: str) -> list[JSON]:
        """Return a list of objects; empty when missing."""
        value = self.structure(name) or []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise bad_request(f"can't parse {name}: expected an Array of Objects")
        return value

    def file(self, name: str, kind: FileKind, store: Files) -> StoredFile:
        """Return the file a parameter holds: uploaded beside it, attached by name, or known by `file_id`."""
        if name in self.files:
            upload = self.files[name]
            return store.add(kind, upload.content, upload.name)
        return self.file_named(self.text(name), kind, store)

    def file_named(self, reference: str, kind: FileKind, store: Files) -> StoredFile:
        """Return the file that `attach://…` or a `file_id` means; the sandbox fetches no addresses."""
        if reference.startswith("attach://"):
            upload = self.files.get(reference.removeprefix("attach://"))
            if upload is None:
                raise bad_request(f"there is no {kind} in the request")
            return store.add(kind, upload.content, upload.name)
        if reference.startswith(("http://", "https://")):
            raise bad_request("sandbox: files are not fetched by URL, upload them")
        if not reference:
            raise bad_request(f"there is no {kind} in the request")
        return store.find(reference, kind)
