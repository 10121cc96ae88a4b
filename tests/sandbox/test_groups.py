"""Groups and channels: who is told what, and where bots may write."""

import pytest

from bot.sandbox.accounts import Bot
from bot.sandbox.chats import Chat
from bot.sandbox.errors import SandboxError
from tests.sandbox.conftest import World


@pytest.fixture
def group(world: World) -> Chat:
    group = world.telegram.add_group(world.emma, "Class 7", with_bot=world.bot)
    world.bot.updates.drop_all()
    return group


def texts(world: World) -> list[str]:
    return [update["message"]["text"] for update in world.updates() if "text" in update.get("message", {})]


def test_bot_learns_that_it_was_brought_in(world: World) -> None:
    group = world.telegram.add_group(world.emma, "Class 7", with_bot=world.bot)
    joined, service = world.updates()
    change = joined["my_chat_member"]
    assert change["chat"] == {"id": group.id, "title": "Class 7", "type": "supergroup"}
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("left", "member")
    assert service["message"]["new_chat_members"] == [world.bot.user()]


async def test_privacy_mode_hides_what_is_not_for_the_bot(world: World, group: Chat) -> None:
    telegram, emma = world.telegram, world.emma
    sent = await world.call("sendMessage", chat_id=group.id, text="hello")
    telegram.send_text(emma, "just talk", group)
    telegram.send_text(emma, "/help", group)
    telegram.send_text(emma, "/help@quqyq_bot", group)
    telegram.send_text(emma, "/help@other_bot", group)
    telegram.send_text(emma, "ask @Quqyq_bot!", group)
    telegram.send_text(emma, "answer", group, reply_to=sent["message_id"])
    assert texts(world) == ["/help", "/help@quqyq_bot", "ask @Quqyq_bot!", "answer"]


def test_admin_bot_and_bot_without_privacy_see_everything(world: World, group: Chat) -> None:
    world.telegram.promote(world.emma, group, world.bot)
    world.telegram.send_text(world.emma, "to the admin", group)
    world.telegram.promote(world.emma, group, world.bot, admin=False)
    world.bot.privacy = False
    world.telegram.send_text(world.emma, "to the open ear", group)
    assert texts(world) == ["to the admin", "to the open ear"]


async def test_bare_command_goes_to_the_bot_that_spoke_last(world: World, group: Chat) -> None:
    other = world.telegram.add_bot("200:other", "other_bot", "Other")
    world.telegram.add_to_group(world.emma, group, other)
    world.bot.updates.drop_all()
    other.updates.drop_all()
    world.telegram.send_text(world.emma, "/nobody", group)
    await world.telegram.call("200:other", "sendMessage", {"chat_id": group.id, "text": "me"})
    world.telegram.send_text(world.emma, "/other", group)
    assert [update.json["message"]["text"] for update in other.updates] == ["/other"]
    assert texts(world) == []


async def test_removed_bot_is_told_and_kept_out(world: World, group: Chat) -> None:
    world.telegram.remove_from_group(world.emma, group, world.bot)
    (kicked,) = world.updates()
    assert kicked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert await world.call("sendMessage", chat_id=group.id, text="x") == (
        "403 Forbidden: bot was kicked from the supergroup chat"
    )
    assert await world.call("getChat", chat_id=group.id) == (
        "403 Forbidden: bot was kicked from the supergroup chat"
    )


async def test_bot_that_left_is_no_member(world: World, group: Chat) -> None:
    assert await world.call("leaveChat", chat_id=group.id) is True
    assert await world.call("sendMessage", chat_id=group.id, text="x") == (
        "403 Forbidden: bot is not a member of the supergroup chat"
    )


async def test_restricted_bot_may_not_write(world: World, group: Chat) -> None:
    world.telegram.restrict(world.emma, group, world.bot)
    assert await world.call("sendMessage", chat_id=group.id, text="x") == (
        "400 Bad Request: not enough rights to send text messages to the chat"
    )


