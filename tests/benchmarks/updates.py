"""CPU of one update through dispatcher, database, search and view, the network call stubbed."""

import asyncio
import gc
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import FormData

from bot import clock, conversation, i18n
from bot.conversation.written import Session
from bot.services.broadcasts import Broadcasts
from bot.services.campaigns import Campaigns
from bot.services.edition import Editions
from bot.services.ledger import Ledger
from bot.services.messages import Messages
from bot.services.privacy import Privacy
from bot.services.questions import Questions
from bot.services.readers import Readers
from bot.services.reloading import Reloading
from bot.services.services import Services
from bot.services.stats import Statistics
from bot.services.subscriptions import Subscriptions
from bot.services.tallies import Tallies
from storage.database import Database
from tests.benchmarks import echo_aiogram
from tests.benchmarks.table import Row, show

from aiogram import Bot, Dispatcher  # isort: skip - after bot.conversation, which defers aiogram's models
from aiogram.client.session.aiohttp import AiohttpSession  # isort: skip
from aiogram.methods import TelegramMethod  # isort: skip
from aiogram.types import Update  # isort: skip

HOUSE = Path(__file__).resolve().parents[2]
TOKEN = "100:" + "t" * 35
UPDATES = 400
ROUNDS = 5
QUESTIONS = (
    "мектепте мазақтайды",
    "кому положен бесплатный адвокат",
    "what is the helpline for children",
    "zan komegi tegin be",
    "сколько подписей нужно для петиции",
)


DONE = '{"ok": true, "result": true}'
SENT = json.dumps(
    {
        "ok": True,
        "result": {
            "message_id": 1,
            "date": 1_795_000_000,
            "from": {"id": 100, "is_bot": True, "first_name": "Quqyq", "username": "quqyq_bot"},
            "chat": {"id": 1, "type": "private", "first_name": "A"},
            "text": "x",
        },
    }
)


class Stub(AiohttpSession):
    """A session that writes requests and reads answers as the real one does, and in between sends nothing."""

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:  # noqa: ASYNC109
        body = self.build_form_data(bot=bot, method=method)
        if isinstance(body, FormData):
            body()
        answer = SENT if method.__api_method__ in ("sendMessage", "editMessageText") else DONE
        return self.check_response(bot, method, 200, answer).result


class OurStub(Stub, Session):
    """The same, with requests written as ours are."""


def _message(number: int) -> dict[str, Any]:
    user = {"id": 1 + number % 50, "is_bot": False, "first_name": "A", "language_code": "ru"}
    chat = {"id": user["id"], "type": "private", "first_name": "A"}
    text = QUESTIONS[number % len(QUESTIONS)]
    body = {"message_id": number, "date": 1, "chat": chat, "from": user, "text": text}
    return {"update_id": number, "message": body}


def _press(number: int) -> dict[str, Any]:
    user = {"id": 1 + number % 50, "is_bot": False, "first_name": "A", "language_code": "ru"}
    body = {"message_id": 1, "date": 1, "chat": {"id": user["id"], "type": "private"}, "text": "x"}
    data = ("h", "t:0", "n", "o:0:children")[number % 4]
    press = {"id": str(number), "from": user, "chat_instance": "1", "message": body, "data": data}
    return {"update_id": number, "callback_query": press}


async def _cpu(dispatcher: Dispatcher, bot: Bot, make: Callable[[int], dict[str, Any]]) -> float:
    """Give the milliseconds of CPU that an update takes."""
    updates = [make(number) for number in range(UPDATES)]
    gc.collect()
    began = time.process_time()
    for update in updates:
        await dispatcher.feed_update(bot, Update.model_validate(update, context={"bot": bot}))
    return (time.process_time() - began) * 1000 / UPDATES


async def furnish(folder: str) -> tuple[Database, Services]:
    """Make the services of a program that serves the real content, with its database in `folder`."""
    database = Database(f"sqlite+aiosqlite:///{folder}/bench.db")
    await database.start()
    await database.upgrade()
    editions = await Editions.open(HOUSE / "content" / "kz-upr-2025")
    readers = Readers(database, clock.now, ZoneInfo("Asia/Almaty"))
    tallies = Tallies(database, clock.now, ZoneInfo("Asia/Almaty"))
    messages = Messages(database, clock.now)
    services = Services(
        editions=editions,
        locales=i18n.load(editions.current.library.languages),
        readers=readers,
        subscriptions=Subscriptions(database, clock.now, "Asia/Almaty"),
        privacy=Privacy(database, readers, messages),
        messages=messages,
        questions=Questions(database, clock.now, ZoneInfo("Asia/Almaty")),
        tallies=tallies,
        campaigns=Campaigns(database, clock.now, ZoneInfo("Asia/Almaty"), tallies, frozenset()),
        broadcasts=Broadcasts(database, clock.now),
        ledger=Ledger(database, clock.now, ZoneInfo("Asia/Almaty")),
        statistics=Statistics(database, clock.now, ZoneInfo("Asia/Almaty"), tallies),
        reloading=Reloading(editions),
        operators=frozenset(),
        clock=clock.now,
    )
    return database, services


async def _measure() -> list[Row]:
    with TemporaryDirectory() as folder:
        database, services = await furnish(folder)
        uncached = Readers(database, clock.now, ZoneInfo("Asia/Almaty"))
        uncached._remembers = False
        bot = conversation.client(TOKEN, "http://unused.invalid", session=OurStub())
        bare = Bot(TOKEN, session=Stub())
        ours = conversation.dispatcher(services)
        looking = conversation.dispatcher(replace(services, readers=uncached))
        echo = echo_aiogram.dispatcher()
        figures: dict[str, list[float]] = {"echo": [], "question": [], "press": [], "looking": []}
        for number in range(ROUNDS + 1):
            round_ = {
                "echo": await _cpu(echo, bare, _message),
                "question": await _cpu(ours, bot, _message),
                "press": await _cpu(ours, bot, _press),
                "looking": await _cpu(looking, bot, _message),
            }
            if number:
                for name, value in round_.items():
                    figures[name].append(value)
        await database.stop()
    other = "bare aiogram echo, same stub"
    return [
        Row(
            "a question answered (reader remembered)",
            "ms",
            figures["question"],
            figures["echo"],
            other,
            "≤ 2",
        ),
        Row(
            "a question answered (reader looked up)", "ms", figures["looking"], figures["echo"], other, "≤ 2"
        ),
        Row("a button pressed (two calls)", "ms", figures["press"], figures["echo"], other, "≤ 2"),
    ]


def main() -> None:
    """Print the figures."""
    show("CPU of one update", asyncio.run(_measure()))


if __name__ == "__main__":
    main()
