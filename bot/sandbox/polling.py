"""Long polling: one poller at a time waits for updates; a newer one, or a webhook, ends its wait with 409."""

import asyncio
from typing import Any

from bot.sandbox.errors import ApiError
from bot.sandbox.updates import UpdateQueue

JSON = dict[str, Any]

MAX_SECONDS = 50
TAKEN_OVER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


async def poll(queue: UpdateQueue, offset: int, limit: int, seconds: float) -> list[JSON]:
    """Return up to `limit` updates from `offset`, waiting up to `seconds` for the first."""
    interrupt(queue, TAKEN_OVER)
    found = queue.take(offset, limit)
    if found or seconds <= 0:
        return found
    interrupted: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    queue.poller = interrupted
    arrival = asyncio.ensure_future(queue.arrived.wait())
    try:
        await asyncio.wait((interrupted, arrival), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        arrival.cancel()
        if queue.poller is interrupted:
            queue.poller = None
    if interrupted.done():
        raise ApiError(409, interrupted.result())
    return queue.take(offset, limit)


def interrupt(queue: UpdateQueue, reason: str) -> None:
    """End the wait of whoever polls now, with this reason."""
    if queue.poller and not queue.poller.done():
        queue.poller.set_result(reason)
    queue.poller = None
