"""Kill -9 at random moments while people write, by polling and by webhook, and count what was lost and repeated."""

import asyncio
import multiprocessing
import random
from dataclasses import dataclass

from bot import app, config, logs, pace
from bot.conversation import reception
from bot.sandbox.accounts import Person
from bot.sandbox.messages import Message
from bot.sandbox.server import Server
from bot.sandbox.telegram import Telegram
from storage import readers
from storage.database import Database
from tests.conversation.live import TINY, TOKEN, free_port

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.conversation.kills"])
PATIENCE = 60.0
SAID = ("/menu", "/topics", "/about")
HEARD = ("Quqyq: know your rights", "📚 All topics", "About Quqyq", "Quqyq: знайте свои права")
CHOICE = "sl:ru:"
"""The press that comes last: a choice of language."""
assert reception


@dataclass(frozen=True, slots=True)
class Toll:
    """What kills did: answers that never came, those out of order, answers too many, choices not kept."""

    kills: int
    lost: int
    disordered: int
    repeated: int
    forgotten: int


def victim(url: str, address: str, hook: str | None) -> None:
    """The program's process: receives until it is killed."""
    logs.configure("ERROR")
    pace.CHAT_SECONDS = 0.0  # type: ignore[misc]
    settings = config.load(
        bot_token=TOKEN,
        telegram_api_url=address,
        database_url=url,
        content_pack=TINY,
        webhook_url=hook,
        http_port=int(hook.rpartition(":")[2].partition("/")[0]) if hook else 0,
        digest_rate=1000,
        chat_limit=0,
        log_level="ERROR",
    )
    asyncio.run(app.run(settings, str, "receiver"))


async def kill_at_random(url: str, people: int, kills: int, seed: int, *, webhook: bool) -> Toll:
    """Let people write, and kill the program so often before they all have their answers."""
    randomness = random.Random(seed)
    telegram = Telegram()
    telegram.calls = type(telegram.calls)()
    telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    crowd = [telegram.add_person(1000 + number, "Zhanar", "en") for number in range(people)]
    hook = f"http://127.0.0.1:{free_port()}/hook" if webhook else None
    async with Server(telegram, retry_delay=0.02) as server:
        for text in SAID:
            for person in crowd:
                telegram.send_text(person, text)
        for person in crowd:
            telegram.press_data(person, telegram.chat(person).messages[0], CHOICE)
        share = max(2, 2 * people * len(HEARD) // (kills + 1))
        for number in range(kills + 1):
            goal = _said(telegram, crowd) + randomness.randrange(share) if number < kills else None
            await _run(telegram, crowd, (url, server.address, hook), goal)
    return await _toll(telegram, crowd, url, kills)


async def _run(
    telegram: Telegram, crowd: list[Person], arguments: tuple[str, str, str | None], goal: int | None
) -> None:
    """Run a process until so many answers were given, or (None) until all is done, and kill it."""
    process = PROCESSES.Process(target=victim, args=arguments)
    process.start()
    try:
        async with asyncio.timeout(PATIENCE):
            # A poll that confirms wakes nobody up before it ends, so this looks by itself.
            while telegram.bot.updates and (goal is None or _said(telegram, crowd) < goal):  # noqa: ASYNC110
                await asyncio.sleep(0.005)
    finally:
        process.kill()
        await asyncio.to_thread(process.join)


def _said(telegram: Telegram, crowd: list[Person]) -> int:
    return sum(len(_answers(telegram, person)) for person in crowd)


def _answers(telegram: Telegram, person: Person) -> list[Message]:
    return [message for message in telegram.chat(person).messages if message.from_bot]


async def _toll(telegram: Telegram, crowd: list[Person], url: str, kills: int) -> Toll:
    lost = disordered = repeated = 0
    for person in crowd:
        lines = [message.text.splitlines()[0] for message in _answers(telegram, person)]
        firsts = [lines.index(line) for line in HEARD if line in lines]
        lost += len(HEARD) - len(firsts)
        disordered += firsts != sorted(firsts)
        repeated += len(lines) - len(firsts)
    database = Database(url)
    await database.start()
    async with database.session() as session:
        found = await readers.get_many(session, [person.id for person in crowd])
    await database.stop()
    kept = sum(reader.language == "ru" for reader in found.values())
    return Toll(kills, lost, disordered, repeated, len(crowd) - kept)
