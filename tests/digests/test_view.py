"""A digest as a message: it fits, in every language, whatever the pack holds; what does not fit is one tap away."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import i18n
from bot.services.cards import card
from bot.services.digests import Digest, compose
from bot.views.digest import LONGEST, digest
from bot.views.screen import TEXT_LIMIT, bare, width
from content import loader
from content.library import Library

HOUSE = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
LOCALES = i18n.load(["kk", "ru", "en"])


@pytest.fixture(scope="module")
def real() -> Library:
    return loader.load(HOUSE / "content" / "kz-upr-2025")


@pytest.fixture(scope="module")
def tiny() -> Library:
    return loader.load(HOUSE / "tests" / "packs" / "tiny")


@pytest.mark.parametrize("language", LOCALES)
def test_every_digest_of_the_real_pack_fits_into_a_message(real: Library, language: str) -> None:
    everything = [topic.id for topic in real.topics]
    widths = []
    for topics in ([topic] for topic in everything), [everything]:
        for chosen in topics:
            found = compose(real, chosen, NOW)
            assert found is not None
            page = card(real, found.card.id, NOW) if found.card else None
            widths.append(width(digest(found, page, LOCALES[language], "quqyq_bot", "private").text))
    assert max(widths) <= TEXT_LIMIT


@pytest.mark.parametrize("language", LOCALES)
def test_every_card_of_the_real_pack_fits_into_a_digest(real: Library, language: str) -> None:
    told = {update.id for update in real.updates}
    had: set[str] = set()
    while found := compose(real, [topic.id for topic in real.topics], NOW, told, had):
        assert found.card
        page = card(real, found.card.id, NOW)
        assert width(digest(found, page, LOCALES[language], "quqyq_bot", "group").text) <= TEXT_LIMIT
        had.add(found.card.id)
    assert had == {one.id for one in real.cards}


def many(tiny: Library, count: int) -> Digest:
    found = compose(tiny, ["water"], NOW)
    assert found is not None
    updates = tuple(found.updates[0].model_copy(update={"id": f"update-{number}"}) for number in range(count))
    pages = {update.id: found.pages[found.updates[0].id] for update in updates}
    return Digest(found.topics, updates, pages, None, found.info)


@pytest.mark.parametrize(("language", "more"), [("en", "and 4 more"), ("ru", "и ещё 4"), ("kk", "тағы 4")])
def test_digest_names_how_many_more_there_are_and_opens_them(tiny: Library, language: str, more: str) -> None:
    screen = digest(many(tiny, LONGEST + 4), None, LOCALES[language], "quqyq_bot", "private")
    assert bare(screen.text).endswith(more)
    links = re.findall(r'href="(https://t\.me/quqyq_bot\?start=[^"]+)"', screen.text)
    assert len(links) == LONGEST + 1
    assert len(set(links)) == 2


@pytest.mark.parametrize(
    ("language", "count", "head"),
    [
        ("en", 1, "🗓 What changed: 1 update · 💧 Water"),
        ("ru", 1, "🗓 Что изменилось: 1 новость · 💧 Вода"),
        ("ru", 3, "🗓 Что изменилось: 3 новости · 💧 Вода"),
        ("ru", 5, "🗓 Что изменилось: 5 новостей · 💧 Вода"),
        ("kk", 5, "🗓 Не өзгерді: 5 жаңалық · 💧 Су"),
    ],
)
def test_digest_counts_as_its_language_does(tiny: Library, language: str, count: int, head: str) -> None:
    screen = digest(many(tiny, count), None, LOCALES[language], "quqyq_bot", "private")
    assert bare(screen.text).splitlines()[0] == head


def test_digest_in_a_channel_has_links_alone(tiny: Library) -> None:
    screen = digest(many(tiny, 2), None, LOCALES["en"], "quqyq_bot", "channel")
    assert [[button.does for button in row] for row in screen.rows] == [[None, None]]
    assert all(button.url and button.url.startswith("https://t.me/") for row in screen.rows for button in row)
