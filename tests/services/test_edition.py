"""Editions: read at once, made ready for questions off the loop and only once, and gone when they are replaced."""

import asyncio
import threading
import weakref
from pathlib import Path

import pytest

from bot.services.edition import Edition, Editions, read

TINY = Path(__file__).resolve().parents[1] / "packs" / "tiny"
REAL = Path(__file__).resolve().parents[2] / "content" / "kz-upr-2025"


@pytest.fixture
def made_in(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """The threads in which searches were made."""
    from content import search

    threads: list[threading.Thread] = []
    make = search.Search

    def noted(*args: object) -> object:
        threads.append(threading.current_thread())
        return make(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(search, "Search", noted)
    return threads


async def test_edition_opens_pages_before_it_answers_questions(made_in: list[threading.Thread]) -> None:
    editions = await Editions.open(TINY)
    edition = editions.current
    assert edition.library.card("free-water") is not None
    assert (made_in, edition.answers, edition.is_prepared) == ([], False, False)
    await editions.answering(edition)
    assert (len(made_in), edition.answers, edition.is_prepared) == (1, True, False)
    await editions.prepared(edition)
    assert (len(made_in), edition.answers, edition.is_prepared) == (1, True, True)


async def test_edition_is_prepared_once_and_never_on_the_loop(made_in: list[threading.Thread]) -> None:
    editions = await Editions.open(TINY)
    await asyncio.gather(
        *(editions.answering(editions.current) for _ in range(3)),
        *(editions.prepared(editions.current) for _ in range(3)),
    )
    assert len(made_in) == 1
    assert made_in[0] is not threading.main_thread()


async def test_edition_that_is_reloaded_is_prepared() -> None:
    editions = await Editions.open(TINY)
    assert (await editions.reload()).is_prepared


def test_edition_that_nobody_asks_reads_no_signs_of_danger_and_answers_nothing() -> None:
    edition = read(REAL, asked=False)
    assert (edition.library.urgent, edition.library.lexicon) == (None, None)
    assert edition.library.cards == read(REAL).library.cards
    with pytest.raises(LookupError, match="signs of danger"):
        _ = edition.search


def test_edition_goes_by_itself_when_nobody_holds_it(no_collector: None) -> None:
    # The collector is told to leave it alone, so nothing in it may hold on to each other.
    edition: Edition | None = read(TINY)
    assert edition is not None
    edition.prepare()
    parts = [weakref.ref(part) for part in (edition.library, edition.search, edition.typed)]
    edition = None
    assert [part() for part in parts] == [None, None, None]
