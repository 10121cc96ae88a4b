"""The event stream of the web page: one server-sent event a change that its person can see."""

import asyncio
import json

from aiohttp import web

from bot.sandbox.accounts import Person
from bot.sandbox.changes import Event
from bot.sandbox.chats import Chat
from bot.sandbox.client_view import client_id
from bot.sandbox.telegram import Telegram

HEARTBEAT_SECONDS = 15.0


class EventStream:
    """Serves `GET /client/events?person=ID` until the page or the server goes away."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self._open: set[asyncio.Queue[Event | None]] = set()

    def add_routes(self, app: web.Application) -> None:
        """Add the route, and end every stream when the application stops."""
        app.router.add_get("/client/events", self.stream)
        app.on_shutdown.append(self._end_all)

    async def _end_all(self, app: web.Application) -> None:
        for queue in self._open:
            queue.put_nowait(None)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Send events as they happen, and a comment when nothing does for fifteen seconds."""
        person = self._telegram.people[int(request.query["person"])]
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}
        )
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        forget = self._telegram.changed.listen(queue.put_nowait)
        self._open.add(queue)
        try:
            await response.prepare(request)
            await response.write(b": hello\n\n")
            await self._send_all(queue, person, response)
        except (ConnectionResetError, ConnectionError):
            return response  # The page was closed.
        finally:
            forget()
            self._open.discard(queue)
        return response

    async def _send_all(
        self, queue: asyncio.Queue[Event | None], person: Person, response: web.StreamResponse
    ) -> None:
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    event = await queue.get()
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if event is None:
                return
            chat = self._chat_of(event)
            if chat is None and event.chat_id:
                continue
            if chat is None or chat.has(person.id) or event.kind == "chats":
                shown = {
                    "type": event.kind,
                    "chat": client_id(chat) if chat else 0,
                    "message_id": event.message_id,
                }
                await response.write(f"data: {json.dumps(shown)}\n\n".encode())

    def _chat_of(self, event: Event) -> Chat | None:
        if event.bot_id:
            return self._telegram.private_chats.get((event.bot_id, event.chat_id))
        return self._telegram.groups.get(event.chat_id)
