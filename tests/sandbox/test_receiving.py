"""How updates reach a bot: long polling, webhooks, and what they do to each other."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from aiohttp import web

from tests.sandbox.bots import receiver
from tests.sandbox.conftest import TOKEN, World

CONFLICT = (
    "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def until(condition: Callable[[], object]) -> None:
    """Let other tasks run until the condition holds."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - nothing signals that a poller waits
            await asyncio.sleep(0)


async def test_offset_confirms_what_is_before_it(world: World) -> None:
    for text in ("one", "two", "three"):
        world.telegram.send_text(world.aigul, text)
    first = await world.call("getUpdates")
    assert texts(first) == ["one", "two", "three"]
    ids = [update["update_id"] for update in first]
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]
    assert texts(await world.call("getUpdates", limit=1)) == ["one"]
    assert texts(await world.call("getUpdates", offset=ids[1])) == ["two", "three"]
    assert texts(await world.call("getUpdates", offset=-1)) == ["three"]
    assert await world.call("getUpdates", offset=ids[2] + 1) == []


async def test_poll_waits_for_the_first_update(world: World) -> None:
    poll = asyncio.create_task(world.call("getUpdates", timeout=30))
    await until(lambda: world.bot.updates.poller)
    world.telegram.send_text(world.aigul, "hello")
    assert texts(await poll) == ["hello"]


async def test_second_poller_ends_the_first_with_409(world: World) -> None:
    first = asyncio.create_task(world.call("getUpdates", timeout=30))
    await until(lambda: world.bot.updates.poller)
    second = asyncio.create_task(world.call("getUpdates", timeout=30))
    assert await first == CONFLICT
    world.telegram.send_text(world.aigul, "hello")
    assert texts(await second) == ["hello"]


async def test_webhook_ends_polling_with_409(world: World) -> None:
    poll = asyncio.create_task(world.call("getUpdates", timeout=30))
    await until(lambda: world.bot.updates.poller)
    assert await world.call("setWebhook", url="https://example.com/hook") is True
    assert await poll == "409 Conflict: terminated by setWebhook request"
    assert await world.call("getUpdates") == (
        "409 Conflict: can't use getUpdates method while webhook is active;"
        " use deleteWebhook to delete the webhook first"
    )
    assert await world.call("deleteWebhook") is True
    assert await world.call("getUpdates") == []


async def test_allowed_updates_hold_until_changed(world: World) -> None:
    await world.call("getUpdates", allowed_updates=["callback_query"])
    world.telegram.send_text(world.aigul, "unseen")
    assert await world.call("getUpdates") == []
    assert (await world.call("getWebhookInfo"))["allowed_updates"] == ["callback_query"]
    await world.call("getUpdates", allowed_updates="[]")
    world.telegram.send_text(world.aigul, "seen")
    assert texts(await world.call("getUpdates")) == ["seen"]


async def test_updates_older_than_a_day_are_forgotten(world: World) -> None:
    world.telegram.send_text(world.aigul, "old")
    world.clock.forward(hours=24, seconds=1)
    world.telegram.send_text(world.aigul, "new")
    assert texts(await world.call("getUpdates")) == ["new"]


async def test_pending_updates_are_dropped_on_request(world: World) -> None:
    world.telegram.send_text(world.aigul, "old")
    await world.call("deleteWebhook", drop_pending_updates="true")
    assert await world.call("getUpdates") == []


