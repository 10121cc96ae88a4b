"""Reloading under load: no question goes unanswered, and no answer mixes two editions."""

import asyncio
import shutil
from pathlib import Path

from bot.services.edition import read
from bot.services.reloading import Reloading
from storage.database import Database
from tests.conversation.conftest import TINY, furnish
from tests.conversation.talk import Clock

EDITIONS = 6
QUESTIONS_AN_EDITION = 15


def _mark(pack: Path, number: int) -> None:
    """Write an edition whose title and body carry its number."""
    card = pack / "topics" / "school" / "school-bus.yaml"
    text = (TINY / "topics" / "school" / "school-bus.yaml").read_text(encoding="utf-8")
    text = text.replace(
        "title: Who may use the school bus?", f"title: Who may use the school bus? ({number})"
    )
    assert "Children who live" in text
    card.write_text(text.replace("Children who live", f"({number}) Children who live"), encoding="utf-8")


async def test_reload_under_load_drops_and_mixes_no_answer(
    tmp_path: Path, sqlite: Database, clock: Clock
) -> None:
    pack = Path(shutil.copytree(TINY, tmp_path / "pack"))
    _mark(pack, 0)
    talk = furnish(read(pack), pack, sqlite, clock)
    reloading = Reloading(talk.dispatcher["editions"])
    person = await talk.reader("en")
    answers: list[str] = []

    async def ask() -> None:
        for _ in range(QUESTIONS_AN_EDITION):
            reply = await talk.say(person, "who may use the school bus")
            answers.append(reply.text)

    for number in range(1, EDITIONS):
        _mark(pack, number)
        _, reloaded = await asyncio.gather(ask(), reloading.reload())
        assert reloaded.taken
    await ask()

    marks = [
        {word for word in answer.split() if word.startswith("(") and word[1:-1].isdigit()}
        for answer in answers
    ]
    assert len(marks) == EDITIONS * QUESTIONS_AN_EDITION
    assert [mark for mark in marks if len(mark) != 1] == []
    assert marks[-1] == {f"({EDITIONS - 1})"}
