"""People write: text, files, places, contacts; they edit, forward, clear and block."""

import struct
import zlib
from typing import Any

from bot.sandbox.accounts import Bot, Person
from bot.sandbox.chats import Chat
from bot.sandbox.errors import SandboxError
from bot.sandbox.formatting import complete
from bot.sandbox.messages import Message
from bot.sandbox.methods.compose import MAX_TEXT
from bot.sandbox.methods.copies import content_of, origin_of
from bot.sandbox.state import State
from bot.sandbox.utf16 import length

JSON = dict[str, Any]
Place = Chat | Person | Bot | int | str | None


class Writing(State):
    """The acts of a person who writes. A `chat` may be left out: then it is the one with the (first) bot."""

    def place(self, person: Person, chat: Place = None) -> Chat:
        """Return the chat that a person means."""
        return self.private_chat(self.bot, person) if chat is None else self.chat(chat, person)

    def write(
        self,
        person: Person,
        chat: Place,
        content: JSON,
        *,
        reply_to: int | None = None,
        file_ids: tuple[str, ...] = (),
    ) -> Message:
        """Post any content as a person, with its update; SandboxError where Telegram would not let them."""
        where = self.place(person, chat)
        if where.bot and person.id in where.bot.blocked_by:
            raise SandboxError("the bot is blocked: unblock it first")
        if not where.has(person.id) or where.migrated_to:
            raise SandboxError(f"{person.name} is not in chat {where.id}")
        if where.type == "channel" and not where.members[person.id].is_admin:
            raise SandboxError("only admins write in a channel")
        if reply_to is not None:
            if reply_to not in where.by_id:
                raise SandboxError(f"no message {reply_to} to reply to")
            content = {"reply_to_message": where.by_id[reply_to].quoted()} | content
        where.met = True
        sender = where if where.type == "channel" else person
        message = self.post(where, sender, content, file_ids=file_ids)
        where.read_up_to[person.id] = message.id
        self.announce(message)
        return message

    def send_text(
        self, person: Person, text: str, chat: Place = None, *, reply_to: int | None = None
    ) -> Message:
        """Write a text, with its commands, mentions and links marked; SandboxError when empty or over 4,096."""
        clean, entities = complete(text, [])
        if not clean:
            raise SandboxError("an empty message is not sent")
        if length(clean) > MAX_TEXT:
            raise SandboxError(f"a message has at most {MAX_TEXT} characters")
        content: JSON = {"text": clean} | ({"entities": entities} if entities else {})
        return self.write(person, chat, content, reply_to=reply_to)

    def start(self, person: Person, payload: str = "", bot: Bot | None = None) -> Message:
        """Press START, with the payload of a link where there is one."""
        chat = self.private_chat(bot or self.bot, person)
        if chat.bot and person.id in chat.bot.blocked_by:
            self.unblock(person, chat.bot)
        return self.send_text(person, f"/start {payload}".strip(), chat)

    def edit_text(self, person: Person, message_id: int, text: str, chat: Place = None) -> Message:
        """Change one's own text."""
        where = self.place(person, chat)
        message = where.by_id.get(message_id)
        own = message and (message.sender is person or (where.type == "channel" and message.sender is where))
        if not message or not own or "text" not in message.json:
            raise SandboxError(f"no text of {person.name}'s with the id {message_id}")
        clean, entities = complete(text, [])
        if not clean or length(clean) > MAX_TEXT:
            raise SandboxError(f"a message has 1 to {MAX_TEXT} characters")
        kept = {name: value for name, value in message.json.items() if name not in ("text", "entities")}
        found = {"entities": entities} if entities else {}
        message.json = kept | {"edit_date": self.now(), "text": clean} | found
        self.tell("edited", where, message.id)
        self.announce(message, edited=True)
        return message

    def send_photo(
        self,
        person: Person,
        content: bytes = b"",
        chat: Place = None,
        *,
        caption: str = "",
        name: str = "photo.png",
    ) -> Message:
        """Send a photo (PNG, JPEG, GIF or WebP bytes; a grey square when none are given)."""
        stored = self.files.add("photo", content or grey_png(160, 120), name)
        clean, entities = complete(caption, [])
        said: JSON = {"caption": clean} if clean else {}
        if entities:
            said["caption_entities"] = entities
        return self.write(person, chat, {"photo": stored.photo_sizes()} | said, file_ids=(stored.id,))

    def send_document(self, person: Person, content: bytes, name: str, chat: Place = None) -> Message:
        """Send a file."""
        stored = self.files.add("document", content, name)
        return self.write(person, chat, {"document": stored.document()}, file_ids=(stored.id,))

    def send_sticker(self, person: Person, chat: Place = None) -> Message:
        """Send a sticker."""
        stored = self.files.add("sticker", grey_png(64, 64), "sticker.png")
        sticker = stored.reference() | {
            "type": "regular",
            "width": 64,
            "height": 64,
            "is_animated": False,
            "is_video": False,
            "emoji": "🙂",
        }
        return self.write(person, chat, {"sticker": sticker}, file_ids=(stored.id,))

    def send_voice(self, person: Person, chat: Place = None, *, seconds: int = 3) -> Message:
        """Send a voice message."""
        stored = self.files.add("voice", b"OggS" + bytes(60), "voice.ogg")
        voice = stored.reference() | {"duration": seconds, "mime_type": "audio/ogg"}
        return self.write(person, chat, {"voice": voice}, file_ids=(stored.id,))

    def send_location(
        self, person: Person, chat: Place = None, *, latitude: float = 51.1282, longitude: float = 71.4306
    ) -> Message:
        """Send a place."""
        return self.write(person, chat, {"location": {"latitude": latitude, "longitude": longitude}})

    def send_contact(self, person: Person, chat: Place = None) -> Message:
        """Send one's own phone number."""
        contact = {"phone_number": person.phone_number, "first_name": person.first_name, "user_id": person.id}
        return self.write(person, chat, {"contact": contact})

    def forward(self, person: Person, message: Message, chat: Place = None) -> Message:
        """Forward a message to a chat."""
        content = content_of(message) | {"forward_origin": origin_of(message)}
        return self.write(person, chat, content, file_ids=message.file_ids)

    def clear(self, person: Person, chat: Place = None) -> None:
        """Delete the history, for this person alone."""
        where = self.place(person, chat)
        for message in where.messages:
            message.hidden_from.add(person.id)
        self.tell("deleted", where)

    def block(self, person: Person, bot: Bot | None = None) -> None:
        """Stop the bot; it learns through my_chat_member and gets 403 from then on."""
        self._set_blocked(person, bot or self.bot, blocked=True)

    def unblock(self, person: Person, bot: Bot | None = None) -> None:
        """Let the bot write again."""
        self._set_blocked(person, bot or self.bot, blocked=False)

    def _set_blocked(self, person: Person, bot: Bot, *, blocked: bool) -> None:
        if (person.id in bot.blocked_by) == blocked:
            return
        (bot.blocked_by.add if blocked else bot.blocked_by.discard)(person.id)
        chat = self.private_chat(bot, person)
        chat.met = True
        free: JSON = {"user": bot.user(), "status": "member"}
        stopped: JSON = {"user": bot.user(), "status": "kicked", "until_date": 0}
        old, new = (free, stopped) if blocked else (stopped, free)
        update: JSON = {"chat": chat.json, "from": person.user(), "date": self.now()}
        self.push(bot, "my_chat_member", update | {"old_chat_member": old, "new_chat_member": new}, chat.id)
        self.tell("chats", chat)


def grey_png(width: int, height: int) -> bytes:
    """Return a grey picture as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + b"\xb0" * width) * height
    parts = chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
