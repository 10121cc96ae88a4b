"""A message, kept as the Bot API's JSON, with the questions that tests and the web client ask of it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.sandbox.accounts import Bot, Person

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat

JSON = dict[str, Any]
Button = dict[str, Any]


@dataclass(slots=True, eq=False)
class Message:
    """A message of a chat. `json` is the Bot API `Message`; do not change it from outside the sandbox."""

    chat: "Chat"
    id: int
    json: JSON
    sender: "Person | Bot | Chat"
    inline_id: str = ""
    reply_keyboard: JSON | None = None
    file_ids: tuple[str, ...] = ()
    hidden_from: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        """The text, or the caption of a photo or file, or nothing."""
        found: str = self.json.get("text") or self.json.get("caption") or ""
        return found

    @property
    def entities(self) -> list[JSON]:
        """The entities of `text`, offsets in UTF-16 units."""
        found: list[JSON] = self.json.get("entities") or self.json.get("caption_entities") or []
        return found

    @property
    def from_bot(self) -> bool:
        """Whether a bot wrote it."""
        return isinstance(self.sender, Bot)

    @property
    def date(self) -> int:
        """When it was written, unix seconds."""
        found: int = self.json["date"]
        return found

    @property
    def buttons(self) -> list[list[Button]]:
        """The inline keyboard, row by row; empty when there is none."""
        rows: list[list[Button]] = self.json.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def labels(self) -> list[list[str]]:
        """What the buttons say, row by row."""
        return [[button["text"] for button in row] for row in self.buttons]

    def find_button(self, label: str) -> tuple[int, int]:
        """Return row and column of the button that says `label`; LookupError with what there is otherwise."""
        for row, buttons in enumerate(self.buttons):
            for column, button in enumerate(buttons):
                if button["text"] == label:
                    return row, column
        raise LookupError(f"no button {label!r} among {self.labels}")

    @property
    def kind(self) -> str:
        """What it carries: text, photo, document, contact, sticker, voice, location, video or service."""
        for name in ("text", "photo", "document", "contact", "sticker", "voice", "location", "video"):
            if name in self.json:
                return name
        return "service"

    def quoted(self) -> JSON:
        """Return the JSON as it stands inside `reply_to_message`: without a reply of its own."""
        return {key: value for key, value in self.json.items() if key != "reply_to_message"}
