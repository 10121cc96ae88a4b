"""People found groups and channels, bring bots and each other in, promote and remove."""

from typing import Any

from bot.sandbox.accounts import Bot, Person
from bot.sandbox.acts.writing import Writing
from bot.sandbox.chats import PRESENT, Chat, Member
from bot.sandbox.errors import SandboxError

JSON = dict[str, Any]


class Groups(Writing):
    """The acts of a person who runs a group or channel."""

    def add_group(
        self,
        owner: Person,
        title: str,
        *,
        type: str = "supergroup",  # noqa: A002
        username: str = "",
        with_bot: Bot | None = None,
    ) -> Chat:
        """Found a group, supergroup or channel, with a bot in it when one is given."""
        if type not in ("group", "supergroup", "channel"):
            raise SandboxError(f"a chat is a group, supergroup or channel, not {type!r}")
        number = len(self.groups) + 1
        chat_id = -number if type == "group" else -1_000_000_000_000 - number
        chat = Chat(chat_id, type, title, username, met=True)
        chat.members[owner.id] = Member(owner, "creator")
        self.groups[chat_id] = chat
        if type != "supergroup":
            created = "group_chat_created" if type == "group" else "channel_chat_created"
            self.post(chat, chat if type == "channel" else owner, {created: True})
        if with_bot:
            self.add_to_group(owner, chat, with_bot)
        self.tell("chats", chat)
        return chat

    def add_to_group(self, by: Person, chat: Chat, account: Person | Bot) -> None:
        """Bring somebody in. Into a channel a bot comes as an admin, as Telegram allows nothing else."""
        status = "administrator" if chat.type == "channel" and isinstance(account, Bot) else "member"
        self._change(by, chat, account, status)
        if chat.type != "channel":
            users = {"new_chat_members": [account.user()]}
            self.announce(self.post(chat, by, users))

    def promote(self, by: Person, chat: Chat, account: Person | Bot, *, admin: bool = True) -> None:
        """Make somebody an admin, or no longer."""
        self._change(by, chat, account, "administrator" if admin else "member")

    def restrict(self, by: Person, chat: Chat, account: Person | Bot) -> None:
        """Take from somebody the right to write."""
        self._change(by, chat, account, "restricted")

    def remove_from_group(self, by: Person, chat: Chat, account: Person | Bot) -> None:
        """Remove somebody; who removes themselves leaves."""
        self._change(by, chat, account, "left" if by is account else "kicked")
        if chat.type != "channel":
            self.announce(self.post(chat, by, {"left_chat_member": account.user()}))

    def rename(self, by: Person, chat: Chat, title: str) -> None:
        """Give a group or channel another title."""
        chat.title = title
        chat.refresh()
        self.announce(self.post(chat, chat if chat.type == "channel" else by, {"new_chat_title": title}))
        self.tell("chats", chat)

    def upgrade(self, by: Person, chat: Chat) -> Chat:
        """Turn a group into a supergroup: a new id; the old one answers with migrate_to_chat_id."""
        if chat.type != "group":
            raise SandboxError("only a basic group becomes a supergroup")
        new = Chat(-1_000_000_000_000 - len(self.groups) - 1, "supergroup", chat.title, met=True)
        new.members = dict(chat.members)
        self.groups[new.id] = new
        self.announce(self.post(chat, by, {"migrate_to_chat_id": new.id}))
        self.announce(self.post(new, by, {"migrate_from_chat_id": chat.id}))
        chat.migrated_to = new.id
        self.tell("chats", new)
        return new

    def _change(self, by: Person, chat: Chat, account: Person | Bot, status: str) -> None:
        """Change somebody's status and tell the bots: itself by my_chat_member, admins by chat_member."""
        if chat.private:
            raise SandboxError("a private chat has no members to change")
        actor = chat.members.get(by.id)
        joining = by is account and status in ("member", "left")
        if not joining and not (actor and (actor.is_admin or (status == "member" and chat.has(by.id)))):
            raise SandboxError(f"{by.name} does not run {chat.title}")
        old = chat.members.get(account.id, Member(account, "left")).json(chat.type)
        chat.members[account.id] = Member(account, status)
        update: JSON = {"chat": chat.json, "from": by.user(), "date": self.now(), "old_chat_member": old}
        update["new_chat_member"] = chat.members[account.id].json(chat.type)
        if isinstance(account, Bot):
            self.push(account, "my_chat_member", update, chat.id)
        for bot in chat.bots():
            if bot is not account and chat.members[bot.id].is_admin:
                self.push(bot, "chat_member", update, chat.id)
        if status in PRESENT or isinstance(account, Person):
            self.tell("chats", chat)
