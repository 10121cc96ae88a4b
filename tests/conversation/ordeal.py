"""A bot that is handed updates which no Telegram sends, and what came of them."""

import gc
import json
import logging
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any, Final

from aiogram.exceptions import TelegramAPIError

from bot.conversation.handling import Handling, NotHandled
from bot.conversation.reading import read
from bot.conversation.throttle import Throttle
from bot.conversation.written import as_json
from bot.metrics import Metrics
from bot.sandbox.accounts import Person
from bot.sandbox.chats import Chat
from bot.services.links import Link, key, payload
from storage.errors import StorageError
from tests.conversation.forge import MARK, Forge
from tests.conversation.talk import ADMIN, TOKEN, Call, Talk

EXPECTED: Final = (
    "chat not found", "message to edit not found", "message is not modified", "message can't be edited",
    "query is too old", "message to be replied not found", "message to delete not found", "PARTICIPANT_ID_INVALID",
    "bot was blocked", "bot was kicked", "bot is not a member", "not enough rights", "group chat was upgraded",
    "user not found", "member not found",
    "MESSAGE_ID_INVALID", "message can't be deleted", "there is no text in the message to edit",
    "business connection not found", "message thread not found", "have no rights", "can't initiate conversation",
)  # fmt: skip
"""What Telegram may refuse since the update spoke of a chat, message or press that there is not; never our own form."""
HISTORY: Final = 20
DATA_KEPT: Final = 3_000
UNREADABLE: Final = "update cannot be read"


