"""The HTTP interface between the web page and the local Telegram: JSON in, JSON out."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.sandbox.accounts import Person
from bot.sandbox.chats import Chat
from bot.sandbox.client_view import client_id, show_chats, show_history
from bot.sandbox.errors import ApiError, SandboxError
from bot.sandbox.messages import Message
from bot.sandbox.queries import CALLBACK_SECONDS, InlineQuery
from bot.sandbox.telegram import Telegram

JSON = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Control:
    """A button that the program around the sandbox adds to the page; `label` and `hint` by language."""

    id: str
    label: Mapping[str, str]
    hint: Mapping[str, str]
    run: Callable[[], Awaitable[str]]


@web.middleware
async def one_line_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what went wrong into `{"error": "one line"}`; refuse posts that a foreign page could make."""
    if not request.path.startswith("/client/"):
        return await handler(request)
    if request.method == "POST" and request.content_type != "application/json":
        return web.json_response({"error": "send application/json"}, status=415)
    try:
        return await handler(request)
    except web.HTTPException as error:
        return web.json_response({"error": error.reason}, status=error.status)
    except ApiError as error:
        return web.json_response({"error": error.description}, status=400)
    except (SandboxError, LookupError, ValueError, TypeError) as error:
        reason = f"missing {error}" if isinstance(error, KeyError) else str(error)
        return web.json_response({"error": " ".join(reason.split())}, status=400)


