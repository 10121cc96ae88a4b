"""Content made ready by another process: read back at once, never stale, and made all the same where that fails."""
# ruff: noqa: ASYNC110, ASYNC240 - what other processes do is seen on the disk alone

import asyncio
import logging
import os
import shutil
import signal
import sys
import weakref
from pathlib import Path

import pytest

from bot import logs
from bot.errors import NotPrepared
from bot.services import edition, workshop
from bot.services.edition import Edition, Editions
from bot.services.reloading import Reloading
from content import fingerprint
from content.fault import PackError
from content.library import Library

TINY = Path(__file__).resolve().parents[1] / "packs" / "tiny"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "pack"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture(autouse=True)
def logged(caplog: pytest.LogCaptureFixture) -> None:
    logs.through_logging()
    caplog.set_level(logging.INFO)


@pytest.fixture
def no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no process be started: what comes was read back, or made here."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A place where nothing can be kept, whoever asks."""
    (tmp_path / "file").touch()
    return tmp_path / "file" / "kept"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program to be written by a test, that is started in place of Python."""
    path = tmp_path / "program"
    path.write_text("#!/bin/sh\n", "utf-8")
    path.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(path))
    return path


def _edit(pack: Path, old: str, new: str) -> None:
    card = pack / "topics" / "water" / "free-water.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def _title(library: Library) -> str:
    card = library.card("free-water")
    assert card is not None
    return card.text("en").title


def _children() -> set[int]:
    return {int(one) for one in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()}


async def test_content_is_made_once_and_read_back_at_the_next_start(
    pack: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = _children()
    cold = await Editions.open(pack, kept=folder)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    warm = await Editions.open(pack, kept=folder)
    assert (cold.current.is_prepared, warm.current.is_prepared) == (True, True)
    assert warm.current.library == cold.current.library
    assert warm.current.codes == cold.current.codes == edition.read(pack).codes
    found = edition.read(pack).search.ask("Is water free?", "en")
    assert (
        cold.current.search.ask("Is water free?", "en"),
        warm.current.search.ask("Is water free?", "en"),
    ) == (
        found,
        found,
    )
    assert caplog.text == ""
    assert _children() == before


async def test_meanwhile_is_done_only_while_another_process_works(pack: Path, folder: Path) -> None:
    done: list[str] = []
    await Editions.open(pack, kept=folder, meanwhile=lambda: done.append("cold"))
    await Editions.open(pack, kept=folder, meanwhile=lambda: done.append("warm"))
    assert done == ["cold"]


async def test_changed_pack_is_never_answered_from_what_was_kept(pack: Path, folder: Path) -> None:
    await Editions.open(pack, kept=folder)
    _edit(pack, "Is water free?", "Is all water free?")
    assert _title((await Editions.open(pack, kept=folder)).current.library) == "Is all water free?"
    _edit(pack, "Is all water free?", "Is water free?")
    assert _title((await Editions.open(pack, kept=folder)).current.library) == "Is water free?"


async def test_who_delivers_reads_the_library_alone(pack: Path, folder: Path) -> None:
    for _ in ("cold", "warm"):
        current = (await Editions.open(pack, asked=False, kept=folder)).current
        assert (current.asked, current.answers) == (False, False)
        with pytest.raises(LookupError, match="signs of danger"):
            _ = current.search


async def test_faults_of_the_pack_come_through_whole(pack: Path, folder: Path) -> None:
    _edit(pack, "paragraphs: [1]", "paragraphs: [999]")
    (pack / "contacts.yaml").unlink()
    with pytest.raises(PackError) as here:
        edition.read(pack)
    with pytest.raises(PackError) as there:
        await Editions.open(pack, kept=folder)
    assert there.value.faults == here.value.faults
    assert len(there.value.faults) > 1


async def test_damaged_file_is_made_anew_with_a_line_in_the_log(
    pack: Path, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await Editions.open(pack, kept=folder)
    (file,) = folder.iterdir()
    file.write_bytes(file.read_bytes()[:-9])
    assert (await Editions.open(pack, kept=folder)).current.is_prepared
    assert [record.getMessage().count("is cut off or damaged") for record in caplog.records] == [1]
    caplog.clear()
    assert (await Editions.open(pack, kept=folder)).current.is_prepared
    assert caplog.text == ""


async def test_without_a_place_to_keep_it_content_is_made_by_another_process(
    pack: Path,
    nowhere: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    assert (await Editions.open(pack, kept=nowhere)).current.is_prepared
    assert list((tmp_path / "tmp").iterdir()) == []
    assert "content cannot be kept for the next start" in caplog.text
    assert "by the bot itself" not in caplog.text


async def test_without_any_place_the_bot_makes_it_itself(
    pack: Path, nowhere: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(nowhere))
    editions = await Editions.open(pack, kept=nowhere)
    assert not editions.current.answers
    assert caplog.text.count("content is made ready by the bot itself") == 1
    await editions.settle()
    assert editions.current.is_prepared


async def test_who_asks_nothing_makes_nothing_for_a_place_that_goes_again(
    pack: Path, nowhere: Path, no_process: None, caplog: pytest.LogCaptureFixture
) -> None:
    editions = await Editions.open(pack, asked=False, kept=nowhere)
    assert _title(editions.current.library) == "Is water free?"
    assert "by the bot itself" not in caplog.text


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("kill -9 $$", "status -9"),
        ("echo too much; echo no memory >&2; exit 3", "status 3: no memory"),
        ("echo nonsense", "what nobody understands"),
        ("echo [1]", "what nobody understands"),
        ('echo \'{"key": "made-up"}\'', "what was made is gone"),
    ],
)
async def test_process_that_fails_leaves_the_work_to_the_bot(
    pack: Path, folder: Path, program: Path, does: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    program.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
    editions = await Editions.open(pack, kept=folder)
    assert _title(editions.current.library) == "Is water free?"
    (record,) = caplog.records
    assert said in record.getMessage()
    await editions.settle()
    assert editions.current.search.ask("Is water free?", "en").hits[0].id == "free-water"


async def test_process_that_cannot_be_started_leaves_the_work_to_the_bot(
    pack: Path, folder: Path, no_process: None, caplog: pytest.LogCaptureFixture
) -> None:
    assert not (await Editions.open(pack, kept=folder)).current.answers
    assert "no process can be started" in caplog.text


async def _started(folder: Path) -> int:
    async with asyncio.timeout(30):
        while not (folder / "pid").exists() or not (folder / "pid").read_text():
            await asyncio.sleep(0.01)
    return int((folder / "pid").read_text())


def _gone(process: int) -> bool:
    """Whether a process has ended and was waited for."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


