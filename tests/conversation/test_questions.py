"""Questions without an answer: kept only where the operator says so, masked, never those of danger, and for 90 days."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.services.edition import Edition
from bot.services.questions import Questions
from storage import questions
from storage.database import Database
from storage.questions import Asked
from tests.conversation.conftest import REAL, furnish
from tests.conversation.talk import NOON, Clock, Talk
from tests.databases import run_apart, sqlite_url

DAY = date(2026, 11, 23)
IN_VAIN = "где купить собаку для Жанар Оспановой, тел 8 701 123 45 67"


@pytest.fixture
def talk(real: Edition, database: Database, clock: Clock) -> Talk:
    """A talk on each of the two databases."""
    return furnish(real, REAL, database, clock)


async def fill(url: str) -> None:
    database = Database(url)
    await database.start()
    async with database.session() as session:
        rows = [(DAY, "ru", "где … школа", 3), (DAY - timedelta(days=1), "kk", "мектеп …", 2)]
        await questions.count(session, [*rows, (DAY - timedelta(days=31), "ru", "школа", 9)])
    await database.stop()


def turn_on(talk: Talk) -> Questions:
    kept: Questions = talk.dispatcher["questions"]
    kept.keeps = True
    return kept


async def listed(talk: Talk) -> list[Asked]:
    await talk.dispatcher["questions"].flush()
    async with talk.database.session() as session:
        return await questions.listed(session, DAY - timedelta(days=400))


async def test_nothing_is_kept_unless_the_operator_says_so(talk: Talk) -> None:
    person = await talk.reader("ru")
    for _ in range(3):
        await talk.say(person, IN_VAIN)
    assert await listed(talk) == []
    page = (await talk.say(person, "/privacy")).text
    assert "ваши вопросы и ответы в проверке" in page
    assert "90 дней" not in page


async def test_questions_in_vain_are_kept_masked(talk: Talk) -> None:
    turn_on(talk)
    first, second = await talk.reader("ru"), await talk.reader("kk")
    for person in (first, second):
        await talk.say(person, IN_VAIN)
    [asked] = await listed(talk)
    assert (asked.language, asked.count, asked.last) == ("ru", 2, DAY)
    assert not {"жанар", "оспановой", "8", "701"} & {*asked.words.split(" ")}
    assert asked.words.split(" ")[0] == "где"
    assert "…" in asked.words


async def test_answered_questions_greetings_and_danger_are_never_kept(talk: Talk) -> None:
    turn_on(talk)
    person = await talk.reader("en")
    for text in (
        "who gets a free lawyer",
        "hello",
        "my husband beats me and I want to buy a dog",
        "112",
        "/menu",
    ):
        await talk.say(person, text)
    assert [
        asked for asked in await listed(talk) if "husband" in asked.words or "lawyer" in asked.words
    ] == []


async def test_every_message_of_danger_stays_out(talk: Talk) -> None:
    kept = turn_on(talk)
    person = await talk.reader("en")
    for text in ("муж бьёт меня", "күйеуім мені ұрады", "my father touches me", "I want to kill myself"):
        await talk.say(person, text)
    assert kept._counts == {}


async def test_privacy_tells_of_it_in_every_language(talk: Talk) -> None:
    turn_on(talk)
    for language, words in (("kk", "90 күн"), ("ru", "90 дней"), ("en", "for 90 days")):
        person = await talk.reader(language)
        page = await talk.say(person, "/privacy")
        assert words in page.text
        assert "your questions," not in page.text


def test_list_is_for_editors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = sqlite_url(tmp_path / "q.db")
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setattr("bot.clock.now", lambda: NOON)
    run = CliRunner()

    def lines(*words: str) -> list[str]:
        result = run.invoke(app, ["questions", *words])
        assert result.exit_code == 0, result.output
        return result.output.splitlines()

    assert lines() == ["No questions of the last 30 days; KEEP_QUESTIONS is off."]
    run_apart(lambda: fill(url))
    assert lines() == [
        "     3  ru  2026-11-23  где … школа",
        "     2  kk  2026-11-22  мектеп …",
    ]
    assert lines("--lang", "kk", "--days", "2") == ["     2  kk  2026-11-22  мектеп …"]
    assert lines("--lang", "kk", "--days", "1", "--json") == []
    assert json.loads(lines("--json")[0]) == {
        "words": "где … школа",
        "lang": "ru",
        "count": 3,
        "last": "2026-11-23",
    }
