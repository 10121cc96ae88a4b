"""Privacy: what is kept is told, shown and erased, completely."""

import json

from sqlalchemy import select

from bot.sandbox.accounts import Person
from storage.tables import metadata
from tests.conversation.talk import Clock, Talk


async def _rows(talk: Talk, person: Person) -> dict[str, int]:
    """Count a chat's rows in every table by hand, whatever the code under test thinks of."""
    found = {}
    async with talk.database.session() as session:
        for table in metadata.sorted_tables:
            for column in table.c:
                if column.name == "chat_id":
                    rows = await session.execute(select(table).where(column == person.id))
                    found[table.name] = len(rows.all())
    return {name: count for name, count in found.items() if count}


async def test_privacy_tells_what_is_kept(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    page = await tiny_talk.say(person, "/privacy")
    assert page.text.startswith(
        "🔒 What I keep about you\n\n• your chat’s number and its kind, to answer you\n"
    )
    assert page.labels == [["📄 My data", "🗑 Erase everything"], ["🏠 Menu", "🌐 Language"]]


async def test_my_data_shows_everything(tiny_talk: Talk, clock: Clock) -> None:
    person = await tiny_talk.reader("en")
    page = await tiny_talk.say(person, "/mydata")
    assert page.text.startswith(
        f"📄 Everything I keep about you\n\n• chat_id: {person.id}\n• kind: private\n• language: en\n"
    )
    assert f"• since: {clock.now.date().isoformat()}" in page.text


async def test_my_data_comes_as_a_file(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("ru")
    await tiny_talk.say(person, "/mydata")
    await tiny_talk.press(person, "⬇️ Файлом (JSON)")
    sent = tiny_talk.last(person)
    document = sent.json["document"]
    assert document["file_name"] == "quqyq-my-data.json"
    data = json.loads(tiny_talk.telegram.files.find(document["file_id"]).content)
    assert data["reader"][0]["chat_id"] == person.id
    assert data["reader"][0]["language"] == "ru"


async def test_erasing_leaves_no_row(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    await tiny_talk.say(person, "is water free")
    assert (await _rows(tiny_talk, person))["reader"] == 1
    await tiny_talk.say(person, "/erase")
    receipt = await tiny_talk.press(person, "🗑 Yes, erase")
    assert receipt.text.startswith("✅ Erased\n\n")
    assert await _rows(tiny_talk, person) == {}


async def test_erasing_can_be_thought_over(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    await tiny_talk.say(person, "/erase")
    page = await tiny_talk.press(person, "No, keep it")
    assert page.text.startswith("🔒 What I keep about you")
    assert (await _rows(tiny_talk, person))["reader"] == 1


async def test_erased_reader_who_writes_again_starts_anew(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("ru")
    await tiny_talk.say(person, "/erase")
    await tiny_talk.press(person, "🗑 Да, стереть")
    assert (await tiny_talk.start(person)).labels[0] == ["✓ Русский"]


async def test_others_keep_what_is_theirs(tiny_talk: Talk) -> None:
    person, other = await tiny_talk.reader("en"), await tiny_talk.reader("en")
    await tiny_talk.say(person, "/erase")
    await tiny_talk.press(person, "🗑 Yes, erase")
    assert (await _rows(tiny_talk, other))["reader"] == 1


async def test_group_is_erased_by_its_admins_alone(tiny_talk: Talk) -> None:
    admin, member = tiny_talk.person("en"), tiny_talk.person("en")
    chat = tiny_talk.telegram.add_group(admin, "Parents", type="group", with_bot=tiny_talk.telegram.bot)
    tiny_talk.telegram.add_to_group(admin, chat, member)
    tiny_talk.telegram.send_text(member, "/erase", chat)
    await tiny_talk.work()
    row, column = chat.last.find_button("🗑 Yes, erase")
    press = tiny_talk.telegram.press(member, chat.last.id, row, column, chat)
    await tiny_talk.work()
    assert press.text is not None
    assert not chat.last.text.startswith("✅")
    tiny_talk.telegram.press(admin, chat.last.id, row, column, chat)
    await tiny_talk.work()
    assert chat.last.text.startswith("✅ Erased")
