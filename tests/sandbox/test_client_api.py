"""The web page's side of the server: what it shows, what it does for people, and its event stream."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout

from bot.sandbox.client_api import Control
from bot.sandbox.server import Server
from tests.sandbox.conftest import START, World

NOW = int(START.timestamp())
Ask = Callable[..., Awaitable[Any]]


@pytest.fixture
async def session(address: str) -> AsyncIterator[ClientSession]:
    async with ClientSession(address, timeout=ClientTimeout(total=10)) as session:
        yield session


@pytest.fixture
def get(session: ClientSession) -> Ask:
    async def get(path: str, **query: Any) -> Any:
        async with session.get(f"/client/{path}", params=query) as response:
            return await response.json()

    return get


@pytest.fixture
def post(session: ClientSession) -> Ask:
    async def post(path: str, **body: Any) -> Any:
        async with session.post(f"/client/{path}", json=body) as response:
            return await response.json()

    return post


async def test_people_are_listed_and_added(get: Ask, post: Ask) -> None:
    assert await post("people", name="Иван", language="ru") == {"id": 1003, "name": "Иван", "language": "ru"}
    assert await get("people") == {
        "people": [
            {"id": 1001, "name": "Айгүл", "language": "kk"},
            {"id": 1002, "name": "Emma", "language": "en"},
            {"id": 1003, "name": "Иван", "language": "ru"},
        ],
        "bot": {"username": "quqyq_bot", "name": "Quqyq"},
    }


async def test_chat_is_shown_as_its_person_sees_it(world: World, get: Ask) -> None:
    await world.call("setMyName", name="Құқық", language_code="kk")
    await world.call("setMyDescription", description="Сипаттама", language_code="kk")
    await world.call(
        "setMyCommands", commands=[{"command": "help", "description": "Көмек"}], language_code="kk"
    )
    sent = await world.say(
        "<b>A</b> & egov.kz",
        parse_mode="HTML",
        reply_parameters={"message_id": 1},
        reply_markup={
            "inline_keyboard": [
                [{"text": "a", "callback_data": "a"}, {"text": "b", "url": "https://un.org"}],
                [{"text": "c", "switch_inline_query": "q"}, {"text": "d", "copy_text": {"text": "111"}}],
            ]
        },
    )
    chat = {
        "id": 100,
        "type": "private",
        "title": "Құқық",
        "unread": 1,
        "last": "A & egov.kz",
        "last_kind": "text",
        "last_service": None,
    }
    assert await get("chats", person=1001) == {"chats": [chat]}
    shown = await get("messages", person=1001, chat=100)
    assert shown["messages"][1] == {
        "id": sent["message_id"],
        "out": False,
        "from": {"id": 100, "name": "Құқық", "bot": True},
        "date": NOW,
        "edited": False,
        "kind": "text",
        "text": "A & egov.kz",
        "html": '<b>A</b> &amp; <a href="http://egov.kz">egov.kz</a>',
        "caption_html": "",
        "buttons": [
            [{"text": "a", "kind": "callback"}, {"text": "b", "kind": "url", "url": "https://un.org/"}],
            [
                {"text": "c", "kind": "switch_inline", "query": "q"},
                {"text": "d", "kind": "copy", "copy": "111"},
            ],
        ],
        "reply_to": 1,
        "forwarded_from": None,
        "via_bot": False,
    }
    assert {key: value for key, value in shown.items() if key != "messages"} == {
        "commands": [{"command": "help", "description": "Көмек"}],
        "menu": True,
        "description": "Сипаттама",
        "blocked": False,
        "typing": False,
        "keyboard": None,
    }
    assert (await get("chats", person=1001))["chats"][0]["unread"] == 0


async def test_files_and_contacts_are_shown_and_fetched(
    world: World, get: Ask, session: ClientSession
) -> None:
    await world.call("sendContact", chat_id=1001, phone_number="111", first_name="Helpline")
    await world.call(
        "sendDocument", {"document": b"<script>"}, chat_id=1001, caption="<u>x</u>", parse_mode="HTML"
    )
    contact, document = (await get("messages", person=1001, chat=100))["messages"][1:]
    assert (contact["kind"], contact["contact"]) == ("contact", {"name": "Helpline", "phone": "111"})
    assert (document["caption_html"], document["html"]) == ("<u>x</u>", "")
    async with session.get(document["document"]["url"]) as response:
        assert await response.read() == b"<script>"
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_person_writes_edits_presses_and_clears(world: World, get: Ask, post: Ask) -> None:
    person = {"person": 1001, "chat": 100}
    sent = await post("send", **person, text="hello", reply_to=None)
    assert sent == {"message_id": 2}
    assert await post("edit", **person, message_id=2, text="hello!") == {"message_id": 2}
    for kind in ("sticker", "voice", "photo", "location", "contact"):
        assert (await post("send_kind", **person, kind=kind))["message_id"]
    await world.say("x", reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]})
    pressing = asyncio.create_task(post("press", **person, message_id=8, row=0, column=0))
    press = await world.telegram.changed.wait_for(lambda: list(world.telegram.presses.values()))
    await world.call("answerCallbackQuery", callback_query_id=press[0].id, text="ok", show_alert=True)
    assert await pressing == {"answered": True, "text": "ok", "alert": True, "url": None}
    assert await post("clear", **person) == {}
    assert (await get("messages", **person))["messages"] == []
    assert [next(iter(update)) for update in world.updates()] == [
        "message",
        "edited_message",
        *["message"] * 5,
        "callback_query",
    ]


async def test_person_starts_opens_and_blocks(world: World, get: Ask, post: Ask) -> None:
    assert await post("start", person=1002, payload="card_1") == {"message_id": 1}
    assert await post("open", person=1002, link="https://t.me/quqyq_bot?start=card_2") == {"chat": 100}
    assert [update["message"]["text"] for update in world.updates()] == ["/start card_1", "/start card_2"]
    assert await post("block", person=1002, blocked=True) == {"blocked": True}
    assert (await get("messages", person=1002, chat=100))["blocked"] is True


async def test_person_asks_inline_and_sends_a_result(world: World, get: Ask, post: Ask) -> None:
    asking = asyncio.create_task(post("inline", person=1001, chat=100, query="school", offset=""))
    query = (await world.telegram.changed.wait_for(lambda: list(world.telegram.inline_queries.values())))[0]
    content = {"message_text": "School"}
    results = [
        {"type": "article", "id": "1", "title": "T", "description": "D", "input_message_content": content}
    ]
    button = {"text": "More", "start_parameter": "ask"}
    await world.call("answerInlineQuery", inline_query_id=query.id, results=results, button=button)
    assert await asking == {
        "results": [{"id": "1", "title": "T", "description": "D", "thumb": None}],
        "button": button,
        "next_offset": "",
    }
    chosen = await post("inline/choose", person=1001, chat=100, query="school", result_id="1")
    shown = (await get("messages", person=1001, chat=100))["messages"][-1]
    assert (shown["id"], shown["text"], shown["via_bot"], shown["out"]) == (
        chosen["message_id"],
        "School",
        True,
        True,
    )


async def test_person_founds_groups(world: World, get: Ask, post: Ask) -> None:
    group = await post("groups", person=1001, title="Class 7", type="group")
    await post("groups", person=1001, title="News", type="channel")
    chats = (await get("chats", person=1001))["chats"]
    assert [(chat["type"], chat["title"]) for chat in chats] == [
        ("private", "Quqyq"),
        ("supergroup", "Class 7"),
        ("channel", "News"),
    ]
    assert (await post("send", person=1002, chat=group["chat"], text="x")) == {
        "error": f"Emma is not in chat {group['chat']}"
    }
    assert len((await get("chats", person=1002))["chats"]) == 1


async def test_service_messages_say_what_happened(world: World, get: Ask) -> None:
    telegram, emma = world.telegram, world.emma
    group = telegram.add_group(emma, "Class 7", type="group", with_bot=world.bot)
    telegram.rename(emma, group, "Class 8")
    telegram.remove_from_group(emma, group, world.bot)
    shown = (await get("messages", person=1002, chat=group.id))["messages"]
    assert [message["service"] for message in shown] == [
        {"type": "group"},
        {"type": "joined", "names": ["Quqyq"]},
        {"type": "renamed", "title": "Class 8"},
        {"type": "left", "names": ["Quqyq"]},
    ]


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("send", {"person": 1, "chat": 100, "text": "x"}, "no person 1"),
        ("send", {"person": 1001, "chat": 100}, "missing 'text'"),
        ("send", {"person": 1001, "chat": 5, "text": "x"}, "no chat 5"),
        ("send", {"person": 1001, "chat": 100, "text": " "}, "an empty message is not sent"),
        ("send_kind", {"person": 1001, "chat": 100, "kind": "poem"}, "missing 'poem'"),
        (
            "press",
            {"person": 1001, "chat": 100, "message_id": 1, "row": 0, "column": 0},
            "message 1 has no button at row 0, column 0",
        ),
        ("open", {"person": 1001, "link": "https://t.me/nobody"}, "nobody is called @nobody"),
        ("people", {"name": " "}, "a person needs a name of 1 to 64 characters and a language such as kk"),
        ("extras/nothing", {}, "Not Found"),
    ],
)
async def test_mistakes_are_said_in_one_line(post: Ask, path: str, body: dict[str, Any], error: str) -> None:
    assert await post(path, **body) == {"error": error}


async def test_post_of_a_foreign_page_is_refused(session: ClientSession) -> None:
    body = json.dumps({"person": 1001, "chat": 100, "text": "x"})
    async with session.post("/client/send", data=body, headers={"Content-Type": "text/plain"}) as response:
        assert (response.status, await response.json()) == (415, {"error": "send application/json"})


async def test_events_name_what_changed_for_their_person(world: World, session: ClientSession) -> None:
    world.telegram.start(world.emma)
    async with session.get("/client/events", params={"person": 1001}) as response:
        assert response.content_type == "text/event-stream"
        assert await response.content.readline() == b": hello\n"
        await world.call("sendMessage", chat_id=1002, text="not for Aigul")
        sent = await world.say("x")
        await world.call("editMessageText", chat_id=1001, message_id=sent["message_id"], text="y")
        await world.call("sendChatAction", chat_id=1001, action="typing")
        await world.call("deleteMessage", chat_id=1001, message_id=sent["message_id"])
        await world.call("setMyCommands", commands=[{"command": "help", "description": "x"}])
        events = []
        while len(events) < 5:
            line = await response.content.readline()
            if line.startswith(b"data: "):
                events.append(json.loads(line[6:]))
    assert events == [
        {"type": "message", "chat": 100, "message_id": 2},
        {"type": "edited", "chat": 100, "message_id": 2},
        {"type": "typing", "chat": 100, "message_id": 0},
        {"type": "deleted", "chat": 100, "message_id": 2},
        {"type": "commands", "chat": 0, "message_id": 0},
    ]


async def test_extras_are_shown_and_run(world: World) -> None:
    async def run() -> str:
        world.clock.forward(weeks=1)
        return "a week later"

    control = Control("week", {"en": "Next week"}, {"en": "Moves the clock"}, run)
    async with Server(world.telegram, controls=[control]) as server, ClientSession(server.address) as session:
        async with session.get("/client/extras") as response:
            assert await response.json() == {
                "controls": [{"id": "week", "label": {"en": "Next week"}, "hint": {"en": "Moves the clock"}}]
            }
        async with session.post("/client/extras/week", json={}) as response:
            assert await response.json() == {"text": "a week later"}
    assert (world.clock() - START).days == 7
