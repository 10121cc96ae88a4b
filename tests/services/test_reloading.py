"""Reloading: whole new content is taken, faulty content is refused, and no answer mixes two editions."""

import asyncio
import logging
import shutil
import threading
from pathlib import Path

import pytest

from bot import logs
from bot.services import edition
from bot.services.edition import Edition, Editions, read
from bot.services.reloading import Reloading

TINY = Path(__file__).resolve().parents[1] / "packs" / "tiny"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "pack"))


@pytest.fixture
async def editions(pack: Path) -> Editions:
    logs.through_logging()
    return await Editions.open(pack)


def _edit(pack: Path, old: str, new: str) -> None:
    card = pack / "topics" / "water" / "free-water.yaml"
    card.write_text(card.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


async def test_reload_takes_new_content(pack: Path, editions: Editions) -> None:
    _edit(pack, "Is water free?", "Is all water free?")
    assert (await Reloading(editions).reload()).taken
    card = editions.current.library.card("free-water")
    assert card is not None
    assert card.text("en").title == "Is all water free?"


async def test_reload_refuses_faulty_content_and_says_where(
    pack: Path, editions: Editions, caplog: pytest.LogCaptureFixture
) -> None:
    before = editions.current
    _edit(pack, "paragraphs: [1]", "paragraphs: [999]")
    with caplog.at_level(logging.WARNING):
        assert not (await Reloading(editions).reload()).taken
    assert editions.current is before
    assert "topics/water/free-water.yaml:" in caplog.text


async def test_edition_is_replaced_as_a_whole(pack: Path, editions: Editions) -> None:
    held = editions.current
    _edit(pack, "Is water free?", "Is all water free?")
    await Reloading(editions).reload()
    card = held.library.card("free-water")
    assert card is not None
    assert card.text("en").title == "Is water free?"
    assert editions.current.search is not held.search


async def test_asking_twice_reloads_once(editions: Editions, monkeypatch: pytest.MonkeyPatch) -> None:
    reloading = Reloading(editions)
    done = asyncio.Event()
    times = []

    async def reload() -> bool:
        times.append(1)
        done.set()
        return True

    monkeypatch.setattr(reloading, "reload", reload)
    reloading.ask()
    reloading.ask()
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        serving = group.create_task(reloading.serve())
        await done.wait()
        serving.cancel()
    assert times == [1]


async def test_last_of_two_reloads_at_once_decides(
    pack: Path, editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_has_read, go_on = threading.Event(), threading.Event()
    readings: list[Edition] = []

    def slow_at_first(root: Path, *, asked: bool) -> Edition:
        found = read(root, asked=asked)
        readings.append(found)
        if len(readings) == 1:
            first_has_read.set()
            assert go_on.wait(10)
        return found

    monkeypatch.setattr(edition, "read", slow_at_first)
    reloading = Reloading(editions)
    first = asyncio.create_task(reloading.reload())
    assert await asyncio.to_thread(first_has_read.wait, 10)
    _edit(pack, "Is water free?", "Is all water free?")
    second = asyncio.create_task(reloading.reload())
    await asyncio.wait((second,), timeout=0.5)
    go_on.set()
    await asyncio.gather(first, second)
    card = editions.current.library.card("free-water")
    assert card is not None
    assert card.text("en").title == "Is all water free?"


async def test_reloading_goes_on_after_what_nobody_expected(
    editions: Editions, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before, reload, done = editions.current, editions.reload, asyncio.Event()

    async def fail() -> Edition:
        monkeypatch.setattr(editions, "reload", succeed)
        reloading.ask()
        raise FileNotFoundError

    async def succeed() -> Edition:
        found = await reload()
        done.set()
        return found

    monkeypatch.setattr(editions, "reload", fail)
    reloading = Reloading(editions)
    reloading.ask()
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        serving = group.create_task(reloading.serve())
        await done.wait()
        serving.cancel()
    assert editions.current is not before
    assert "reload failed, the old content stays" in caplog.text


async def test_watch_asks_when_a_file_changes(pack: Path, editions: Editions) -> None:
    reloading = Reloading(editions)
    async with asyncio.timeout(30), asyncio.TaskGroup() as group:
        watching = group.create_task(reloading.watch())
        while not reloading._asked.is_set():
            _edit(pack, "free", "free")
            await asyncio.sleep(0.05)
        watching.cancel()
