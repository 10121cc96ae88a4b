"""Whatever comes: no exception, every press answered, no markup of a person's in effect.

The full measure, 100,000 updates, is `python -m tests.benchmarks.fuzz`.
"""

import json
import time
from collections.abc import Iterator
from random import Random
from typing import Any
from unittest.mock import AsyncMock

import pytest
from aiogram.exceptions import TelegramBadRequest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation import last_word
from bot.conversation.reading import DEEPEST, read
from bot.services.links import Link, key, payload
from bot.views import languages
from bot.views.actions import BadAction, Languages, unpack
from tests.conversation.forge import MARK, OBJECTS
from tests.conversation.ordeal import Ordeal, Verdict
from tests.conversation.talk import ADMIN, TOKEN, Talk

CHAT = {"id": 1001, "type": "private", "first_name": "Zhanar"}
PERSON = {"id": 1001, "is_bot": False, "first_name": "Zhanar", "language_code": "en"}


def message(**fields: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": CHAT, "from": PERSON} | fields}


@pytest.fixture
def ordeal(tiny_talk: Talk) -> Ordeal:
    return Ordeal(tiny_talk)


async def test_random_updates_harm_nothing(ordeal: Ordeal) -> None:
    forge, chance = await ordeal.prepare(), Random(8)
    for _ in range(150):
        await ordeal.face(forge, chance)
    verdict = ordeal.verdict
    assert verdict.faults == []
    # Neither are they all turned away, nor are they all harmless.
    assert (verdict.updates, verdict.calls > 80, 20 < verdict.unreadable < 90) == (150, True, True)


@settings(
    max_examples=40, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
@given(chance=st.randoms(use_true_random=False))
async def test_searched_updates_harm_nothing(ordeal: Ordeal, chance: Random) -> None:
    """Hypothesis chooses what the forge does, and shrinks what breaks the bot."""
    if not ordeal.chats:
        ordeal.forge = await ordeal.prepare()
    ordeal.verdict = Verdict()
    await ordeal.face(ordeal.forge, chance)
    assert ordeal.verdict.faults == []


async def test_ordeal_notices_what_goes_wrong(ordeal: Ordeal, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> Any:
        raise RuntimeError("broken")

    forge, chance = await ordeal.prepare(), Random(8)
    with monkeypatch.context() as patch:
        patch.setattr("bot.services.answers.answer", broken)
        patch.setattr("bot.conversation.middlewares._answer", AsyncMock())
        patch.setattr("bot.views.notices.plain", lambda text: MARK)
        for _ in range(60):
            await ordeal.face(forge, chance)
    said = "\n".join(ordeal.verdict.faults)
    for fault in ("RuntimeError('broken')", "a press was not answered", "holds markup of a person"):
        assert fault in said


def test_forge_knows_every_object_that_it_refers_to() -> None:
    plain = {"String", "Integer", "Float", "Boolean", "True", "InputFile"}
    named = {kind for described in OBJECTS.values() for kind in described.get("any", [])}
    named |= {
        kind
        for described in OBJECTS.values()
        for kinds, *_ in described.get("fields", {}).values()
        for kind in kinds
    }
    assert {kind.replace("Array of ", "") for kind in named} - plain - OBJECTS.keys() == set()


def test_rich_message_of_many_levels_is_read_at_once(tiny_talk: Talk) -> None:
    """aiogram's models take some twenty times as long for each level: 16 seconds for five, minutes for six."""
    text: Any = "deep"
    for level in range(12):
        text = {"type": "bold" if level % 2 else "italic", "text": text}
    rich = {"blocks": [{"type": "paragraph", "text": text}]}
    inner = message(rich_message=rich)["message"]
    began = time.process_time()
    update = read(message(reply_to_message=inner, rich_message=json.loads(json.dumps(rich))), tiny_talk.bot)
    assert update is not None
    assert update.message is not None
    assert (update.message.content_type, update.message.from_user.id) == ("rich_message", 1001)
    assert time.process_time() - began < 5


async def test_rich_message_gets_a_hint(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    chat = tiny_talk.telegram.chat(person).json
    raw = message(chat=chat, rich_message={"blocks": [{"type": "paragraph", "text": "x"}]})
    raw["message"]["from"] = person.user()
    update = read(raw, tiny_talk.bot)
    await tiny_talk.dispatcher.feed_update(tiny_talk.bot, update)
    assert tiny_talk.last(person).text.startswith("I can read text only.")


def nested(levels: int) -> dict[str, Any]:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return message(text="x", later=value)


@pytest.mark.parametrize(
    ("raw", "taken"),
    [
        (message(text="x"), True),
        (message(text="\ud83d"), False),
        (message(text="😀 құқық"), True),
        (nested(DEEPEST - 5), True),
        (nested(DEEPEST + 1), False),
        (nested(100_000), False),
        (message(chat=CHAT | {"id": 2**52}), False),
        (message(chat=CHAT | {"id": -(2**70)}), False),
        (message(chat=CHAT | {"id": 2**52 - 1}), True),
        (message(**{"from": PERSON | {"id": 2**63}}), False),
        (message(chat=CHAT | {"type": "seance"}), False),
        (message(chat=CHAT | {"type": "sender"}), False),
        (message(migrate_to_chat_id=-(2**64)), False),
        (message(message_id=2**63), False),
        (message(migrate_to_chat_id=-1_000_000_000_001), True),
    ],
)
def test_update_is_read_where_it_can_be_telegrams(
    tiny_talk: Talk, raw: dict[str, Any], taken: bool, caplog: pytest.LogCaptureFixture
) -> None:
    assert (read(raw, tiny_talk.bot) is not None) == taken
    assert len(caplog.records) == (not taken)


def test_update_of_an_unknown_kind_is_not_printed(tiny_talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    """aiogram would warn, and print it with all that a person wrote."""
    raw = {"update_id": 1, "telepathy": {"from": PERSON, "thought": "words of a person"}}
    assert read(raw, tiny_talk.bot) is None
    assert ["unknown kind" in record.getMessage() for record in caplog.records] == [True]
    assert "words of a person" not in caplog.text


def test_data_longer_than_telegrams_is_no_action() -> None:
    assert unpack("o:0:" + "w" * 60).pack() == "o:0:" + "w" * 60
    for data in ("o:0:" + "w" * 61, "o:0:" + "қ" * 31, "h" * 5000, "\ud83d" * 65):
        with pytest.raises(BadAction):
            unpack(data)


async def test_figures_too_small_to_show_are_written_as_text(tiny_talk: Talk) -> None:
    """«<5» stood in a page as it is, and Telegram refused the page."""
    operator = tiny_talk.telegram.add_person(ADMIN, "Operator", "en")
    await tiny_talk.start(operator)
    await tiny_talk.press(operator, "✓ English")
    await tiny_talk.say(operator, "/campaign clinic-7")
    link = payload(Link("topic", "water", "en", "clinic-7"), key(TOKEN))
    await tiny_talk.start(tiny_talk.person(), link)
    await tiny_talk.say(operator, "/campaign")
    page = await tiny_talk.press(operator, "clinic-7")
    assert "💧 Water: <5" in page.text


async def test_forged_topic_is_followed_and_unfollowed_by_nobody(tiny_talk: Talk) -> None:
    person = await tiny_talk.reader("en")
    for data in ("uf:water:pp:a5.pdf:*::h", "uf:құқық", "f:water ", "uf: "):
        press = tiny_talk.telegram.press_data(person, tiny_talk.last(person), data)
        assert [call.ok for call in await tiny_talk.work()] != []
        assert press.answered
    assert tiny_talk.last(person).text.startswith("Quqyq: know your rights")


@pytest.mark.parametrize("data", ["sl:ru:", "g", "f:water:1", "er", "h", ""])
async def test_press_without_a_message_is_answered(tiny_talk: Talk, data: str) -> None:
    press = {"id": "1", "from": PERSON, "chat_instance": "1", "inline_message_id": "x", "data": data}
    tiny_talk.telegram.add_person(1001, "Zhanar", "en")
    tiny_talk.telegram.bot.updates.put("callback_query", press, 1001)
    assert [call.method for call in await tiny_talk.work()] == ["answerCallbackQuery"]


@pytest.mark.parametrize(("letters", "kept"), [(58, True), (59, False), (62, False)])
def test_place_that_leaves_no_room_for_the_language_is_left_out(
    tiny_talk: Talk, letters: int, kept: bool
) -> None:
    place = "o:0:" + "w" * (letters - 4)
    Languages(place).pack()
    locales = tiny_talk.dispatcher.workflow_data["locales"]
    screen = languages.choice(locales["en"], locales, place)
    assert [row[0].does.pack() for row in screen.rows] == [
        f"sl:{code}:{place if kept else ''}" for code in locales
    ]


async def test_press_is_answered_though_the_reply_before_it_failed() -> None:
    done: list[str] = []

    class Method:
        def __init__(self, name: str) -> None:
            self.name = name

        def __await__(self) -> Iterator[None]:
            done.append(self.name)
            if self.name == "reply":
                raise TelegramBadRequest(method=None, message="chat not found")  # type: ignore[arg-type]
            yield from ()

    with last_word.opened() as word:
        await last_word.say(Method("reply"))  # type: ignore[arg-type]
        answer = Method("answer")
        with pytest.raises(TelegramBadRequest):
            await last_word.say(answer)  # type: ignore[arg-type]
        assert word.take() is answer
    assert done == ["reply"]


@pytest.mark.parametrize(
    "words",
    [
        "{}",
        "/ask {}",
        "/start {}",
        "/campaign {}",
        "/campaign invite {}",
        "/poster {}",
        "/menu {}",
        "/nonsense{}",
        "/language {}",
        "/lawyer {}",
        "@quqyq_bot {}",
        "who may use the school bus {}",
    ],
)
@pytest.mark.parametrize("person", [ADMIN, 5])
async def test_markup_in_what_a_person_writes_has_no_effect(tiny_talk: Talk, words: str, person: int) -> None:
    somebody = tiny_talk.telegram.add_person(person, MARK, "en", last_name=MARK, username="x")
    reply = await tiny_talk.say(somebody, words.format(MARK))
    assert reply.from_bot
    assert [entity for entity in reply.entities if entity["type"] == "underline"] == []


async def test_markup_in_names_of_people_and_groups_has_no_effect(tiny_talk: Talk) -> None:
    owner = tiny_talk.telegram.add_person(5, MARK, "en", last_name="</b>", username="owner")
    group = tiny_talk.telegram.add_group(owner, f"{MARK}</b>&", with_bot=tiny_talk.telegram.bot)
    for text in ("/start", "/digests", "/mydata", "/ask wells", "@quqyq_bot wells"):
        tiny_talk.telegram.send_text(owner, text, group)
        calls = await tiny_talk.work()
        assert [call.description for call in calls if not call.ok] == []
    said = [message for message in group.messages if message.from_bot]
    assert len(said) >= 4
    assert [entity for one in said for entity in one.entities if entity["type"] == "underline"] == []


async def test_markup_in_an_inline_query_has_no_effect(tiny_talk: Talk) -> None:
    tiny_talk.telegram.bot.inline = True
    person = await tiny_talk.reader("en")
    for query in (MARK, f"wells {MARK}", f"<b>{MARK}", "&lt;b&gt;" + MARK):
        asked = tiny_talk.telegram.inline_query(person, query)
        await tiny_talk.work()
        written = [result["_message"] for result in asked.results]
        entities = [entity for one in written for entity in one.get("entities", [])]
        assert [entity for entity in entities if entity["type"] == "underline"] == []
