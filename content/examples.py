"""Reads the folders of a pack that search alone learns from: messages/ and asks/."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from content import asks, messages
from content.asks import Asks, Further
from content.fault import Fault
from content.messages import Messages, Told
from content.validation import block, lift, validated
from content.walk import yaml_files
from content.yaml_file import Place, YamlFile, read


class Examples:
    """Adds to `files`, `homes` and `faults` what it reads, where from, and what is wrong with it."""

    def __init__(
        self,
        root: Path,
        languages: tuple[str, ...],
        files: dict[str, YamlFile],
        homes: dict[tuple[type, str], tuple[YamlFile, Place]],
        faults: list[Fault],
    ) -> None:
        self._root = root
        self._languages = languages
        self._files = files
        self._homes = homes
        self._faults = faults

    def messages(self) -> Messages:
        """Read messages/: a file a danger."""
        found = {}
        for kind, file, data in self._read(messages.FOLDER, "<danger>"):
            lift(file, data, "texts", self._languages, self._faults)
            told = validated(Told, file, data, self._faults)
            if told is not None:
                found[kind] = told.texts
        return MappingProxyType(found)

    def asks(self) -> Asks:
        """Read asks/: a file a topic, with a block a card."""
        found: dict[str, Mapping[str, tuple[str, ...]]] = {}
        for _, file, data in self._read(asks.FOLDER, "<topic>"):
            for card, texts in data.items():
                told = block(file, texts, self._faults, card)
                if told is None:
                    continue
                lift(file, told, "texts", self._languages, self._faults, card)
                further = validated(Further, file, told, self._faults, card)
                if card in found:
                    first = self._homes[Further, card][0].path
                    self._faults.append(file.fault("duplicate-id", f"“{card}” stands in {first} too", card))
                elif further is not None:
                    found[card] = further.texts
                    self._homes[Further, card] = file, (card,)
        return MappingProxyType(found)

    def _read(self, folder: str, named: str) -> Iterator[tuple[str, YamlFile, dict[str, Any]]]:
        """Yield the name, the file and a copy of the data of every file in a folder."""
        for source, path in yaml_files(self._root, folder, self._faults):
            file, faults = read(source, path)
            self._faults += faults
            if path.count("/") != 1:
                self._faults.append(
                    Fault(path, 1, "unexpected-file", f"{folder} stand in {folder}/{named}.yaml")
                )
            elif file is not None:
                self._files[path] = file
                data = block(file, file.data, self._faults)
                file.release()
                if data is not None:
                    yield source.stem, file, data
