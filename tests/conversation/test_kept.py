"""What a whole conversation leaves behind: nothing of a person's name, words or answers, in no cell and in no file."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, select

from bot.sandbox.messages import Message
from bot.services.edition import Edition
from storage.database import Database
from tests.conversation.conftest import REAL, furnish
from tests.conversation.talk import Clock, Talk

NAMES = ("Zhuldyzai", "Қарлығашова", "zhuldyzai_nick")
WORDS = ("zebrafish", "мышкетёр", "қарлығаштай", "+77015550199", "zhuldyzai@example.org")


@pytest.fixture
def talk(real: Edition, database: Database, clock: Clock) -> Talk:
    """A talk on each of the two databases."""
    return furnish(real, REAL, database, clock)


async def dump(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that is there, as the database tells them."""
    reflected = MetaData()
    async with database._engine.connect() as connection:
        await connection.run_sync(reflected.reflect)
        return {
            table.name: [dict(row) for row in (await connection.execute(select(table))).mappings()]
            for table in reflected.sorted_tables
        }


def buttons(message: Message) -> list[str]:
    return [button["callback_data"] for row in message.buttons for button in row if "callback_data" in button]


def raw(folder: Path) -> bytes:
    """What the database's files hold, byte by byte, with what it has deleted and not yet overwritten."""
    return b"".join(path.read_bytes() for path in folder.rglob("*.db*") if path.is_file())


async def converse(talk: Talk) -> int:
    """Do everything that a person can write or choose; the chat's id."""
    telegram = talk.telegram
    person = telegram.add_person(2001, NAMES[0], "en", last_name=NAMES[1], username=NAMES[2])
    await talk.start(person, WORDS[0])
    for word in WORDS:
        for text in (
            word,
            f"who gets a free lawyer, {word}",
            f"my husband beats me {word}",
            f"/ask {word}",
            f"/{word}",
        ):
            await talk.say(person, text)
    sent = telegram.send_text(person, f"first {WORDS[0]}")
    await talk.work()
    telegram.edit_text(person, sent.id, f"then {WORDS[1]}")
    telegram.send_photo(person, caption=WORDS[0])
    telegram.send_contact(person)
    telegram.send_location(person)
    await talk.work()
    await talk.say(person, "/lawyer")
    letters = ""
    while answers := [data for data in buttons(talk.last(person)) if data.startswith("la:" + letters)]:
        if max(map(len, answers)) <= len("la:" + letters):
            break
        letters = max(answers, key=len).removeprefix("la:")
        telegram.press_data(person, talk.last(person), "la:" + letters)
        await talk.work()
    assert letters
    await talk.say(person, "/digests")
    telegram.press_data(person, talk.last(person), "f:children")
    await talk.work()
    await talk.say(person, f"/poster {WORDS[0]}")
    for command in ("campaign", "broadcast", "stats"):
        await talk.say(person, f"/{command} {WORDS[0]}")
    await talk.say(person, "/mydata")
    await talk.dispatcher["tallies"].flush()
    return person.id


@pytest.mark.parametrize("keeps_questions", [False, True])
async def test_conversation_leaves_no_name_and_no_word(
    talk: Talk, tmp_path: Path, keeps_questions: bool
) -> None:
    talk.dispatcher["questions"].keeps = keeps_questions
    chat_id = await converse(talk)
    await talk.dispatcher["questions"].flush()
    rows = await dump(talk.database)
    assert {len(rows["reader"]), len(rows["subscription"])} == {1}
    assert rows["counter"]
    assert bool(rows["question"]) == keeps_questions
    kept = repr(rows).lower()
    assert [word for word in (*NAMES, *WORDS) if word.lower() in kept] == []
    held = raw(tmp_path)
    assert [word for word in (*NAMES, *WORDS) if word.encode() in held] == []
    # The numbers lead to the chat where they must, and nowhere else.
    leading = {
        f"{table}.{column}"
        for table, found in rows.items()
        for row in found
        for column, value in row.items()
        if value == chat_id
    }
    assert {name.partition(".")[2] for name in leading} == {"chat_id"}


async def test_erasing_after_a_conversation_leaves_no_cell(talk: Talk) -> None:
    chat_id = await converse(talk)
    person = talk.telegram.people[chat_id]
    await talk.say(person, "/erase")
    await talk.press(person, "🗑 Yes, erase")
    await talk.dispatcher["messages"].flush()
    rows = await dump(talk.database)
    assert [
        f"{table}.{column}"
        for table, found in rows.items()
        for row in found
        for column, value in row.items()
        if str(chat_id) in str(value)
    ] == []
