"""The folder in which what is made of packs is kept, a file for each state of a pack and of this code.

What is read back is believed, and run: so the folder and its files must be this user's own, and nobody else may write
them. A file that was cut off, damaged, or put there by somebody else is thrown away.
"""

import gc
import hashlib
import os
import re
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from content import written
from content.made import Made

NEWEST: Final = 2
"""Files of one pack that stay: the one in use, and the one before for who goes back."""
KEY: Final = 32
"""Characters of a key; a longer name is that of another pack, whose name begins so."""
ENDING: Final = ".kept"
UNFINISHED: Final = ".unfinished-"
FORGOTTEN: Final = 3600.0
"""Seconds after which nobody is writing an unfinished file any more."""
_FORM: Final = b"quqyq kept 1\n"
_CHECK: Final = hashlib.sha256
_CHUNK: Final = 1 << 16
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


class Unusable(Exception):
    """What is kept, or the place where it is to be kept, cannot be used; `str` says why."""


class Kept:
    """What is kept of one pack in a folder. All of it reads or writes files: call it in a thread."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        self._pack = re.sub(r"[^A-Za-z0-9-]", "_", root.resolve().name)[:40]

    def open(self) -> None:
        """Make the folder where there is none. Raises Unusable where nothing can be kept there in safety."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._opened():
                self._try()
        except OSError as error:
            raise Unusable(f"{self.folder}: {error.strerror or error}") from None

    def _try(self) -> None:
        """Write something: only that shows a disk that is full, or mounted for reading alone. Raises OSError."""
        handle, path = tempfile.mkstemp(prefix=UNFINISHED, dir=self.folder)
        try:
            os.write(handle, bytes(_CHUNK))
        finally:
            os.close(handle)
            Path(path).unlink()

    def read(self, key: str, *, asked: bool) -> Made | None:
        """Read what is kept under a key, as `written.read` does; None where nothing is.

        Raises Unusable for what is not to be trusted or not whole; that is gone then, where it can be removed.
        """
        path = self._path(key)
        try:
            with self._opened() as here:
                # Not waiting for who writes to a pipe of that name.
                flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
                handle = os.open(path.name, flags, dir_fd=here)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._thrown_away(path, error.strerror or str(error)) from None
        with ExitStack() as house:
            house.callback(os.close, handle)
            try:
                _own(os.fstat(handle), path, stat.S_ISREG)
                file = house.enter_context(os.fdopen(handle, "rb", closefd=False))
                _verify(file, key)
                made = _read(file, asked=asked)
            except Unusable as error:
                raise self._thrown_away(path, str(error)) from None
            except Exception as error:
                raise self._thrown_away(path, f"cannot be read back ({type(error).__name__})") from error
        with suppress(OSError):
            os.utime(path)
        return made

    def write(self, key: str, made: Made) -> None:
        """Keep what was made under a key, whole or not at all, and remove what is too old. Raises Unusable."""
        self.open()
        path = self._path(key)
        try:
            handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=self.folder)
            unfinished = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    _write(file, key, made)
                unfinished.replace(path)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise Unusable(f"{self.folder}: {error.strerror or error}") from None
        self._clear(path)

    def _path(self, key: str) -> Path:
        return self.folder / f"{self._pack}-{key}{ENDING}"

    @contextmanager
    def _opened(self) -> Iterator[int]:
        """Open the folder itself, so that what is checked is what is read from."""
        here = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            _own(os.fstat(here), self.folder, stat.S_ISDIR)
            yield here
        finally:
            os.close(here)

    def _thrown_away(self, path: Path, reason: str) -> Unusable:
        with suppress(OSError):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        return Unusable(f"{path}: {reason}")

    def _clear(self, newest: Path) -> None:
        """Leave the newest files; what another process removes meanwhile is gone all the same."""
        others = self._by_age(f"{self._pack}-{'?' * KEY}{ENDING}")
        others.pop(newest, None)
        old = sorted(others, key=others.__getitem__)[NEWEST - 1 :]
        unfinished = self._by_age(f"{UNFINISHED}*")
        for path in (*old, *(path for path, age in unfinished.items() if age > FORGOTTEN)):
            with suppress(OSError):
                path.unlink()

    def _by_age(self, pattern: str) -> dict[Path, float]:
        ages = {}
        for path in self.folder.glob(pattern):
            with suppress(OSError):
                ages[path] = time.time() - path.stat().st_mtime
        return ages


def _own(state: os.stat_result, path: Path, is_kind: Callable[[int], bool]) -> None:
    if not is_kind(state.st_mode):
        raise Unusable(f"{path} is no {'folder' if is_kind is stat.S_ISDIR else 'file'}")
    if state.st_uid != os.geteuid():
        raise Unusable(f"{path} belongs to another user")
    if state.st_mode & _OTHERS_WRITE:
        raise Unusable(f"{path} can be written by other users")


def _write(file: IO[bytes], key: str, made: Made) -> None:
    """Write form, key, contents, and a checksum over all of that."""
    checked = _Checked(file)
    checked.write(_FORM + key.encode() + b"\n")
    written.write(made, checked)
    file.write(checked.sum.digest())


class _Checked:
    """Sums up what is written through it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sum = _CHECK()

    def write(self, data: bytes) -> None:
        self.sum.update(data)
        self._file.write(data)


def _verify(file: IO[bytes], key: str) -> None:
    """Read all of a file, and stand at its contents afterwards. Raises Unusable."""
    size = os.fstat(file.fileno()).st_size - _CHECK().digest_size
    begins = _FORM + key.encode() + b"\n"
    if size < len(begins) or file.read(len(begins)) != begins:
        raise Unusable("is not what was written there")
    found = _CHECK(begins)
    left = size - len(begins)
    while left > 0 and (data := file.read(min(_CHUNK, left))):
        found.update(data)
        left -= len(data)
    if left or file.read() != found.digest():
        raise Unusable("is cut off or damaged")
    file.seek(len(begins))


def _read(file: IO[bytes], *, asked: bool) -> Made:
    # All of it lives as long as the library: nothing for the collector to find, and much to look through.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return written.read(file, asked=asked)
    finally:
        if collecting:
            gc.enable()