@dataclass
class Verdict:
    """What so many updates did: those that were no updates at all, and whatever should not have happened."""

    updates: int = 0
    unreadable: int = 0
    calls: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class _Ear(logging.Handler):
    """Hears errors in the log, but for the line about an update that is none."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        if UNREADABLE not in line:
            self.heard.append(line)


class Ordeal:
    """Hands a bot one update after another as the webhook does, and looks at everything that it does then."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.verdict = Verdict()
        seconds = count(1000)
        throttle = Throttle(3000, Metrics(), lambda: float(next(seconds)))
        for observer in (
            talk.dispatcher.message,
            talk.dispatcher.edited_message,
            talk.dispatcher.callback_query,
        ):
            observer.middleware(throttle)
        self._handling = Handling(talk.bot, talk.dispatcher, Metrics(), (StorageError,))
        self._ear = _Ear()
        self._data: dict[str, None] = {}
        self.chats: list[Chat] = []

    async def prepare(self) -> Forge:
        """Let people whose names are markup, and groups of them, talk with the bot; record what they send."""
        telegram = self.talk.telegram
        telegram.bot.inline = telegram.bot.inline_feedback = True
        telegram.bot.updates.allow(sorted(self._handling.kinds))
        names = ("Zhanar", MARK, "<b>", "&lt;", "{0}%s", "\u202eевреС", "😀")
        people = [
            telegram.add_person(ADMIN, "Operator", "en"),
            *(telegram.add_person(1001 + at, name, ("en", "ru", "kk", "kk-KZ", "de")[at % 5], last_name=name)
              for at, name in enumerate(names)),
        ]  # fmt: skip
        recorded: list[dict[str, Any]] = []
        for person in people:
            telegram.start(person)
            recorded += await self._answered()
        for kind in ("group", "supergroup", "channel"):
            group = telegram.add_group(people[1], f"{kind} {MARK}", type=kind, with_bot=telegram.bot)
            self.chats.append(group)
            recorded += await self._answered()
        recorded += await self._converse(people)
        self.chats += telegram.private_chats.values()
        telegram.calls = deque()
        users = [person.user() for person in people] + [telegram.bot.user()]
        chats = [chat.json for chat in self.chats]
        self._data.update(dict.fromkeys(("h", "sl:ru:", "t:0", "o:0:water", "c:wells", "la:y", "x" * 64)))
        return Forge(recorded, list(self._data), chats, users)

    async def _converse(self, people: list[Person]) -> list[dict[str, Any]]:
        telegram, (operator, person, *_) = self.talk.telegram, people
        recorded: list[dict[str, Any]] = []
        signing = key(TOKEN)
        texts = [
            "who may use the school bus",
            "/menu",
            "/digests",
            "/news",
            "/lawyer",
            "/mydata",
            "/erase",
            "/poster",
            MARK,
        ]
        links = (Link("topic", "water", "ru", "clinic-7"), Link("check"), Link("digests", "water"))
        texts += [f"/start {payload(link, signing)}" for link in links]
        for text in texts:
            telegram.send_text(person, text)
            recorded += await self._answered()
            for data in _data(telegram.chat(person).last.json):
                telegram.press_data(person, telegram.chat(person).last, data)
                recorded += await self._answered()
        for text in ("/campaign", "/campaign clinic-7", "/campaign invite red-tulip"):
            telegram.send_text(operator, text)
            recorded += await self._answered()
        for send in (
            telegram.send_sticker,
            telegram.send_voice,
            telegram.send_location,
            telegram.send_contact,
        ):
            send(person)
        telegram.send_photo(person, caption=MARK)
        telegram.send_document(person, b"%PDF", MARK)
        message = telegram.send_text(person, "how many wells")
        telegram.edit_text(person, message.id, "how many wells?")
        telegram.forward(person, message)
        for group in self.chats[:2]:
            telegram.send_text(person, "@quqyq_bot how many wells", group)
            telegram.send_text(person, "/ask@quqyq_bot wells", group)
        for query in ("", "wells", MARK, "+digest", "x" * 256):
            telegram.inline_query(person, query)
        telegram.block(person)
        telegram.unblock(person)
        self.chats[0] = telegram.upgrade(person, self.chats[0])
        return recorded + await self._answered()

    async def _answered(self) -> list[dict[str, Any]]:
        found = [dict(one.json) for one in self.talk.telegram.bot.updates]
        await self.talk.work()
        return [{name: value for name, value in update.items() if name != "update_id"} for update in found]

    async def face(self, forge: Forge, chance: Random) -> None:
        """Hand the bot one made-up update."""
        made = forge.update(chance)
        wire = json.dumps(made)
        verdict, calls = self.verdict, self.talk.telegram.calls
        calls.clear()
        root = logging.getLogger()
        root.addHandler(self._ear)
        found: list[str] = []
        try:
            update = read(json.loads(wire), self.talk.bot)
            verdict.updates += 1
            verdict.unreadable += update is None
            if update is not None:
                await self._handle(update)
                query = update.callback_query
                if query and not any(call.params.get("callback_query_id") == query.id for call in calls):
                    found.append("a press was not answered")
        except NotHandled:
            found.append("not handled")
        except Exception as error:  # noqa: BLE001 - that there is none is what this is about
            found.append(f"{type(error).__name__}: {error}")
        finally:
            root.removeHandler(self._ear)
        found += self._ear.heard + [fault for call in calls if (fault := self._look(call))]
        self._ear.heard.clear()
        verdict.faults += [f"{fault}\n{wire[:3000]}" for fault in found]
        self._collect(forge)

    async def _handle(self, update: Any) -> None:
        left = await self._handling.answer(update, 0.0)
        if left is not None:
            json.loads(as_json(left, self.talk.bot))
            # Telegram tells nobody what became of a call in a response; `_look` sees it.
            with suppress(TelegramAPIError):
                await self.talk.bot(left)

    def _look(self, call: Call) -> str | None:
        """Say what is wrong with a call: its form, or that somebody's words have an effect in it."""
        self.verdict.calls += 1
        if not call.ok:
            self.verdict.refused[call.description] += 1
            if not any(words in call.description for words in EXPECTED):
                return f"{call.method} refused: {call.description}\n{call.params}"
        for text in _marked_up(call.params):
            if MARK in text:
                return f"{call.method} holds markup of a person"
        return None

    def _collect(self, forge: Forge) -> None:
        """Press what the bot shows from now on, and let the local Telegram forget what is long past."""
        for call in self.talk.telegram.calls:
            markup = call.params.get("reply_markup")
            for data in _data({"reply_markup": json.loads(markup) if isinstance(markup, str) else markup}):
                if data not in self._data and len(self._data) < DATA_KEPT:
                    self._data[data] = None
                    forge.data.append(data)

    def tidy(self) -> None:
        """Let the local Telegram forget what is long past, so that memory shows the bot's."""
        telegram = self.talk.telegram
        for chat in (*telegram.groups.values(), *telegram.private_chats.values()):
            for number in list(chat.by_id)[:-HISTORY]:
                del chat.by_id[number]
        telegram.files = type(telegram.files)()
        telegram.presses.clear()
        telegram.inline_queries.clear()
        gc.collect()


def _data(message: dict[str, Any]) -> list[str]:
    rows = (message.get("reply_markup") or {}).get("inline_keyboard") or []
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def _marked_up(params: dict[str, Any]) -> list[str]:
    """The texts of a call that Telegram reads as HTML."""
    texts = [
        params[name] for name in ("text", "caption") if name in params and "callback_query_id" not in params
    ]
    results = params.get("results") or []
    found = json.loads(results) if isinstance(results, str) else results
    return texts + [(one.get("input_message_content") or {}).get("message_text") or "" for one in found]
