"""Privacy: what is kept is told, shown and erased, completely."""

import json
from datetime import date

import pytest
from sqlalchemy import select, update

from bot import i18n
from bot.sandbox.accounts import Person
from bot.sandbox.chats import Chat
from bot.views import my_data, privacy
from bot.views.actions import Keep
from storage import cards, coordinators, plan, readers, subscriptions
from storage.statements import core
from storage.tables import Reader, metadata
from tests.conversation.talk import NOON, Talk


async def _rows(talk: Talk, person: Person | Chat) -> dict[str, int]:
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


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            "en",
            "📄 Everything I keep about you\n\n• Number of the chat: {id}\n• Kind of the chat: private\n"
            "• Language: English\n• First seen: 23 November 2026\n• Last seen: 23 November 2026\n"
            "• May I write here: yes\n• Numbers of messages of the last 48 hours, for /hide: 3\n\n"
            "The file holds every row just as it is kept.",
        ),
        (
            "ru",
            "📄 Всё, что я о вас храню\n\n• Номер чата: {id}\n• Вид чата: личный\n• Язык: Русский\n"
            "• Первое сообщение: 23 ноября 2026 года\n• Последнее сообщение: 23 ноября 2026 года\n"
            "• Могу ли я сюда писать: да\n• Номера сообщений за последние 48 часов, для /hide: 3\n\n"
            "В файле каждая запись приведена так, как она хранится.",
        ),
        (
            "kk",
            "📄 Сіз туралы сақталғанның бәрі\n\n• Чат нөмірі: {id}\n• Чат түрі: жеке\n• Тілі: Қазақша\n"
            "• Алғашқы хабарлама күні: 2026 жылғы 23 қараша\n• Соңғы хабарлама күні: 2026 жылғы 23 қараша\n"
            "• Осында жаза аламын ба: иә\n• /hide үшін соңғы 48 сағаттағы хабарлама нөмірлері: 3\n\n"
            "Файлда әр жазба дәл сақталған күйінде берілген.",
        ),
    ],
)
async def test_my_data_is_told_in_words(tiny_talk: Talk, language: str, wanted: str) -> None:
    person = await tiny_talk.reader(language)
    page = await tiny_talk.say(person, "/mydata")
    assert page.text == wanted.format(id=person.id)


async def test_my_data_tells_of_digests_and_campaigns(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    async with tiny_talk.database.session() as session:
        await coordinators.invite(session, "fund", "code", NOON.date())
        await coordinators.accept(session, "code", person.id)
        await subscriptions.add(session, person.id, "water")
        await subscriptions.add(session, person.id, "gone-topic")
        await readers.set_schedule(
            session,
            person.id,
            readers.Schedule("weekly", 0, 1, 9, silent=True, next_due_at=NOON, paused_until=NOON),
        )
        await plan.write(session, [plan.Move(person.id, NOON, NOON, slot=NOON)], NOON)
        await cards.add(session, [(person.id, "wells")])
        await readers.confirm_digests(session, [(person.id, NOON)])
        await readers.first_touch(session, person.id, "poster", NOON.date())
    page = await tiny_talk.say(person, "/mydata")
    assert page.text.splitlines()[7:] == [
        "• May I write here: yes",
        "• Followed here: gone-topic and 💧 Water.",
        "• Every week: Monday, 09:00 · Almaty, UTC+5",
        "• Next digest: Monday, 23 November, 12:00.",
        "• Paused until 23 November 2026.",
        "• It comes without a sound.",
        "• Last digest: 23 November 2026",
        "• Digests sent or planned: 1",
        "• Cards sent in digests: 1",
        "• Numbers of messages of the last 48 hours, for /hide: 3",
        "• Makes campaigns for: fund",
        "",
        "The file holds every row just as it is kept.",
    ]


def test_my_data_has_words_for_every_table_with_a_chat() -> None:
    assert {table.name for table in metadata.sorted_tables if "chat_id" in table.c} == {*my_data.TABLES}


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


@pytest.fixture
async def parents(tiny_talk: Talk) -> tuple[Person, Person, Chat]:
    """An admin and a member of a group with the bot."""
    admin, member = tiny_talk.person("en"), tiny_talk.person("en")
    chat = tiny_talk.telegram.add_group(admin, "Parents", type="group", with_bot=tiny_talk.telegram.bot)
    tiny_talk.telegram.add_to_group(admin, chat, member)
    return admin, member, chat


@pytest.mark.parametrize("command", ["/mydata", "/erase", "/mydata@quqyq_bot"])
async def test_group_shows_what_is_kept_to_its_admins_alone(
    tiny_talk: Talk, parents: tuple[Person, Person, Chat], command: str
) -> None:
    admin, member, chat = parents
    tiny_talk.telegram.send_text(member, command, chat)
    await tiny_talk.work()
    assert chat.last.text.startswith("Only the admins of this chat can see this.")
    assert str(chat.id) not in chat.last.text
    tiny_talk.telegram.send_text(admin, command, chat)
    await tiny_talk.work()
    assert chat.last.text.splitlines()[0] == (
        "Erase everything I keep about this chat?"
        if command == "/erase"
        else "📄 Everything I keep about this chat"
    )
    assert "about you" not in chat.last.text


async def test_group_is_erased_by_its_admins_alone(
    tiny_talk: Talk, parents: tuple[Person, Person, Chat]
) -> None:
    admin, member, chat = parents
    tiny_talk.telegram.send_text(admin, "/erase", chat)
    await tiny_talk.work()
    row, column = chat.last.find_button("🗑 Yes, erase")
    press = tiny_talk.telegram.press(member, chat.last.id, row, column, chat)
    await tiny_talk.work()
    assert press.text == "Only the admins of this chat can change this."
    assert not chat.last.text.startswith("✅")
    tiny_talk.telegram.press(admin, chat.last.id, row, column, chat)
    await tiny_talk.work()
    assert chat.last.text.startswith("✅ Erased\n\n")
    assert "about you" not in chat.last.text
    assert await _rows(tiny_talk, chat) == {}


async def test_absent_reader_who_presses_keep_is_kept(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    async with tiny_talk.database.session() as session:
        await session.execute(update(core(Reader)).values(seen=date(2024, 1, 1), warned=NOON.date()))
    tiny_talk.dispatcher["readers"].forget(person.id)
    press = tiny_talk.telegram.press_data(person, tiny_talk.last(person), Keep().pack())
    page = await tiny_talk.reply(person)
    assert (press.answered, page.text, page.labels) == (True, "✅ All right, I keep what I have.", [])
    async with tiny_talk.database.session() as session:
        reader = await readers.get(session, person.id)
    assert reader is not None
    assert (reader.seen, reader.warned) == (NOON.date(), None)


def test_privacy_tells_when_everything_goes_by_itself() -> None:
    locale = i18n.load(["en"])["en"]
    assert "It goes by itself when nothing was written here for 24 months" in privacy.privacy(locale, 24).text
    assert "All of it stays until you erase it.\n" in privacy.privacy(locale, 0).text
