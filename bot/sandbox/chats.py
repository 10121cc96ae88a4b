"""Chats: private ones, groups, supergroups and channels, with their members and messages."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.sandbox.accounts import Bot, Person
from bot.sandbox.messages import Message

JSON = dict[str, Any]

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})


@dataclass(slots=True, eq=False)
class Member:
    """Someone's place in a group or channel. `status` is the Bot API's word for it."""

    account: Person | Bot
    status: str

    @property
    def is_admin(self) -> bool:
        """Whether they run the chat."""
        return self.status in ("creator", "administrator")

    def json(self, chat_type: str) -> JSON:
        """Return the Bot API `ChatMember`."""
        member: JSON = {"user": self.account.user(), "status": self.status}
        if self.status == "creator":
            member["is_anonymous"] = False
        elif self.status == "administrator":
            member |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(ADMIN_RIGHTS, True)
            if chat_type == "channel":
                member |= {"can_post_messages": True, "can_edit_messages": True}
            else:
                member |= {"can_pin_messages": True, "can_manage_topics": False}
        elif self.status == "kicked":
            member["until_date"] = 0
        return member


@dataclass(slots=True, eq=False)
class Chat:
    """A chat. Private ones have the person's id, as bots see them, and one bot; others have negative ids.

    A bot may write in a private chat only after the person wrote first (`met`).
    """

    id: int
    type: str
    title: str = ""
    username: str = ""
    person: Person | None = None
    bot: Bot | None = None
    members: dict[int, Member] = field(default_factory=dict)
    by_id: dict[int, Message] = field(default_factory=dict)
    last_id: int = 0
    read_up_to: dict[int, int] = field(default_factory=dict)
    typing_until: datetime | None = None
    pinned: list[int] = field(default_factory=list)
    met: bool = False
    migrated_to: int = 0
    last_speaker_bot: Bot | None = None
    json: JSON = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Write the Bot API `Chat` object anew (after a change of title)."""
        chat: JSON = {"id": self.id}
        if self.person:
            chat["first_name"] = self.person.first_name
            if self.person.last_name:
                chat["last_name"] = self.person.last_name
            if self.person.username:
                chat["username"] = self.person.username
        else:
            chat["title"] = self.title
            if self.username:
                chat["username"] = self.username
        chat["type"] = self.type
        self.json = chat

    @property
    def private(self) -> bool:
        """Whether it is between one person and one bot."""
        return self.type == "private"

    @property
    def messages(self) -> list[Message]:
        """Every message that was not deleted, oldest first."""
        return list(self.by_id.values())

    @property
    def last(self) -> Message:
        """The newest message; LookupError when there is none."""
        if not self.by_id:
            raise LookupError(f"chat {self.id} has no message")
        return self.by_id[next(reversed(self.by_id))]

    def next_id(self) -> int:
        """Return the id for the next message."""
        self.last_id += 1
        return self.last_id

    def status(self, account_id: int) -> str:
        """Return someone's status; `left` for whoever never was here."""
        member = self.members.get(account_id)
        return member.status if member else "left"

    def has(self, account_id: int) -> bool:
        """Whether this person or bot is in the chat."""
        if self.private:
            return account_id in (self.id, self.bot.id if self.bot else 0)
        return self.status(account_id) in PRESENT

    def bots(self) -> list[Bot]:
        """The bots in the chat."""
        if self.bot:
            return [self.bot]
        return [
            m.account for m in self.members.values() if isinstance(m.account, Bot) and m.status in PRESENT
        ]

    def people(self) -> list[Person]:
        """The people in the chat."""
        if self.person:
            return [self.person]
        return [
            m.account for m in self.members.values() if isinstance(m.account, Person) and m.status in PRESENT
        ]