async def test_process_that_hangs_is_ended(
    pack: Path,
    folder: Path,
    tmp_path: Path,
    program: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec tail -f /dev/null\n", "utf-8")
    monkeypatch.setattr(workshop, "PATIENCE", 0.2)
    assert not (await Editions.open(pack, kept=folder)).current.answers
    assert "took more than 0.2 s" in caplog.text
    assert _gone(await _started(tmp_path))


async def test_stop_while_making_leaves_no_process(
    pack: Path, folder: Path, tmp_path: Path, program: Path
) -> None:
    program.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec tail -f /dev/null\n", "utf-8")
    opening = asyncio.create_task(Editions.open(pack, kept=folder))
    process = await _started(tmp_path)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    assert _gone(process)


async def test_killed_while_it_writes_leaves_nothing_that_is_read(pack: Path, folder: Path) -> None:
    making = asyncio.create_task(Editions.open(pack, kept=folder))
    before = _children()
    async with asyncio.timeout(30):
        while not (made := _children() - before):
            await asyncio.sleep(0.01)
    for process in made:
        os.kill(process, signal.SIGKILL)
    assert _title((await making).current.library) == "Is water free?"
    assert (await Editions.open(pack, kept=folder)).current.is_prepared
    assert [file.suffix for file in folder.iterdir()] == [".kept"]


async def test_two_starts_at_once_share_what_they_make(pack: Path, folder: Path) -> None:
    both = await asyncio.gather(*(Editions.open(pack, kept=folder) for _ in range(2)))
    assert [editions.current.is_prepared for editions in both] == [True, True]
    assert len(list(folder.iterdir())) == 1


async def test_process_is_told_no_secret(
    pack: Path, folder: Path, tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    monkeypatch.setenv("WEBHOOK_SECRET", "secret")
    monkeypatch.setenv("DATABASE_URL", "secret")
    program.write_text(f"#!/bin/sh\nenv > {tmp_path}/env\n", "utf-8")
    await Editions.open(pack, kept=folder)
    told = (tmp_path / "env").read_text()
    assert "PYTHONPATH=" in told
    assert "secret" not in told


async def test_process_stands_back_only_while_people_are_served(
    pack: Path, folder: Path, tmp_path: Path, program: Path
) -> None:
    program.write_text(f'#!/bin/sh\nshift 3\necho "$3" >> {tmp_path}/told\n', "utf-8")
    editions = await Editions.open(pack, kept=folder)
    await editions.reload()
    assert (tmp_path / "told").read_text().split() == ["0", str(workshop.STANDING_BACK)]


async def test_reload_is_made_by_another_process_too(pack: Path, folder: Path) -> None:
    editions = await Editions.open(pack, kept=folder)
    before = editions.current
    _edit(pack, "Is water free?", "Is all water free?")
    assert (await Reloading(editions).reload()).taken
    assert _title(editions.current.library) == "Is all water free?"
    assert editions.current.is_prepared
    assert editions.current.search is not before.search
    _edit(pack, "paragraphs: [1]", "paragraphs: [999]")
    reloaded = await Reloading(editions).reload()
    assert [fault.path for fault in reloaded.faults][:1] == ["topics/water/free-water.yaml"]
    assert _title(editions.current.library) == "Is all water free?"


async def test_reload_after_an_update_of_the_code_takes_nothing_from_the_new_code(
    pack: Path,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    editions = await Editions.open(pack, kept=folder)
    house = tmp_path / "house"
    shutil.copytree(
        workshop._HOUSE / "content",
        house / "content",
        ignore=lambda here, _: ["kz-upr-2025"] if Path(here).name == "content" else [],
    )
    fold = house / "content" / "search" / "fold.py"
    fold.write_bytes(fold.read_bytes() + b"\n")
    # As if it had been installed where this code was loaded from.
    monkeypatch.setattr(workshop, "_HOUSE", house)
    monkeypatch.setattr(fingerprint, "HOUSE", house / "content")
    _edit(pack, "Is water free?", "Is all water free?")
    assert (await Reloading(editions).reload()).taken
    assert (editions.current.is_prepared, _title(editions.current.library)) == (True, "Is all water free?")
    assert "it needs a new start" in caplog.text
    assert len(list(folder.iterdir())) == 1


async def test_reload_goes_on_where_no_process_can_be_started(
    pack: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editions = await Editions.open(pack, kept=folder)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    _edit(pack, "Is water free?", "Is all water free?")
    assert (await Reloading(editions).reload()).taken
    assert (editions.current.is_prepared, _title(editions.current.library)) == (True, "Is all water free?")


@pytest.mark.parametrize("keeping", [True, False])
async def test_edition_that_is_replaced_goes_by_itself(
    pack: Path, folder: Path, keeping: bool, no_collector: None
) -> None:
    # The collector is told to leave editions alone, so that whatever is left behind would stay for ever.
    editions = await Editions.open(pack, kept=folder if keeping else None)
    await editions.prepared(editions.current)
    editions.current.search.ask("Is water free?", "en")
    held = editions.current
    parts = [weakref.ref(part) for part in (held.library, held.search, held.typed)]
    del held
    await editions.reload()
    assert [part() for part in parts] == [None, None, None]


async def test_search_that_cannot_be_made_is_tried_again_and_then_given_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    editions = await Editions.open(TINY)
    tries: list[int] = []

    def prepare(self: Edition) -> None:
        tries.append(1)
        if len(tries) < enough:
            raise MemoryError
        _ = self.typed

    monkeypatch.setattr(Edition, "prepare", prepare)
    monkeypatch.setattr(edition, "WAITS", (0.0, 0.0, 0.0))
    enough = 99
    with pytest.raises(NotPrepared, match="MemoryError"):
        await editions.settle()
    assert len(tries) == 3
    assert caplog.text.count("the search could not be made") == 3
    tries.clear()
    enough = 3
    await editions.settle()
    assert (len(tries), editions.current.is_prepared) == (3, True)