class ClientApi:
    """Answers the web page on behalf of the people of a Telegram."""

    def __init__(self, telegram: Telegram, controls: Sequence[Control] = ()) -> None:
        self._telegram = telegram
        self._controls = {control.id: control for control in controls}
        self._asked: dict[tuple[int, str], InlineQuery] = {}

    def add_routes(self, app: web.Application) -> None:
        """Add every route under /client/, but for the event stream."""
        gets = {"people": self.people, "chats": self.chats, "messages": self.messages, "extras": self.extras}
        posts = {
            "people": self.add_person,
            "send": self.send,
            "send_kind": self.send_kind,
            "edit": self.edit,
            "press": self.press,
            "start": self.start,
            "open": self.open_link,
            "inline": self.inline,
            "inline/choose": self.choose_inline,
            "block": self.block,
            "clear": self.clear,
            "groups": self.add_group,
            "extras/{control}": self.run_control,
        }
        for path, get in gets.items():
            app.router.add_get(f"/client/{path}", get)
        for path, post in posts.items():
            app.router.add_post(f"/client/{path}", post)
        app.router.add_get("/client/file/{file_id}", self.file)

    def person(self, wanted: object) -> Person:
        """Return the person with this id; SandboxError when there is none."""
        found = self._telegram.people.get(int(str(wanted)))
        if found is None:
            raise SandboxError(f"no person {wanted}")
        return found

    def _place(self, person: Person, fields: Mapping[str, Any]) -> Chat:
        chat = self._telegram.chat(int(fields["chat"]), person)
        if not chat.has(person.id):
            raise SandboxError(f"{person.name} is not in chat {fields['chat']}")
        return chat

    async def _asked_for(self, request: web.Request) -> tuple[JSON, Person]:
        fields = json.loads(await request.text() or "{}")
        if not isinstance(fields, dict):
            raise SandboxError("send a JSON object")
        return fields, self.person(fields["person"])

    async def people(self, request: web.Request) -> web.Response:
        """Return the people, and the first bot."""
        bot = next(iter(self._telegram.bots.values()), None)
        people = [
            {"id": p.id, "name": p.name, "language": p.language_code} for p in self._telegram.people.values()
        ]
        return web.json_response(
            {"people": people, "bot": {"username": bot.username, "name": bot.name} if bot else None}
        )

    async def add_person(self, request: web.Request) -> web.Response:
        """Add a person."""
        fields = await request.json()
        name, language = str(fields["name"]).strip(), str(fields.get("language") or "en")
        if not 1 <= len(name) <= 64 or not language.replace("-", "").isalnum():
            raise SandboxError("a person needs a name of 1 to 64 characters and a language such as kk")
        person = self._telegram.add_person(max([1000, *self._telegram.people]) + 1, name, language)
        return web.json_response({"id": person.id, "name": person.name, "language": language})

    async def chats(self, request: web.Request) -> web.Response:
        """Return a person's chats."""
        return web.json_response({"chats": show_chats(self._telegram, self.person(request.query["person"]))})

    async def messages(self, request: web.Request) -> web.Response:
        """Return a chat as a person sees it."""
        person = self.person(request.query["person"])
        return web.json_response(show_history(self._telegram, person, self._place(person, request.query)))

    async def send(self, request: web.Request) -> web.Response:
        """Send a text."""
        fields, person = await self._asked_for(request)
        chat = self._place(person, fields)
        sent = self._telegram.send_text(person, str(fields["text"]), chat, reply_to=fields.get("reply_to"))
        return web.json_response({"message_id": sent.id})

    async def send_kind(self, request: web.Request) -> web.Response:
        """Send a sample of another kind."""
        fields, person = await self._asked_for(request)
        chat, telegram = self._place(person, fields), self._telegram
        kinds: dict[str, Callable[[], Message]] = {
            "sticker": lambda: telegram.send_sticker(person, chat),
            "voice": lambda: telegram.send_voice(person, chat),
            "photo": lambda: telegram.send_photo(person, chat=chat),
            "location": lambda: telegram.send_location(person, chat),
            "contact": lambda: telegram.send_contact(person, chat),
        }
        return web.json_response({"message_id": kinds[fields["kind"]]().id})

    async def edit(self, request: web.Request) -> web.Response:
        """Change one's own text."""
        fields, person = await self._asked_for(request)
        chat = self._place(person, fields)
        edited = self._telegram.edit_text(person, int(fields["message_id"]), str(fields["text"]), chat)
        return web.json_response({"message_id": edited.id})

    async def press(self, request: web.Request) -> web.Response:
        """Press a button and wait for the bot, up to 15 seconds."""
        fields, person = await self._asked_for(request)
        chat = self._place(person, fields)
        place = int(fields["message_id"]), int(fields["row"]), int(fields["column"])
        press = self._telegram.press(person, *place, chat)
        with suppress(TimeoutError):
            await press.answer(CALLBACK_SECONDS)
        return web.json_response(
            {"answered": press.answered, "text": press.text, "alert": press.alert, "url": press.url}
        )

    async def start(self, request: web.Request) -> web.Response:
        """Press START."""
        fields, person = await self._asked_for(request)
        return web.json_response({"message_id": self._telegram.start(person, fields.get("payload") or "").id})

    async def open_link(self, request: web.Request) -> web.Response:
        """Open a t.me link."""
        fields, person = await self._asked_for(request)
        return web.json_response({"chat": client_id(self._telegram.open_link(person, str(fields["link"])))})

    async def inline(self, request: web.Request) -> web.Response:
        """Ask the bot inline and wait for its results."""
        fields, person = await self._asked_for(request)
        chat = self._place(person, fields)
        query = self._telegram.inline_query(person, fields["query"], chat, offset=fields.get("offset") or "")
        with suppress(TimeoutError):
            await query.answer()
        for result in query.results:
            self._asked[person.id, result["id"]] = query
        shown = [
            {
                "id": result["id"],
                "title": result.get("title") or result.get("first_name", ""),
                "description": result.get("description", ""),
                "thumb": result.get("thumbnail_url"),
            }
            for result in query.results
        ]
        return web.json_response({"results": shown, "button": query.button, "next_offset": query.next_offset})

    async def choose_inline(self, request: web.Request) -> web.Response:
        """Send an inline result."""
        fields, person = await self._asked_for(request)
        query = self._asked.get((person.id, fields["result_id"]))
        if query is None:
            raise SandboxError(f"no inline result {fields['result_id']}")
        chosen = self._telegram.choose_inline_result(query, fields["result_id"], self._place(person, fields))
        return web.json_response({"message_id": chosen.id})

    async def block(self, request: web.Request) -> web.Response:
        """Block the bot, or let it write again."""
        fields, person = await self._asked_for(request)
        (self._telegram.block if fields["blocked"] else self._telegram.unblock)(person)
        return web.json_response({"blocked": bool(fields["blocked"])})

    async def clear(self, request: web.Request) -> web.Response:
        """Delete the history for this person."""
        fields, person = await self._asked_for(request)
        self._telegram.clear(person, self._place(person, fields))
        return web.json_response({})

    async def add_group(self, request: web.Request) -> web.Response:
        """Found a group or channel with the bot in it."""
        fields, person = await self._asked_for(request)
        kind = "channel" if fields.get("type") == "channel" else "supergroup"
        title = str(fields["title"]).strip()
        if not 1 <= len(title) <= 128:
            raise SandboxError("a title has 1 to 128 characters")
        group = self._telegram.add_group(person, title, type=kind, with_bot=self._telegram.bot)
        return web.json_response({"chat": client_id(group), "title": title})

    async def extras(self, request: web.Request) -> web.Response:
        """Return the controls that the program around the sandbox added."""
        shown = [{"id": c.id, "label": dict(c.label), "hint": dict(c.hint)} for c in self._controls.values()]
        return web.json_response({"controls": shown})

    async def run_control(self, request: web.Request) -> web.Response:
        """Run one of them."""
        control = self._controls.get(request.match_info["control"])
        if control is None:
            raise web.HTTPNotFound
        return web.json_response({"text": await control.run()})

    async def file(self, request: web.Request) -> web.Response:
        """Return a file of a message."""
        stored = self._telegram.files.find(request.match_info["file_id"])
        image = stored.mime_type.startswith("image/") and stored.mime_type != "image/svg+xml"
        disposition = "inline" if image else f"attachment; filename*=UTF-8''{quote(stored.name, safe='')}"
        return web.Response(
            body=stored.content,
            content_type=stored.mime_type if image else "application/octet-stream",
            headers={"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"},
        )
