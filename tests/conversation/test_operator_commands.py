"""What operators do in the chat: read the content anew, stop deliveries and let them go on; inert for everyone else."""

import shutil
from pathlib import Path

import pytest

from bot.conversation import profile
from bot.sandbox.accounts import Person
from bot.sandbox.methods.commands import commands_shown
from bot.services.edition import read
from bot.views.commands import COMMAND_NAMES, OPERATOR_COMMANDS
from storage.database import Database
from tests.conversation.conftest import TINY, furnish
from tests.conversation.talk import ADMIN, Clock, Talk

UNKNOWN = "I do not know this command."
MOVED = "This page has moved. Here is the menu."
LABELS = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


async def operator(talk: Talk, language: str = "en") -> Person:
    person = talk.telegram.add_person(ADMIN, "Operator", language)
    await talk.start(person)
    await talk.press(person, "✓ " + LABELS[language])
    return person


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "pack"))


@pytest.fixture
def talk(pack: Path, sqlite: Database, clock: Clock) -> Talk:
    return furnish(read(pack), pack, sqlite, clock)


def edit(pack: Path, old: str, new: str, name: str = "free-water") -> None:
    card = pack / "topics" / "water" / f"{name}.yaml"
    text = card.read_text(encoding="utf-8")
    assert old in text
    card.write_text(text.replace(old, new), encoding="utf-8")


async def test_reload_of_the_same_content_says_so(talk: Talk) -> None:
    page = await talk.say(await operator(talk), "/reload")
    assert page.text == "✅ Read anew: the content is as it was."


async def test_reload_says_what_changed_and_serves_it(talk: Talk, pack: Path) -> None:
    person = await operator(talk)
    edit(pack, "Is water free?", "Is all water free?")
    (pack / "topics" / "water" / "wells.yaml").unlink()
    (pack / "updates" / "wells-counted.yaml").unlink()
    page = await talk.say(person, "/reload")
    assert page.text == (
        "✅ The new content is in service.\n\nCards\n• changed: free-water\n• removed: wells\n\n"
        "What changed since the report\n• removed: wells-counted"
    )
    assert "Is all water free?" in str((await talk.say(person, "/ask is all water free")).text)


async def test_reload_of_faulty_content_names_file_and_line_and_keeps_the_old(talk: Talk, pack: Path) -> None:
    person = await operator(talk)
    edit(pack, "paragraphs: [1]", "paragraphs: [999]")
    page = await talk.say(person, "/reload")
    assert page.text == (
        "❌ The content has 2 faults\n\nThe bot goes on with the content that it has.\n\n"
        "topics/water/free-water.yaml:2 there is no paragraph 999: the document has 7\n"
        "updates/more-free-water.yaml:2 no card rests on any paragraph of this update"
    )
    assert "Is water free?" in (await talk.say(person, "/ask is water free")).text


async def test_reload_of_content_full_of_faults_fits_a_message(talk: Talk, pack: Path) -> None:
    person = await operator(talk)
    for number in range(200):
        (pack / "topics" / "water" / f"card-{number}.yaml").write_text("<b>&: [", encoding="utf-8")
    page = await talk.say(person, "/reload")
    assert page.text.startswith("❌ The content has 200 faults")
    assert " more" in page.text.splitlines()[-1]
    assert 2000 < len(page.text) <= 4096


async def test_pause_stops_deliveries_and_resume_lets_them_go_on(talk: Talk) -> None:
    person = await operator(talk)
    page = await talk.say(person, "/pause")
    assert page.text.startswith("⏸ Deliveries are paused\n\nSince Monday, 23 November, 12:00.\n\n")
    assert page.text.endswith("Waiting to be sent: 0\nNext digest due: –")
    assert page.labels == [["▶️ Resume", "🏠 Menu"]]
    page = await talk.press(person, "▶️ Resume")
    assert page.text.startswith("▶️ Deliveries go out\n\n")
    page = await talk.press(person, "⏸ Pause")
    assert page.text.startswith("⏸ Deliveries are paused")
    assert (await talk.say(person, "/resume")).labels == [["⏸ Pause", "🏠 Menu"]]


@pytest.mark.parametrize("command", OPERATOR_COMMANDS)
async def test_commands_of_operators_are_unknown_to_everyone_else(talk: Talk, command: str) -> None:
    await operator(talk)
    stranger = await talk.reader("en")
    unknown = await talk.say(stranger, "/nonsense")
    shown = await talk.say(stranger, f"/{command}")
    assert (shown.text, shown.labels) == (unknown.text, unknown.labels)
    assert shown.text.startswith(UNKNOWN)


async def test_buttons_of_operators_do_nothing_for_everyone_else(talk: Talk) -> None:
    person = await operator(talk)
    await talk.say(person, "/resume")
    stranger = await talk.reader("en")
    page = talk.last(stranger)
    for data in ("ad:0", "ad:1"):
        press = talk.telegram.press_data(stranger, page, data)
        await talk.work()
        assert press.text == MOVED
    assert (await talk.say(person, "/resume")).text.startswith("▶️ Deliveries go out")


async def test_commands_of_operators_are_left_alone_in_groups(talk: Talk) -> None:
    person = await operator(talk)
    group = talk.telegram.add_group(person, "Team", with_bot=talk.telegram.bot)
    await talk.work()
    for command in OPERATOR_COMMANDS:
        talk.telegram.send_text(person, f"/{command}", group)
        assert {call.method for call in await talk.work()} <= {"getMe"}


async def test_commands_of_operators_are_listed_for_them_alone(talk: Talk) -> None:
    person, stranger = await operator(talk), await talk.reader("en")
    locales = talk.dispatcher["locales"]
    await profile.register(talk.bot, locales, "en", operators={ADMIN, 999_999})
    bot, chat = talk.telegram.bot, talk.telegram.chat

    def listed(someone: Person) -> list[str]:
        return [one["command"] for one in commands_shown(bot, chat(someone), someone)]

    assert listed(person) == [*COMMAND_NAMES, *OPERATOR_COMMANDS]
    assert listed(stranger) == [*COMMAND_NAMES]


@pytest.mark.parametrize("language", ["kk", "ru"])
async def test_operators_are_spoken_to_in_their_language(talk: Talk, pack: Path, language: str) -> None:
    person = await operator(talk, language)
    edit(pack, "Is water free?", "Is all water free?")
    texts = [(await talk.say(person, f"/{name}")).text for name in ("reload", "pause", "resume")]
    edit(pack, "paragraphs: [1]", "paragraphs: [999]")
    texts.append((await talk.say(person, "/reload")).text)
    english = ("content", "Deliveries", "Cards", "changed", "fault", "Waiting", "digest")
    assert [word for word in english for text in texts if word in text.replace("free-water", "")] == []