class Hook:
    """A bot behind a webhook that answers as it is told and remembers what it got."""

    def __init__(self) -> None:
        self.answers: list[web.Response] = []
        self.secrets: list[str | None] = []
        self.texts: list[str] = []

    async def receive(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.texts.append(update["message"]["text"])
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.mark.usefixtures("address")
async def test_webhook_gets_the_secret_and_what_waited(world: World) -> None:
    world.telegram.send_text(world.aigul, "waited")
    hook = Hook()
    async with receiver(hook.receive) as url:
        await world.call("setWebhook", url=url, secret_token="s3cret")
        world.telegram.send_text(world.aigul, "fresh")
        await world.telegram.changed.wait_for(lambda: not len(world.bot.updates))
    assert (hook.texts, hook.secrets) == (["waited", "fresh"], ["s3cret", "s3cret"])


@pytest.mark.usefixtures("address")
async def test_refused_update_is_posted_again_before_the_next_of_its_chat(world: World) -> None:
    hook = Hook()
    hook.answers = [web.Response(status=500), web.Response(status=404)]
    async with receiver(hook.receive) as url:
        await world.call("setWebhook", url=url)
        world.telegram.send_text(world.aigul, "one")
        world.telegram.send_text(world.aigul, "two")
        await world.telegram.changed.wait_for(lambda: not len(world.bot.updates))
    assert hook.texts == ["one", "one", "one", "two"]
    info = await world.call("getWebhookInfo")
    assert info == {
        "url": url,
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 40,
        "last_error_date": world.telegram.now(),
        "last_error_message": "Wrong response from the webhook: 404 Not Found",
    }


@pytest.mark.usefixtures("address")
async def test_unreachable_webhook_keeps_its_updates(world: World) -> None:
    async with receiver(Hook().receive) as url:
        pass
    await world.call("setWebhook", url=url)
    world.telegram.send_text(world.aigul, "one")
    hook = world.bot.webhook
    assert hook is not None
    await world.telegram.changed.wait_for(lambda: hook.last_error_message)
    assert (hook.last_error_message, len(world.bot.updates)) == ("Connection refused", 1)
    await world.call("deleteWebhook")
    assert texts(await world.call("getUpdates")) == ["one"]


@pytest.mark.usefixtures("address")
@pytest.mark.parametrize("content_type", ["application/json", "application/x-www-form-urlencoded"])
async def test_method_in_the_reply_is_done(world: World, content_type: str) -> None:
    bodies = {
        "application/json": '{"method": "sendMessage", "chat_id": 1001, "text": "from the reply"}',
        "application/x-www-form-urlencoded": "method=sendMessage&chat_id=1001&text=from+the+reply",
    }
    hook = Hook()
    hook.answers = [web.Response(text=bodies[content_type], content_type=content_type)]
    chat = world.telegram.chat(world.aigul)
    async with receiver(hook.receive) as url:
        await world.call("setWebhook", url=url)
        world.telegram.send_text(world.aigul, "one")
        await world.telegram.changed.wait_for(lambda: chat.last.from_bot)
    assert chat.last.text == "from the reply"
    assert world.telegram.sent("sendMessage", 1001)[-1].ok


@pytest.mark.usefixtures("address")
async def test_slow_chat_does_not_hold_up_another(world: World) -> None:
    world.telegram.start(world.emma)
    world.bot.updates.drop_all()
    release, got = asyncio.Event(), []

    async def receive(request: web.Request) -> web.Response:
        text = (await request.json())["message"]["text"]
        got.append(text)
        if text == "slow":
            await release.wait()
        return web.Response()

    async with receiver(receive) as url:
        await world.call("setWebhook", url=url)
        world.telegram.send_text(world.aigul, "slow")
        world.telegram.send_text(world.aigul, "after slow")
        world.telegram.send_text(world.emma, "quick")
        await world.telegram.changed.wait_for(lambda: len(world.bot.updates) == 2)
        assert got == ["slow", "quick"]
        release.set()
        await world.telegram.changed.wait_for(lambda: not len(world.bot.updates))
    assert got == ["slow", "quick", "after slow"]


async def test_log_names_every_call_and_its_outcome(world: World) -> None:
    await world.say("hi", disable_notification=True)
    await world.call("sendMessage", chat_id=5, text="x")
    assert [(call.method, call.params, call.code, call.description) for call in world.telegram.calls] == [
        ("sendMessage", {"chat_id": 1001, "text": "hi", "disable_notification": True}, 200, ""),
        ("sendMessage", {"chat_id": 5, "text": "x"}, 400, "Bad Request: chat not found"),
    ]
    assert [call.bot.token for call in world.telegram.sent("sendmessage", 5)] == [TOKEN]
