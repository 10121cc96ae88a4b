"""Writes down what is made of a pack, and reads it back: the same answers, in as little memory."""

import pickle
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import IO, Any, Final, Protocol

from pydantic import BaseModel

from content.library import Library
from content.made import Made

PROTOCOL: Final = 5
_PLAIN: Final = frozenset(
    {
        ("array", "_array_reconstructor"),
        ("array", "array"),
        ("builtins", "frozenset"),
        ("builtins", "set"),
        ("collections", "Counter"),
        ("collections", "defaultdict"),
        ("builtins", "dict"),
        ("builtins", "list"),
        ("copyreg", "__newobj__"),
        ("datetime", "datetime"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("pydantic_core._pydantic_core", "TzInfo"),
        ("re", "_compile"),
    }
)
"""All that what is written may name, beside what this package itself defines."""


class _Writable(Protocol):
    def write(self, data: bytes, /) -> object: ...


def write(made: Made, file: _Writable) -> None:
    """Write down what was made. The library stands first, so that it can be read alone."""
    pickler = _Pickler(file)
    pickler.dump(made.library)
    pickler.dump((made.search, made.typed))


def read(file: IO[bytes], *, asked: bool) -> Made:
    """Read back what `write` wrote, the library alone where nothing will be `asked`.

    It trusts what it reads, as far as that goes: whoever calls has made sure of where it comes from. Raises
    pickle.UnpicklingError, or whatever else comes of a file that `write` did not write.
    """
    unpickler = _Unpickler(file)
    library = unpickler.load()
    return Made(library, *unpickler.load()) if asked else Made(library)


class _Pickler(pickle.Pickler):
    """What is the same object to both dumps is one again when both are read."""

    def __init__(self, file: _Writable) -> None:
        super().__init__(file, PROTOCOL)
        self._sets: dict[frozenset[str], set[str]] = {}

    def reducer_override(self, thing: Any) -> Any:
        if isinstance(thing, MappingProxyType):
            return _frozen, (dict(thing),)
        if isinstance(thing, Library):
            lean = replace(thing, urgent=None, lexicon=None, messages=_frozen({}), asks=_frozen({}))
            return Library, tuple(getattr(lean, field.name) for field in fields(Library))
        if isinstance(thing, BaseModel):
            state = thing.__getstate__()
            # Each model has a set of the fields that were given, and most of these sets are alike.
            given = state["__pydantic_fields_set__"]
            state["__pydantic_fields_set__"] = self._sets.setdefault(frozenset(given), given)
            return _bare, (type(thing),), state
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Give a class of this package, or what `_PLAIN` and this module name; no other function of ours is called."""
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module == __name__ and name in _REBUILDING:
            return _REBUILDING[name]
        found = (
            super().find_class(module, name) if module.startswith("content.") and "." not in name else None
        )
        if not isinstance(found, type) or not found.__module__.startswith("content."):
            raise pickle.UnpicklingError(f"{module}.{name} is not written down here")
        return found


def _frozen(mapping: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(mapping)


def _bare(model: type[BaseModel]) -> BaseModel:
    return model.__new__(model)


_REBUILDING: Final[Mapping[str, Callable[..., object]]] = {"_frozen": _frozen, "_bare": _bare}
"""What `_Pickler` has things rebuilt by, by name."""
