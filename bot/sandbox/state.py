"""Everything the local Telegram knows, and the steps from which methods and people's acts are made."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.sandbox.accounts import Bot, Person
from bot.sandbox.changes import Changes, Event, Kind
from bot.sandbox.chats import Chat
from bot.sandbox.errors import SandboxError
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.limits import Limits
from bot.sandbox.messages import Message
from bot.sandbox.queries import InlineQuery, Press
from bot.sandbox.updates import UpdateQueue

JSON = dict[str, Any]

TOKEN = re.compile(r"(\d{1,16}):[A-Za-z0-9_-]{1,64}")
CALLS_KEPT = 10_000
QUERIES_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a bot: what it asked and what it got. `code` is 200 or the error's; 0 for a cut connection."""

    bot: Bot
    method: str
    params: JSON
    files: tuple[str, ...]
    code: int
    description: str
    result: Any

    @property
    def ok(self) -> bool:
        """Whether Telegram did what was asked."""
        return self.code == 200


def utc_now() -> datetime:
    """Return the real time, the default clock."""
    return datetime.now(UTC)


class State:
    """Bots, people, chats, files, and what waits between them."""

    def __init__(self, clock: Callable[[], datetime] = utc_now, *, strict_limits: bool = False) -> None:
        self.clock = clock
        self.strict_limits = strict_limits
        self.limits = Limits(lambda: self.clock())
        self.faults = Faults()
        self.changed = Changes()
        self.files = Files()
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.bots: dict[str, Bot] = {}
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Chat] = {}
        self.private_chats: dict[tuple[int, int], Chat] = {}
        self.presses: dict[str, Press] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.inline_messages: dict[str, Message] = {}
        self._last_number = 0

    def now(self) -> int:
        """Return the time in unix seconds."""
        return int(self.clock().timestamp())

    def number(self) -> int:
        """Return a number never used before: for ids of queries, inline messages and albums."""
        self._last_number += 1
        return self._last_number

    def add_bot(self, token: str, username: str, name: str) -> Bot:
        """Register a bot. A token looks like `100:anything`; the number before the colon is the bot's id."""
        match = TOKEN.fullmatch(token)
        if not match:
            raise SandboxError(f"a bot token is digits, a colon and letters, not {token!r}")
        bot = Bot(int(match.group(1)), token, username, name, UpdateQueue(self.now))
        if token in self.bots or bot.id in self.people:
            raise SandboxError(f"the id {bot.id} is taken")
        self.bots[token] = bot
        self.tell("chats")
        return bot

    def add_person(
        self,
        id: int,  # noqa: A002
        first_name: str,
        language_code: str,
        *,
        last_name: str = "",
        username: str = "",
    ) -> Person:
        """Register a person; `id` is a positive number, `language_code` an IETF tag such as `kk`."""
        if id <= 0 or id in self.people or any(bot.id == id for bot in self.bots.values()):
            raise SandboxError(f"the id {id} is taken or not positive")
        person = Person(id, first_name, language_code, last_name, username, phone_number=f"+7700{id:07d}")
        self.people[id] = person
        self.tell("chats")
        return person

    @property
    def bot(self) -> Bot:
        """The first bot; SandboxError when there is none."""
        for bot in self.bots.values():
            return bot
        raise SandboxError("the sandbox has no bot yet: add_bot first")

    def private_chat(self, bot: Bot, person: Person) -> Chat:
        """Return the chat of a person with a bot, as it is or new."""
        key = (bot.id, person.id)
        if key not in self.private_chats:
            self.private_chats[key] = Chat(person.id, "private", person=person, bot=bot)
        return self.private_chats[key]

    def chat(self, of: "Person | Chat | Bot | int | str", person: Person | None = None) -> Chat:
        """Return a chat: a person's with the (first) bot, `person`'s with a bot, or a group by id or @username."""
        if isinstance(of, Chat):
            return of
        if isinstance(of, Person):
            return self.private_chat(self.bot, of)
        if isinstance(of, Bot):
            if person is None:
                raise SandboxError("say whose chat with the bot")
            return self.private_chat(of, person)
        found = self._look_up(of, person)
        if found is None:
            raise SandboxError(f"no chat {of!r}")
        return found

    def _look_up(self, of: int | str, person: Person | None) -> Chat | None:
        if isinstance(of, str):
            name = of.removeprefix("@").lower()
            return next((c for c in self.groups.values() if c.username and c.username.lower() == name), None)
        if of in self.groups:
            return self.groups[of]
        bot = next((bot for bot in self.bots.values() if bot.id == of), None)
        if bot and person:
            return self.private_chat(bot, person)
        return self.private_chat(self.bot, self.people[of]) if of in self.people else None

    def tell(self, kind: Kind, chat: Chat | None = None, message_id: int = 0) -> None:
        """Report a change to whoever listens or waits."""
        bot_id = chat.bot.id if chat and chat.bot else 0
        self.changed.tell(Event(kind, chat.id if chat else 0, message_id, bot_id))

    def remember(self, query: Press | InlineQuery) -> None:
        """Keep a query until it is answered; the oldest make room."""
        kept: dict[str, Any] = self.presses if isinstance(query, Press) else self.inline_queries
        kept[query.id] = query
        if len(kept) > QUERIES_KEPT:
            del kept[next(iter(kept))]

    def push(self, bot: Bot, kind: str, payload: JSON, order_key: int) -> None:
        """Queue an update for a bot. Updates with the same `order_key` reach a webhook one after another."""
        if bot.updates.put(kind, payload, order_key):
            self.changed.wake()

    def post(self, chat: Chat, sender: "Person | Bot | Chat", content: JSON, **facts: Any) -> Message:
        """Add a message to a chat and return it; `facts` are further fields of Message."""
        message_id = chat.next_id()
        json: JSON = {"message_id": message_id}
        if isinstance(sender, Chat):
            json["sender_chat"] = sender.json
        else:
            json["from"] = sender.user()
        json["chat"] = chat.json
        json["date"] = self.now()
        json.update(content)
        message = Message(chat, message_id, json, sender, **facts)
        chat.by_id[message_id] = message
        if isinstance(sender, Bot):
            chat.typing_until = None
            chat.last_speaker_bot = sender
        self.tell("message", chat, message_id)
        return message

    def announce(self, message: Message, *, edited: bool = False) -> None:
        """Send a message, or its edit, as an update to every bot of the chat that may see it."""
        if isinstance(message.sender, Bot) and not message.json.get("via_bot"):
            return
        kind = "channel_post" if message.chat.type == "channel" else "message"
        for bot in message.chat.bots():
            if bot is not message.sender and self._visible(bot, message):
                self.push(bot, f"edited_{kind}" if edited else kind, message.json, message.chat.id)

    def _visible(self, bot: Bot, message: Message) -> bool:
        """Say whether a bot sees a message. In groups, privacy mode hides what is not meant for it."""
        chat = message.chat
        if chat.type not in ("group", "supergroup") or not bot.privacy or message.kind == "service":
            return True
        member = chat.members[bot.id]
        if member.is_admin or message.json.get("via_bot", {}).get("id") == bot.id:
            return True
        reply = message.json.get("reply_to_message", {})
        if reply.get("from", {}).get("id") == bot.id:
            return True
        lowered = message.text.lower()
        name = f"@{bot.username.lower()}"
        if re.search(rf"{re.escape(name)}(?!\w)", lowered):
            return True
        addressed = re.match(r"/\w+(@\w+)?(?!\S)", lowered)
        others = [other for other in chat.bots() if other is not bot]
        return bool(addressed and not addressed.group(1) and (not others or chat.last_speaker_bot is bot))
