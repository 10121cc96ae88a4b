"""What stands on a sheet, whatever its form: words in one or more languages, a code, numbers, a place for its giver."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """The words of one language.

    `call` asks to scan, `steps` say how, `find` is the way for who cannot scan; `labels` say who answers at each
    number; `place` marks where an organisation's name and logo go.
    """

    language: str
    title: str
    about: str
    call: str
    steps: tuple[str, ...]
    find: str
    numbers_title: str
    labels: tuple[str, ...]
    source: str
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was made safe: PNG without transparency, its size in pixels."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A poster's or palm card's contents.

    `address` is what a code for all languages opens; each face has one of its own. `numbers` are the helplines' in
    their order, `name` and `logo` the organisation's, where it gave them.
    """

    faces: tuple[Face, ...]
    address: str
    handle: str
    numbers: tuple[str, ...]
    name: str = ""
    logo: Logo | None = None
