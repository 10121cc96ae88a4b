"""The HTTP server itself: how requests may look, what it serves, starting and stopping."""

import asyncio
import socket
import sys
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from bot.sandbox import demo
from bot.sandbox.server import WEB, Server
from bot.sandbox.telegram import Telegram
from tests.sandbox.conftest import TOKEN, World

TEXT = "Сәлем & 👋 = 100%"


def multipart(**fields: str) -> FormData:
    form = FormData(default_to_multipart=True)
    for name, value in fields.items():
        form.add_field(name, value)
    return form


@pytest.mark.parametrize(
    "request_parts",
    [
        {"method": "GET", "params": {"chat_id": "1001", "text": TEXT}},
        {"method": "POST", "params": {"chat_id": "1001", "text": TEXT}},
        {"method": "POST", "data": {"chat_id": "1001", "text": TEXT}},
        {"method": "POST", "data": multipart(chat_id="1001", text=TEXT)},
        {"method": "POST", "json": {"chat_id": 1001, "text": TEXT}},
        {"method": "POST", "params": {"chat_id": "1001"}, "json": {"text": TEXT}},
    ],
    ids=["query", "query by post", "form", "multipart", "json", "query and json"],
)
async def test_parameters_come_in_every_form(
    world: World, address: str, request_parts: dict[str, Any]
) -> None:
    async with (
        ClientSession(address) as session,
        session.request(url=f"/bot{TOKEN}/SENDMESSAGE", **request_parts) as response,
    ):
        answer = await response.json()
    assert (response.status, answer["ok"], answer["result"]["text"]) == (200, True, TEXT)


@pytest.mark.parametrize(
    ("path", "body", "status", "description"),
    [
        (f"/bot{TOKEN}/sendFlowers", b"{}", 404, "Not Found: method not found"),
        ("/bot100:wrong/getMe", b"{}", 401, "Unauthorized"),
        ("/botnonsense/getMe", b"{}", 404, "Not Found"),
        (f"/bot{TOKEN}/sendMessage", b"{", 400, "Bad Request: can't parse request JSON object"),
        (f"/bot{TOKEN}/sendMessage", b"[]", 400, "Bad Request: object expected as request body"),
        (f"/bot{TOKEN}/sendMessage", b"\xff", 400, "Bad Request: strings must be encoded in UTF-8"),
    ],
)
async def test_refusal_has_its_code_as_http_status(
    address: str, path: str, body: bytes, status: int, description: str
) -> None:
    async with (
        ClientSession(address, headers={"Content-Type": "application/json"}) as session,
        session.post(path, data=body) as response,
    ):
        answer = await response.json()
    expected = {"ok": False, "error_code": status, "description": description}
    assert (response.status, answer) == (status, expected)


async def test_too_many_requests_say_when_to_retry(world: World, address: str) -> None:
    world.telegram.faults.next(error_code=429, retry_after=7)
    async with ClientSession(address) as session, session.get(f"/bot{TOKEN}/getMe") as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "7")


async def test_file_needs_a_path_and_a_token_that_exist(world: World, address: str) -> None:
    world.telegram.send_document(world.aigul, b"x", "x.txt")
    paths = [
        f"/file/bot{TOKEN}/documents/file_0.txt",
        f"/file/bot{TOKEN}/x",
        "/file/bot1:x/documents/file_0.txt",
    ]
    async with ClientSession(address) as session:
        statuses = [(await session.get(path)).status for path in paths]
    assert statuses == [200, 404, 401]


async def test_page_is_served_with_a_strict_policy(address: str) -> None:
    async with ClientSession(address) as session:
        async with session.get("/") as page:
            assert (page.content_type, page.charset) == ("text/html", "utf-8")
            assert await page.read() == (WEB / "index.html").read_bytes()
            policy = page.headers["Content-Security-Policy"]
        async with session.get("/health") as health:
            assert await health.text() == "ok"
        lost = [await session.get(path) for path in ("/nothing.js", "/%2e%2e/server.py", "/..%2fserver.py")]
    assert policy.startswith("default-src 'self'; ")
    assert "unsafe" not in policy
    assert [response.status for response in lost] == [404, 404, 404]


async def test_taken_port_is_an_os_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = Server(Telegram(), port=taken.getsockname()[1])
        with pytest.raises(OSError, match="Address already in use"):
            await server.start()
        await server.stop()


async def test_stopping_ends_a_long_poll(world: World) -> None:
    server = Server(world.telegram)
    address = await server.start()
    async with ClientSession(address) as session:
        poll = asyncio.create_task(session.get(f"/bot{TOKEN}/getUpdates", params={"timeout": "50"}))
        async with asyncio.timeout(5):
            while world.bot.updates.poller is None:  # noqa: ASYNC110 - nothing signals that a poller waits
                await asyncio.sleep(0)
        await server.stop()
        assert isinstance((await asyncio.gather(poll, return_exceptions=True))[0], OSError)
    assert world.bot.updates.poller is None


async def test_sandbox_alone_prints_where_it_is() -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.sandbox", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert program.stdout is not None
    async with asyncio.timeout(20):
        lines = [(await program.stdout.readline()).decode().strip() for _ in range(3)]
    program.terminate()
    await program.wait()
    address = lines[0].removeprefix("Web client and Bot API: ")
    assert lines == [
        f"Web client and Bot API: {address}",
        f"Token: {demo.TOKEN}",
        f"Any bot: take {address}/bot<token>/<method> as its Bot API server.",
    ]
    assert address.startswith("http://127.0.0.1:")


async def test_sandbox_alone_says_in_one_line_that_the_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.sandbox", "--port", port, stderr=asyncio.subprocess.PIPE
        )
        async with asyncio.timeout(20):
            _, errors = await program.communicate()
    assert program.returncode == 1
    assert errors.decode().splitlines() == [f"cannot listen on 127.0.0.1:{port}: Address already in use"]