async def test_upgraded_group_says_its_new_id(world: World) -> None:
    group = world.telegram.add_group(world.emma, "Class 7", type="group", with_bot=world.bot)
    world.bot.updates.drop_all()
    new = world.telegram.upgrade(world.emma, group)
    assert [update["message"] for update in world.updates()] == [group.last.json, new.last.json]
    assert (group.last.json["migrate_to_chat_id"], new.last.json["migrate_from_chat_id"]) == (
        new.id,
        group.id,
    )
    envelope = await world.telegram.call("100:test", "sendMessage", {"chat_id": group.id, "text": "x"})
    assert envelope == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    assert (await world.call("sendMessage", chat_id=new.id, text="x"))["chat"]["type"] == "supergroup"


async def test_channel_posts_are_signed_by_the_channel(world: World) -> None:
    channel = world.telegram.add_group(
        world.emma, "News", type="channel", username="quqyq_news", with_bot=world.bot
    )
    world.bot.updates.drop_all()
    world.telegram.send_text(world.emma, "hello", channel)
    (update,) = world.updates()
    assert update["channel_post"]["sender_chat"] == channel.json
    sent = await world.call("sendMessage", chat_id="@quqyq_news", text="x")
    assert ("from" in sent, sent["sender_chat"]) == (False, channel.json)
    edited = await world.call("editMessageText", chat_id=channel.id, message_id=sent["message_id"], text="y")
    assert edited["text"] == "y"
    world.telegram.promote(world.emma, channel, world.bot, admin=False)
    assert await world.call("sendMessage", chat_id=channel.id, text="x") == (
        "400 Bad Request: need administrator rights in the channel chat"
    )


async def test_chat_says_who_is_in_it(world: World, group: Chat) -> None:
    world.telegram.add_to_group(world.emma, group, world.aigul)

    async def status(account: "Bot | int") -> str:
        user_id = account if isinstance(account, int) else account.id
        return str((await world.call("getChatMember", chat_id=group.id, user_id=user_id))["status"])

    assert [await status(1002), await status(1001), await status(world.bot)] == [
        "creator",
        "member",
        "member",
    ]
    assert await world.call("getChatMemberCount", chat_id=group.id) == 3
    admins = await world.call("getChatAdministrators", chat_id=group.id)
    assert [admin["user"]["id"] for admin in admins] == [1002]
    assert (
        await world.call("getChatMember", chat_id=group.id, user_id=77) == "400 Bad Request: user not found"
    )
    full = await world.call("getChat", chat_id=group.id)
    assert (full["title"], full["permissions"]["can_send_messages"]) == ("Class 7", True)


async def test_admin_bot_pins_and_deletes_what_others_wrote(world: World, group: Chat) -> None:
    written = world.telegram.send_text(world.emma, "x", group)
    place = {"chat_id": group.id, "message_id": written.id}
    assert await world.call("pinChatMessage", **place) == (
        "400 Bad Request: not enough rights to manage pinned messages in the chat"
    )
    assert await world.call("deleteMessage", **place) == (
        "400 Bad Request: message can't be deleted for everyone"
    )
    world.telegram.promote(world.emma, group, world.bot)
    assert await world.call("pinChatMessage", **place) is True
    assert (await world.call("getChat", chat_id=group.id))["pinned_message"]["text"] == "x"
    assert await world.call("deleteMessage", **place) is True
    assert "pinned_message" not in await world.call("getChat", chat_id=group.id)


async def test_bot_reaches_nobody_it_only_shares_a_group_with(world: World, group: Chat) -> None:
    assert await world.call("sendMessage", chat_id=1002, text="x") == (
        "403 Forbidden: bot can't initiate conversation with a user"
    )


def test_people_do_only_what_their_place_allows(world: World, group: Chat) -> None:
    with pytest.raises(SandboxError, match="not in chat"):
        world.telegram.send_text(world.aigul, "x", group)
    world.telegram.add_to_group(world.emma, group, world.aigul)
    with pytest.raises(SandboxError, match="does not run"):
        world.telegram.promote(world.aigul, group, world.aigul)
    channel = world.telegram.add_group(world.emma, "News", type="channel")
    world.telegram.add_to_group(world.emma, channel, world.aigul)
    with pytest.raises(SandboxError, match="only admins"):
        world.telegram.send_text(world.aigul, "x", channel)
