"""`quqyq doctor`: a line each, with how to mend it, and never a secret."""

import asyncio
import re
import shutil
import socket
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import timedelta
from pathlib import Path

import pytest

from bot import clock
from bot.cli import doctor as module
from bot.config import load
from bot.health import Health
from bot.metrics import Metrics
from bot.sandbox import demo
from bot.sandbox.accounts import Webhook
from bot.server import Server, routes
from content.making import main
from storage import migrate
from tests.bot.test_cli import TINY, run

Doctor = Callable[..., Coroutine[None, None, tuple[int, dict[str, str]]]]


@pytest.fixture
def doctor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Doctor:
    monkeypatch.chdir(tmp_path)

    async def doctor(**settings: str) -> tuple[int, dict[str, str]]:
        """Exit status, and the lines by what they are of; times are blotted out."""
        for name, value in (
            {"CONTENT_PACK": str(TINY), "CACHE_DIR": "cache", "HTTP_PORT": "0"} | settings
        ).items():
            monkeypatch.setenv(name, value)
        # In a thread of its own, since a command begins a loop of its own.
        status, out, err = await asyncio.to_thread(run, monkeypatch, capsys, "doctor")
        assert err == ""
        lines = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", "NOW", out).splitlines()
        return status, {line[2:11].strip(): f"{line[:1]} {line[12:]}" for line in lines}

    return doctor


@pytest.fixture
async def world() -> AsyncIterator[demo.World]:
    world = await demo.start("127.0.0.1", 0)
    yield world
    await world.stop()


WELL = {
    "settings": "✓ are all right, from the environment (there is no .env here)",
    "database": "✓ sqlite+aiosqlite:///var/quqyq.db answers, takes writes and is up to date",
    "token": "✓ belongs to @quqyq_bot",
    "clock": "✓ says NOW UTC, as Telegram's does",
    "content": "✓ tiny holds 5 cards and 2 updates in kk, ru, en",
    "cache": "✓ cache is free for the content; the next start keeps it there",
    "ports": "✓ 127.0.0.1: any free port will be taken",
}


async def test_doctor_finds_a_healthy_bot_well(doctor: Doctor, world: demo.World) -> None:
    assert await doctor(BOT_TOKEN=world.token, TELEGRAM_API_URL=world.address) == (0, WELL)


async def test_doctor_without_a_token_speaks_of_the_local_telegram(doctor: Doctor) -> None:
    status, lines = await doctor()
    assert (status, lines["token"]) == (0, "✓ is not set, so the bot starts in a local Telegram")
    assert lines["clock"] == "✓ says NOW UTC; there was nothing to compare it with"


async def test_doctor_names_a_wrong_setting(doctor: Doctor) -> None:
    status, lines = await doctor(TIMEZONE="Mars")
    assert status == 1
    assert lines["settings"] == (
        "✗ TIMEZONE: is not a time zone of the IANA list, as Asia/Almaty is."
        " Correct it in .env or the environment; the README lists them"
    )


async def test_doctor_says_what_is_wrong_with_each_and_no_secret(doctor: Doctor) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, lines = await doctor(
            BOT_TOKEN="123456:" + "s" * 30,
            TELEGRAM_API_URL="http://127.0.0.1:1",
            DATABASE_URL="postgresql+asyncpg://me:ssssss@127.0.0.1:1/x",
            CONTENT_PACK="/nowhere",
            HTTP_PORT=str(port),
        )
    assert status == 1
    assert {name: line[0] for name, line in lines.items()} == {
        "settings": "✓", "database": "✗", "token": "✗", "clock": "✓", "content": "✗", "cache": "✓", "ports": "✗",
    }  # fmt: skip
    assert lines["token"] == (
        "✗ http://127.0.0.1:1 does not answer as Telegram does (ClientConnectorError)."
        " Check the network and TELEGRAM_API_URL"
    )
    assert lines["database"].endswith(
        ". Check DATABASE_URL, and that the server runs or the folder can be written"
    )
    assert lines["content"].endswith("Run `quqyq content check` and mend what it lists")
    assert lines["ports"].endswith("Stop what uses it, or set another HTTP_HOST or HTTP_PORT")
    assert "sssss" not in str(lines)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (401, "✗ is refused by Telegram. Put the current one from @BotFather behind BOT_TOKEN"),
        (500, "✗ could not be checked (error 500). Try again in a minute"),
    ],
)
async def test_doctor_tells_a_refused_token_from_trouble(
    doctor: Doctor, world: demo.World, code: int, said: str
) -> None:
    world.telegram.faults.next(method="getMe", error_code=code)
    status, lines = await doctor(BOT_TOKEN=world.token, TELEGRAM_API_URL=world.address)
    assert (status, lines) == (1, WELL | {"token": said})


