"""Who takes part: people and bots."""

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.updates import UpdateQueue

JSON = dict[str, Any]


@dataclass(slots=True, eq=False)
class Person:
    """A person who uses Telegram. `id` is positive; `language_code` is an IETF tag such as `kk`."""

    id: int
    first_name: str
    language_code: str
    last_name: str = ""
    username: str = ""
    phone_number: str = ""
    deactivated: bool = False

    @property
    def name(self) -> str:
        """The full name as others see it."""
        return f"{self.first_name} {self.last_name}".strip()

    def user(self) -> JSON:
        """Return the Bot API `User` object."""
        user: JSON = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        user["language_code"] = self.language_code
        return user


@dataclass(slots=True, eq=False)
class Webhook:
    """Where a bot wants its updates posted, and what came of it last."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str = ""


@dataclass(slots=True, eq=False)
class Bot:
    """A bot: its account, its settings as BotFather and the `setMy…` methods hold them, its updates."""

    id: int
    token: str
    username: str
    name: str
    updates: UpdateQueue
    privacy: bool = True
    inline: bool = True
    inline_feedback: bool = True
    webhook: Webhook | None = None
    commands: dict[tuple[str, str], list[JSON]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, JSON] = field(default_factory=dict)
    blocked_by: set[int] = field(default_factory=set)

    def user(self) -> JSON:
        """Return the Bot API `User` object as others see it."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def me(self) -> JSON:
        """Return the `User` object of `getMe`, with the flags that only the bot itself sees."""
        return {
            **self.user(),
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": self.inline,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
