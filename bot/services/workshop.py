"""Where content is made ready: by a process of its own, so that neither its CPU nor its memory is taken from the bot.

What was made is kept on disk, and read back at the next start.
"""

import asyncio
import json
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

import structlog

import content
from content.fault import Fault, PackError
from content.fingerprint import fingerprint, of_code
from content.kept import Kept, Unusable
from content.made import Made

log = structlog.get_logger(__name__)

T = TypeVar("T")

PATIENCE: Final = 120.0
"""Seconds that a process gets to make a pack; on the slowest machine it takes ten."""
STANDING_BACK: Final = 5
"""Niceness of a process that makes what nobody waits for."""
SAID: Final = 200
"""Letters of its last words that are logged."""
HANDED_ON: Final = ("PATH", "HOME", "LANG", "LC_", "LD_", "PYTHON", "TMPDIR", "TZ")
"""How the names of the variables begin that it is given: none of them holds a secret."""
_HOUSE: Final = Path(content.__file__ or "").resolve().parent.parent


class Failed(Exception):
    """No process could make the pack; `str` says why."""


async def in_thread(work: Callable[[], T]) -> T:
    """Do work that blocks in a thread, and give what it gives, so that nobody else holds it.

    `asyncio.to_thread` alone leaves it in a cycle of two futures. The collector, which is told to leave editions alone
    (`gc.freeze`), would never find that, and every reload would leave an edition behind.
    """
    given: list[T] = []
    await asyncio.to_thread(lambda: given.append(work()))
    return given.pop()


def nothing() -> None:
    """Do nothing."""


class Workshop:
    """Makes one pack, and keeps what it made in a folder, or nowhere while nothing can be kept there."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root = root
        self._folder = folder

    async def made(
        self, *, asked: bool = True, meanwhile: Callable[[], object] = nothing, gently: bool = False
    ) -> Made | None:
        """Give the pack as it is now, read back or made anew; the library alone where nothing will be `asked`.

        None, and a line in the log, when only this process itself can make it. While another process works, `meanwhile`
        is done once, on the loop; it works `gently` where this one serves people. Raises content.fault.PackError.
        Cancelled, it leaves no process behind.
        """
        found = await in_thread(lambda: self._read_back(asked=asked))
        if found is not None:
            return found
        with ExitStack() as house:
            try:
                folder = await asyncio.to_thread(self._somewhere, house)
                if folder != self._folder and not asked:
                    # To read a library takes less than to make all of it for nobody.
                    return None
                key = await _make(self._root, folder, meanwhile, STANDING_BACK if gently else 0)
                kept = Kept(folder, self._root)
                found = await in_thread(lambda: kept.read(key, asked=asked))
                if found is None:
                    raise Failed("what was made is gone")
            except (Failed, Unusable, OSError) as error:
                log.warning("content is made ready by the bot itself", reason=str(error))
        return found

    def _read_back(self, *, asked: bool) -> Made | None:
        try:
            return Kept(self._folder, self._root).read(fingerprint(self._root), asked=asked)
        except Unusable as error:
            log.warning("what was kept of the content is not used", reason=str(error))
        except OSError as error:
            # Whoever reads the pack next says what is wrong with it.
            log.debug("the content cannot be looked at", reason=str(error))
        return None

    def _somewhere(self, house: ExitStack) -> Path:
        """Give the folder to keep things in, or one that is gone when `house` is left. Raises OSError."""
        try:
            Kept(self._folder, self._root).open()
        except Unusable as error:
            log.warning("content cannot be kept for the next start", reason=str(error))
            return Path(house.enter_context(TemporaryDirectory(prefix="quqyq-", ignore_cleanup_errors=True)))
        return self._folder


async def _make(root: Path, folder: Path, meanwhile: Callable[[], object], niceness: int) -> str:
    """Let a process make a pack and keep it in a folder, and give its key there. Raises PackError and Failed."""
    environment = {name: value for name, value in os.environ.items() if name.startswith(HANDED_ON)}
    before = environment.get("PYTHONPATH")
    environment["PYTHONPATH"] = f"{_HOUSE}{os.pathsep}{before}" if before else str(_HOUSE)
    code = await asyncio.to_thread(of_code)
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "content.making", str(root), str(folder), str(niceness), code,
            env=environment, start_new_session=True,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
    except OSError as error:
        raise Failed(f"no process can be started: {error.strerror or error}") from None
    try:
        meanwhile()
        async with asyncio.timeout(PATIENCE):
            printed, errors = await process.communicate()
    except TimeoutError:
        raise Failed(f"its process took more than {PATIENCE:g} s") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode != 0:
        last = errors.decode(errors="replace").strip().rpartition("\n")[2][-SAID:]
        raise Failed(f"its process ended with status {process.returncode}: {last}")
    return _key(printed)


def _key(printed: bytes) -> str:
    try:
        said = json.loads(printed)
        faults = [Fault(*fault) for fault in said.get("faults", ())]
        key = said.get("key", "")
    except (ValueError, TypeError, AttributeError):
        raise Failed("its process said what nobody understands") from None
    if faults:
        raise PackError(faults)
    return str(key)