@pytest.mark.parametrize(("minutes", "said"), [(5, "300 s ahead of"), (-10, "600 s behind")])
async def test_doctor_sees_a_clock_that_is_wrong(
    doctor: Doctor, world: demo.World, monkeypatch: pytest.MonkeyPatch, minutes: int, said: str
) -> None:
    right = clock.now
    monkeypatch.setattr(clock, "now", lambda: right() + timedelta(minutes=minutes))
    status, lines = await doctor(BOT_TOKEN=world.token, TELEGRAM_API_URL=world.address)
    wrong = re.sub("(299|301)", "300", re.sub("(599|601)", "600", lines["clock"]))
    assert status == 1
    assert wrong == f"✗ is {said} Telegram's. Turn on time synchronisation (timedatectl set-ntp true)"


async def test_doctor_sees_tables_of_an_older_version(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path, tmp_path: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "old.db")
    monkeypatch.setattr(migrate, "head", lambda: "9999")
    url = f"sqlite+aiosqlite:///{tmp_path}/old.db"
    status, lines = await doctor(DATABASE_URL=url)
    said = f"✗ {url} has tables of an older version. Start the bot or run `quqyq db upgrade`"
    assert (status, lines["database"]) == (1, said)


HOOK = "https://bot.example/hook"


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        (
            None,
            Webhook(HOOK),
            "✗ is set at Telegram, and the bot is to poll. Start the bot, which removes it, or set WEBHOOK_URL",
        ),
        (HOOK, None, "✗ is not registered at Telegram. Start the bot, which does it"),
        (HOOK, Webhook(HOOK), "✓ is registered; 0 updates wait"),
        (
            HOOK,
            Webhook(HOOK, last_error_date=1, last_error_message="Connection refused"),
            "✗ could not be reached SOME s ago (Connection refused); 0 updates wait."
            " Check the reverse proxy and its certificate, and that the bot runs",
        ),
    ],
)
async def test_doctor_compares_the_webhook_with_telegrams(
    doctor: Doctor, world: demo.World, ours: str | None, theirs: Webhook | None, said: str
) -> None:
    world.telegram.bot.webhook = theirs
    settings = {"WEBHOOK_URL": ours} if ours else {}
    _, lines = await doctor(BOT_TOKEN=world.token, TELEGRAM_API_URL=world.address, **settings)
    assert re.sub(r"\d{6,}", "SOME", lines["webhook"]) == said


async def test_doctor_says_what_is_kept_of_the_content(doctor: Doctor, tmp_path: Path) -> None:
    main(TINY, tmp_path / "cache")
    assert (await doctor())[1]["cache"] == "✓ cache holds the content ready for the next start"
    (tmp_path / "cache").chmod(0o777)
    status, lines = await doctor()
    assert (status, lines["cache"]) == (
        1,
        "✗ cache can be written by other users. Set CACHE_DIR to a folder of the bot's own;"
        " without it each start takes some seconds more",
    )


async def test_doctor_knows_ports_that_telegram_does_not_call(doctor: Doctor, world: demo.World) -> None:
    settings = load(bot_token=world.token, webhook_url="https://bot.example:9000/x")
    assert [str(one) for one in module._webhook({}, settings)] == [
        "✗ webhook   is on port 9000, which Telegram does not call. Use one of 443, 80, 88, 8443 in WEBHOOK_URL"
    ]


async def test_doctor_knows_a_bot_that_runs_already(doctor: Doctor, world: demo.World) -> None:
    async def ledger() -> dict[str, int]:
        return {}

    running = Server("127.0.0.1", 0, routes(Health(), Metrics(), ledger), 1.0)
    address = await running.start()
    try:
        _, lines = await doctor(HTTP_PORT=address.rpartition(":")[2])
    finally:
        await running.stop()
    assert lines["ports"] == f"✓ {address.removeprefix('http://')} is served by a running bot"
