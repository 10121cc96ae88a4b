"""A person's side of the conversation: say something, press a button by its words, see what the bot did.

The bot's calls go straight into the local Telegram in memory, which is as strict as the real one; there is no socket
and no waiting.
"""

import json
from collections.abc import AsyncGenerator
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

from bot import conversation
from bot.conversation.written import HasFile, parameters
from bot.sandbox.accounts import Person
from bot.sandbox.files import Upload
from bot.sandbox.messages import Message
from bot.sandbox.telegram import Call, Telegram
from bot.services.edition import Edition
from storage import readers
from storage.database import Database
from tests.clock import NOON as NOON
from tests.clock import Clock as Clock

ADMIN = 7
"""The id of the bot's operator."""
TOKEN = "100:test-token-of-the-local-telegram"


def form(session: BaseSession, bot: Bot, method: TelegramMethod[Any]) -> dict[str, str]:
    """Give the fields of aiogram's own form for a call without files."""
    filled = {
        name: session.prepare_value(value, bot=bot, files={})
        for name, value in method.model_dump(warnings=False).items()
    }
    return {name: value for name, value in filled.items() if value}


def check_json(bot: Bot, method: TelegramMethod[Any], form: dict[str, str]) -> None:
    """Hold what the bot would write as JSON against aiogram's form; an empty `form` is that of a call with files."""
    try:
        written = parameters(method, bot)
    except HasFile:
        assert not form, f"{method.__api_method__} has no file"
        return
    in_form = {name: one if isinstance(one, str) else json.dumps(one) for name, one in written.items()}
    assert in_form == form, method.__api_method__


class MemorySession(BaseSession):
    """aiogram's session without a network: each call is one step of the local Telegram."""

    def __init__(self, telegram: Telegram) -> None:
        super().__init__()
        self.telegram = telegram

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        files: dict[str, Any] = {}
        params = {
            name: prepared
            for name, value in method.model_dump(warnings=False).items()
            if (prepared := self.prepare_value(value, bot=bot, files=files)) is not None
        }
        check_json(bot, method, {} if files else form(self, bot, method))
        uploads = {
            name: Upload(b"".join([part async for part in file.read(bot)]), file.filename or "")
            for name, file in files.items()
        }
        answer = await self.telegram.call(bot.token, method.__api_method__, params, uploads)
        response = self.check_response(
            bot=bot, method=method, status_code=answer.get("error_code", 200), content=json.dumps(answer)
        )
        return response.result  # type: ignore[return-value]

    async def stream_content(self, url: str, *args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
        stored = self.telegram.files.at(url.partition(f"/bot{TOKEN}/")[2])
        assert stored is not None
        yield stored.content

    async def close(self) -> None:
        """Nothing is open."""


class Talk:
    """One bot and the people who talk with it; every act lets the bot work until it has nothing left to do."""

    def __init__(
        self, telegram: Telegram, dispatcher: Dispatcher, bot: Bot, edition: Edition, database: Database
    ) -> None:
        self.telegram = telegram
        self.dispatcher = dispatcher
        self.bot = bot
        self.edition = edition
        self.database = database
        self._offset = 0
        self._people = 1000

    def person(self, language: str = "en", name: str = "Test") -> Person:
        """Add a person whose Telegram speaks this language."""
        self._people += 1
        return self.telegram.add_person(self._people, name, language)

    async def reader(self, language: str) -> Person:
        """Add a person who has chosen this language."""
        person = self.person(language)
        await self.start(person)
        await self.press(person, "✓ " + {"kk": "Қазақша", "ru": "Русский", "en": "English"}[language])
        return person

    async def start(self, person: Person, payload: str = "") -> Message:
        self.telegram.start(person, payload)
        return await self.reply(person)

    async def say(self, person: Person, text: str) -> Message:
        self.telegram.send_text(person, text)
        return await self.reply(person)

    async def press(self, person: Person, label: str, message: Message | None = None) -> Message:
        """Press the button that says `label`, and give the message as it is then."""
        press = self.telegram.press_label(person, label, message)
        await self.work()
        assert press.answered, f"nobody answered the press of {label!r}"
        self.toast = press.text
        return self.last(person)

    async def reply(self, person: Person) -> Message:
        await self.work()
        return self.last(person)

    def last(self, person: Person) -> Message:
        return self.telegram.chat(person).last

    async def active(self, person: Person) -> bool | None:
        """Whether the database holds the person as an active reader; None when it does not know them."""
        async with self.database.session() as session:
            reader = await readers.get(session, person.id)
        return reader and reader.active

    async def work(self) -> list[Call]:
        """Hand all waiting updates to the dispatcher; give the calls that the bot made meanwhile."""
        before = len(self.telegram.calls)
        while True:
            answer = await self.telegram.call(TOKEN, "getUpdates", {"offset": self._offset, "timeout": 0})
            if not answer["result"]:
                break
            for update in answer["result"]:
                self._offset = update["update_id"] + 1
                await self.dispatcher.feed_raw_update(self.bot, update)
        return [call for call in list(self.telegram.calls)[before:] if call.method != "getUpdates"]


def client(telegram: Telegram) -> Bot:
    """Make aiogram's bot so that its calls go into a local Telegram in memory."""
    return conversation.client(TOKEN, "http://unused.invalid", session=MemorySession(telegram))
