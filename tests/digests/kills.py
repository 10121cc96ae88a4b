"""Kill -9 at random moments of a broadcast, and count what was lost, what came twice and what was marked so."""

import asyncio
import math
import multiprocessing
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import clock, i18n, logs
from bot.digests.courier.client import Client
from bot.digests.courier.courier import Courier
from bot.digests.parcels import Parcels
from bot.pace import Pace
from bot.services.edition import Editions, read
from storage import deliveries
from storage.database import Database
from tests.digests.post import DEFAULT, TINY, TOKEN, Post, open_post

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.digests.kills"])
PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Toll:
    """What kills did to a broadcast: readers without a message, messages too many, of those not marked so.

    `in_flight` is how many deliveries were being sent at the kills, all together; `states` the ledger at the end.
    """

    kills: int
    lost: int
    repeated: int
    unmarked: int
    in_flight: int
    states: dict[str, int]


def victim(url: str, address: str, rate: float) -> None:
    """A courier's process: delivers until it is killed."""
    logs.configure("ERROR")
    asyncio.run(_deliver(url, address, rate))


async def _deliver(url: str, address: str, rate: float) -> None:
    database = Database(url)
    await database.start()
    editions = Editions(TINY, read(TINY))
    locales = i18n.load(editions.current.library.languages)
    pace = Pace(rate)
    # More than the free rate asks Telegram for paid broadcasts, which the local one refuses: only the pace is wanted.
    async with Client(TOKEN, address, Pace(math.inf)) as client:
        client._limiter._pace = pace
        parcels = Parcels(database, editions, locales, clock.now, DEFAULT)
        await Courier(client, database, parcels, pace, clock.now).run()


async def kill_at_random(
    database: Database,
    url: str,
    readers: int,
    kills: int,
    seed: int,
    notice: Mapping[str, str] | None = None,
) -> Toll:
    """Deliver a digest to so many readers with so many kills in between, then let the last process finish.

    With a `notice` (words by language) it is that instead of a digest.
    """
    randomness = random.Random(seed)
    async with open_post(database) as post:
        # Whatever goes on among millions of calls: all of them are looked at.
        post.telegram.calls = type(post.telegram.calls)()
        if notice is None:
            await post.plan_for_now(*range(1, readers + 1))
        else:
            post.clock.now = datetime.now(UTC)
            await post.follow(*range(1, readers + 1), due=post.clock.now + timedelta(days=1))
            await post.broadcast(notice)
        in_flight = 0
        for number in range(kills + 1):
            process = PROCESSES.Process(target=victim, args=(url, post.address, 200.0))
            process.start()
            try:
                if number < kills:
                    await _wait_for_some(post, randomness.randrange(2 * readers // (kills + 1)))
                    await asyncio.sleep(randomness.random() * 0.05)
                else:
                    await _wait_for_the_end(post)
            finally:
                process.kill()
                await asyncio.to_thread(process.join)
            in_flight += (await post.states()).get("sending", 0)
        return await _toll(post, readers, kills, in_flight)


async def _wait_for_some(post: Post, more: int) -> None:
    """Wait for so many more messages, or until none are left to wait for."""
    goal = len(post.telegram.calls) + more
    for _ in range(PATIENCE * 100):
        if len(post.telegram.calls) >= goal or not await _left(post):
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


async def _wait_for_the_end(post: Post) -> None:
    for _ in range(PATIENCE * 10):
        if set(await post.states()) == {"sent"}:
            return
        await asyncio.sleep(0.1)
    raise TimeoutError(await post.states())


async def _left(post: Post) -> int:
    async with post.database.session() as session:
        return await deliveries.count_waiting(session)


async def _toll(post: Post, readers: int, kills: int, in_flight: int) -> Toll:
    counts = Counter(int(call.params["chat_id"]) for call in post.telegram.sent("sendMessage") if call.ok)
    twice = [chat for chat, count in counts.items() if count > 1]
    unmarked = 0
    for chat in twice:
        (row,) = await post.ledger(chat)
        unmarked += not row[2]
    return Toll(
        kills=kills,
        lost=sum(chat not in counts for chat in range(1, readers + 1)),
        repeated=sum(counts[chat] - 1 for chat in twice),
        unmarked=unmarked,
        in_flight=in_flight,
        states=dict(await post.states()),
    )
