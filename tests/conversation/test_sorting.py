"""Sorted rows: the same handler takes an update as if each had been asked in turn, and few are asked."""

from typing import Any

import pytest
from aiogram import Bot, Dispatcher, F, Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.filters import Command, CommandStart, Filter
from aiogram.types import CallbackQuery, Message, TelegramObject, Update

from bot.conversation.callbacks import Does
from bot.conversation.flat import flatten
from bot.conversation.helplines import NUMBER
from bot.conversation.sorting import SORTED
from bot.views.actions import About, Action, Home, Topics

BOT = Bot("100:" + "t" * 35)


class Asked(Filter):
    """Passes everything, and notes that it was asked."""

    def __init__(self, name: str, heard: list[str]) -> None:
        self._name, self._heard = name, heard

    async def __call__(self, event: TelegramObject) -> bool:
        self._heard.append(self._name)
        return True


def router(heard: list[str]) -> Router:
    """Handlers with commands, patterns, buttons, and none of them; each gives its name back."""
    made = Router()

    def add(name: str, *filters: Any, press: bool = False) -> None:
        async def handle(event: TelegramObject) -> str:
            return name

        observer = made.callback_query if press else made.message
        observer.register(handle, Asked(name, heard), *filters)

    add("photo", F.photo)
    add("start", CommandStart())
    add("deep start", CommandStart(deep_link=True))
    add("two", Command("one", "two"))
    add("any case", Command("three", ignore_case=True))
    add("other sign", Command("four", prefix="!"))
    add("number", Command(NUMBER))
    add("two again", Command("two"), F.text)
    add("words", F.text.startswith("w"))
    add("rest")
    add("home", Does(Home), press=True)
    add("pages", Does(About, Topics), press=True)
    add("any action", Does(Action), press=True)
    add("any press", press=True)
    return made


def row_of(router: Router) -> Router:
    made = Router()
    flatten([router], made)
    return made


def message(**held: Any) -> Message:
    chat = {"id": 1, "type": "private", "first_name": "A"}
    return Message.model_validate({"message_id": 1, "date": 1, "chat": chat, **held})


def press(data: str | None, *, seen: bool = True) -> CallbackQuery:
    user = {"id": 1, "is_bot": False, "first_name": "A"}
    held = message(text="x") if seen else None
    return CallbackQuery.model_validate(
        {"id": "1", "from": user, "chat_instance": "1", "data": data, "message": held}
    )


EVENTS: dict[str, tuple[str, TelegramObject, str]] = {
    "start": ("message", message(text="/start x"), "start"),
    "first of two": ("message", message(text="/one"), "two"),
    "mentioned": ("message", message(text=" /two@quqyq_bot now"), "two"),
    "mention of another": ("message", message(text="/two@other_bot now"), "rest"),
    "in a caption": ("message", message(caption="/two"), "two"),
    "any case": ("message", message(text="/THREE"), "any case"),
    "case that matters": ("message", message(text="/TWO"), "rest"),
    "other sign": ("message", message(text="!four"), "other sign"),
    "other sign's word as a command": ("message", message(text="/four"), "rest"),
    "number": ("message", message(text="/112"), "number"),
    "unknown": ("message", message(text="/unknown"), "rest"),
    "slash alone": ("message", message(text="/"), "rest"),
    "words": ("message", message(text="words"), "words"),
    "nothing": ("message", message(), "rest"),
    "blank": ("message", message(text="  "), "rest"),
    "home": ("callback_query", press(Home().pack()), "home"),
    "about": ("callback_query", press(About().pack()), "pages"),
    "topics": ("callback_query", press(Topics(page=1).pack()), "pages"),
    "another's button": ("callback_query", press("zzz"), "any press"),
    "no data": ("callback_query", press(None), "any press"),
    "no message": ("callback_query", press(Home().pack(), seen=False), "any press"),
}


@pytest.fixture
async def known(monkeypatch: pytest.MonkeyPatch) -> Bot:
    async def me(bot: Bot) -> Any:
        return type("Me", (), {"username": "quqyq_bot"})

    monkeypatch.setattr(Bot, "me", me)
    return BOT


@pytest.mark.parametrize("kind", EVENTS)
async def test_sorting_finds_the_handler_that_asking_in_turn_finds(kind: str, known: Bot) -> None:
    name, event, expected = EVENTS[kind]
    in_turn, row = router([]), row_of(router([]))
    found = [
        await one.propagate_event(name, event, bot=known, raw_state=None, event_update=Update(update_id=1))
        for one in (in_turn, row, row)
    ]
    assert found == [expected] * 3


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("words", ["photo", "other sign", "any case", "words"]),
        ("home", ["home"]),
        ("unknown", ["photo", "any case", "other sign", "number", "words", "rest"]),
    ],
)
async def test_sorting_asks_those_alone_that_may_be_meant(kind: str, expected: list[str], known: Bot) -> None:
    heard: list[str] = []
    name, event, _ = EVENTS[kind]
    assert await row_of(router(heard)).propagate_event(name, event, bot=known) is not UNHANDLED
    assert sorted(heard) == sorted(expected)


def test_sorting_keeps_as_many_rows_as_there_are_commands(known: Bot) -> None:
    row = row_of(router([])).observers["message"]
    assert isinstance(row, SORTED["message"])
    keys = {row.key(message(text=f"/made{number} up")) for number in range(1000)}
    assert keys == {""}


def test_sorting_leaves_dispatchers_handlers_known() -> None:
    dispatcher = Dispatcher(disable_fsm=True)
    flatten([router([])], dispatcher)
    assert dispatcher.resolve_used_update_types() == ["callback_query", "message"]
