"""People use what a bot offers: buttons, links, inline results."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.accounts import Bot, Person
from bot.sandbox.acts.writing import Place, Writing
from bot.sandbox.chats import Chat
from bot.sandbox.errors import SandboxError
from bot.sandbox.messages import Message
from bot.sandbox.methods.queries import START_PAYLOAD
from bot.sandbox.queries import InlineQuery, Press

JSON = dict[str, Any]


class Pressing(Writing):
    """The acts of a person who presses buttons, opens links and asks inline."""

    def press(self, person: Person, message_id: int, row: int, column: int, chat: Place = None) -> Press:
        """Press a button of a message. Wait for the bot with `await press.answer()`.

        Buttons that need no bot (links, copying, inline switches) come back answered.
        """
        where = self.place(person, chat)
        message = where.by_id.get(message_id)
        if message is None or not where.has(person.id):
            raise SandboxError(f"no message {message_id} in chat {where.id}")
        if not (0 <= row < len(message.buttons) and 0 <= column < len(message.buttons[row])):
            raise SandboxError(f"message {message_id} has no button at row {row}, column {column}")
        return self._press(person, message, message.buttons[row][column])

    def press_label(self, person: Person, label: str, message: Message | None = None) -> Press:
        """Press the button that says `label`, of a message or of the newest one that has it."""
        if message is None:
            chat = self.place(person)
            owners = [m for m in reversed(chat.messages) if any(label in row for row in m.labels)]
            if not owners:
                raise SandboxError(f"no button says {label!r}; the newest say {chat.last.labels}")
            message = owners[0]
        row, column = message.find_button(label)
        return self._press(person, message, message.buttons[row][column])

    def press_data(self, person: Person, message: Message, data: str) -> Press:
        """Send callback data that no button holds, as a forged client would."""
        return self._press(person, message, {"text": "", "callback_data": data})

    def _press(self, person: Person, message: Message, button: JSON) -> Press:
        bot = self._bot_of(message)
        number = str(7_000_000_000_000 + self.number())
        press = Press(number, person, bot, message, button, self.clock().timestamp())
        if press.action != "callback_data":
            press.answered = True
            press.url = button.get("url")
            press.done.set()
            return press
        if message.chat.private and person.id in bot.blocked_by:
            raise SandboxError("the bot is blocked: unblock it first")
        self.remember(press)
        query: JSON = {"id": number, "from": person.user()}
        if message.inline_id:
            query["inline_message_id"] = message.inline_id
        else:
            query["message"] = message.json
        query |= {"chat_instance": str(-(abs(message.chat.id) * 7919)), "data": button["callback_data"]}
        self.push(bot, "callback_query", query, message.chat.id)
        return press

    def _bot_of(self, message: Message) -> Bot:
        via = message.json.get("via_bot", {}).get("id")
        for bot in self.bots.values():
            if bot is message.sender or bot.id == via:
                return bot
        bots = message.chat.bots()
        if not bots:
            raise SandboxError(f"no bot answers for message {message.id}")
        return bots[0]

    def open_link(self, person: Person, link: str) -> Chat:
        """Open https://t.me/<bot>?start=… (presses START) or https://t.me/<chat>; return the chat it shows."""
        parts = urlsplit(link if "://" in link else f"https://{link}")
        name = parts.path.strip("/").lower()
        if parts.hostname not in ("t.me", "telegram.me") or not name:
            raise SandboxError(f"{link} is no Telegram link")
        payload = parse_qs(parts.query, keep_blank_values=True).get("start", [""])[0]
        if payload and not START_PAYLOAD.fullmatch(payload):
            raise SandboxError("a start payload is 1 to 64 of A-Z, a-z, 0-9, _ and -")
        for bot in self.bots.values():
            if bot.username.lower() == name:
                chat = self.private_chat(bot, person)
                if payload or not chat.met:
                    self.start(person, payload, bot)
                return chat
        for group in self.groups.values():
            if group.username and group.username.lower() == name:
                return group
        raise SandboxError(f"nobody is called @{name}")

    def inline_query(
        self, person: Person, query: str, chat: Place = None, *, offset: str = "", bot: Bot | None = None
    ) -> InlineQuery:
        """Type a query after the bot's name. Wait for the bot with `await query.answer()`."""
        asked = bot or self.bot
        if not asked.inline:
            raise SandboxError(f"@{asked.username} has no inline mode")
        where = self.place(person, chat)
        number = str(8_000_000_000_000 + self.number())
        if len(query) > 256:
            raise SandboxError("an inline query has at most 256 characters")
        made = InlineQuery(number, person, asked, query, offset, where, self.clock().timestamp())
        self.remember(made)
        chat_type = "sender" if where.bot is asked else where.type
        payload = {
            "id": number,
            "from": person.user(),
            "chat_type": chat_type,
            "query": query,
            "offset": offset,
        }
        self.push(asked, "inline_query", payload, person.id)
        return made

    def choose_inline_result(self, query: InlineQuery, result_id: str, chat: Place = None) -> Message:
        """Send a result of an answered inline query; the bot gets chosen_inline_result where it asked for it."""
        result = query.find(result_id)
        content: JSON = result["_message"] | {"via_bot": query.bot.user()}
        message = self.write(query.person, chat if chat is not None else query.chat, content)
        chosen: JSON = {"result_id": result_id, "from": query.person.user(), "query": query.query}
        if message.buttons:
            message.inline_id = f"AgAAAInline{self.number()}"
            self.inline_messages[message.inline_id] = message
            chosen["inline_message_id"] = message.inline_id
        if query.bot.inline_feedback:
            self.push(query.bot, "chosen_inline_result", chosen, query.person.id)
        return message
