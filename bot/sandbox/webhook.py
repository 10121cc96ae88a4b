"""Posts updates to bots that set a webhook, and does the method that a bot puts into its reply."""

import asyncio
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    MultipartReader,
)

from bot.sandbox.accounts import Bot, Webhook
from bot.sandbox.body import Body, decode, read_multipart
from bot.sandbox.errors import ApiError, ConnectionDroppedError, GarbageAnswerError
from bot.sandbox.telegram import Telegram
from bot.sandbox.updates import Pending

JSON = dict[str, Any]

ANSWER_SECONDS = 60.0


class WebhookCourier:
    """Delivers the updates of one bot: those of a chat one after another, different chats at the same time.

    What the bot does not accept is tried again, after `first_delay` seconds of real time and then ever later.
    """

    def __init__(
        self, telegram: Telegram, bot: Bot, *, first_delay: float = 1.0, max_delay: float = 60.0
    ) -> None:
        self._telegram = telegram
        self._bot = bot
        self._first_delay = first_delay
        self._max_delay = max_delay
        self._in_flight: dict[int, asyncio.Task[None]] = {}
        self._wake = asyncio.Event()

    async def run(self) -> None:
        """Deliver until cancelled. Without a webhook it waits for one."""
        forget = self._telegram.changed.subscribe(self._wake)
        async with ClientSession(timeout=ClientTimeout(total=ANSWER_SECONDS)) as session:
            try:
                while True:
                    self._wake.clear()
                    self._start_deliveries(session)
                    await self._wake.wait()
            finally:
                forget()
                deliveries = list(self._in_flight.values())
                for delivery in deliveries:
                    delivery.cancel()
                await asyncio.gather(*deliveries, return_exceptions=True)

    def _start_deliveries(self, session: ClientSession) -> None:
        hook = self._bot.webhook
        if hook is None or not self._bot.updates.arrived.is_set():
            return
        for update in self._bot.updates:
            if len(self._in_flight) >= hook.max_connections:
                return
            if update.order_key not in self._in_flight:
                task = asyncio.create_task(self._deliver(session, update))
                self._in_flight[update.order_key] = task

    async def _deliver(self, session: ClientSession, update: Pending) -> None:
        delay = self._first_delay
        try:
            # A bot that changes or removes its webhook meanwhile is asked where to deliver, every time.
            while (hook := self._bot.webhook) and update in self._bot.updates:
                reply = await self._post(session, hook, update.json)
                if reply is not None:
                    self._bot.updates.confirm(update)
                    self._telegram.changed.wake()
                    await self._obey(reply)
                    return
                await asyncio.sleep(delay)
                delay = min(delay * 2, self._max_delay)
        finally:
            self._in_flight.pop(update.order_key, None)
            self._wake.set()

    async def _post(self, session: ClientSession, hook: Webhook, update: JSON) -> Body | None:
        """Post one update; return what the reply asks for, None when it was not accepted."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret_token} if hook.secret_token else {}
        try:
            async with session.post(hook.url, json=update, headers=headers) as response:
                if 200 <= response.status < 300:
                    return await _read_reply(response)
                trouble = f"Wrong response from the webhook: {response.status} {response.reason}"
        except TimeoutError:
            trouble = "Read timeout expired"
        except ClientError as error:
            refused = isinstance(error, ClientConnectorError)
            trouble = "Connection refused" if refused else f"Connection failed: {type(error).__name__}"
        hook.last_error_date, hook.last_error_message = self._telegram.now(), trouble
        self._telegram.changed.wake()
        return None

    async def _obey(self, reply: Body) -> None:
        """Do the method in a webhook's reply. Its outcome goes to the log alone, as with Telegram."""
        values, files = reply
        method = values.pop("method", None)
        if isinstance(method, str) and method:
            try:
                await self._telegram.call(self._bot.token, method, values, files)
            except (ConnectionDroppedError, GarbageAnswerError):
                return


async def _read_reply(response: ClientResponse) -> Body:
    kind = response.content_type
    try:
        if kind.startswith("multipart/"):
            return await read_multipart(MultipartReader.from_response(response))  # type: ignore[arg-type]
        if kind in ("application/json", "application/x-www-form-urlencoded"):
            return decode(kind, await response.text()), {}
    except (ApiError, ValueError):
        return {}, {}
    return {}, {}
