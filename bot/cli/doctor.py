"""`quqyq doctor`: a line for each thing that the bot needs, and how to mend what is not well."""

import asyncio
import shutil
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bot import clock, config
from bot.cli.output import say
from bot.config import Settings
from bot.errors import SettingsError

if TYPE_CHECKING:
    from aiohttp import ClientSession

PATIENCE: Final = 10.0
"""Seconds that Telegram gets to answer."""
DRIFT: Final = 30
"""Seconds by which the clock may differ from Telegram's."""
ROOM: Final = 200 * 1024 * 1024
"""Bytes that should be free beside an SQLite database."""
HOOK_PORTS: Final = (443, 80, 88, 8443)
"""Telegram calls no others."""
TELEGRAM: Final = "https://api.telegram.org"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing; `mend` says what to do and is empty when it is well."""

    name: str
    found: str
    mend: str = ""

    def __str__(self) -> str:
        mark = "✗" if self.mend else "✓"
        return f"{mark} {self.name:<9} {self.found}" + (f". {self.mend}" if self.mend else "")


def doctor() -> None:
    """Check settings, database, token, content, clock and ports, and say how to mend what is not well."""
    try:
        settings = config.load()
    except SettingsError as error:
        say(
            str(
                Finding(
                    "settings", str(error), "Correct it in .env or the environment; the README lists them"
                )
            )
        )
        say("The rest was not looked at.")
        raise SystemExit(1) from None
    origin = (
        ".env and the environment" if Path(".env").exists() else "the environment (there is no .env here)"
    )
    findings = [Finding("settings", f"are all right, from {origin}"), *asyncio.run(_look(settings))]
    for finding in findings:
        say(str(finding))
    raise SystemExit(1 if any(finding.mend for finding in findings) else 0)


async def _look(settings: Settings) -> list[Finding]:
    checks: tuple[Callable[[Settings], Awaitable[list[Finding]]], ...] = (
        _database,
        _telegram,
        _content,
        _cache,
        _ports,
    )
    found = await asyncio.gather(*(check(settings) for check in checks))
    return [one for many in found for one in many]


async def _database(settings: Settings) -> list[Finding]:
    from storage import doctor
    from storage.errors import StorageError

    try:
        state = await doctor.look(settings.database_url)
    except StorageError as error:
        return [
            Finding(
                "database",
                f"{error.url}: {error.reason}",
                "Check DATABASE_URL, and that the server runs or the folder can be written",
            )
        ]
    if state.pending:
        return [
            Finding(
                "database",
                f"{state.url} has tables of an older version",
                "Start the bot or run `quqyq db upgrade`",
            )
        ]
    if state.folder is not None and (free := shutil.disk_usage(state.folder).free) < ROOM:
        return [
            Finding(
                "database", f"{state.url}: {free // 1024**2} MB are free beside it", "Make room on the disk"
            )
        ]
    return [Finding("database", f"{state.url} answers, takes writes and is up to date")]


async def _telegram(settings: Settings) -> list[Finding]:
    if settings.bot_token is None:
        return [Finding("token", "is not set, so the bot starts in a local Telegram"), _clock(None)]
    import aiohttp

    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE)) as http:
            return await _ask(http, settings, settings.bot_token.get_secret_value())
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        # What the client says may quote the address, and the address holds the token.
        reason = f"{settings.telegram_api_url} does not answer as Telegram does ({type(error).__name__})"
        return [Finding("token", reason, "Check the network and TELEGRAM_API_URL"), _clock(None)]


async def _ask(http: "ClientSession", settings: Settings, token: str) -> list[Finding]:
    base = f"{settings.telegram_api_url}/bot{token}"
    async with http.get(f"{base}/getMe") as response:
        me = await response.json(content_type=None)
        clock_line = _clock(response.headers.get("Date"))
    if not isinstance(me, dict) or not me.get("ok"):
        code = me.get("error_code") if isinstance(me, dict) else None
        if code in (401, 404):
            refused = "is refused by Telegram"
            return [
                Finding("token", refused, "Put the current one from @BotFather behind BOT_TOKEN"),
                clock_line,
            ]
        return [Finding("token", f"could not be checked (error {code})", "Try again in a minute"), clock_line]
    async with http.get(f"{base}/getWebhookInfo") as response:
        hook = (await response.json(content_type=None)).get("result", {})
    name = me["result"].get("username")
    return [Finding("token", f"belongs to @{name}"), *_webhook(hook, settings), clock_line]


def _webhook(hook: dict[str, Any], settings: Settings) -> Iterator[Finding]:
    """What Telegram says of the webhook, beside what is set."""
    registered, waiting = hook.get("url", ""), hook.get("pending_update_count", 0)
    if settings.webhook_url is None:
        if registered:
            said = "is set at Telegram, and the bot is to poll"
            yield Finding("webhook", said, "Start the bot, which removes it, or set WEBHOOK_URL")
        return
    from urllib.parse import urlsplit

    parts = urlsplit(settings.webhook_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if settings.telegram_api_url == TELEGRAM and port not in HOOK_PORTS:
        allowed = ", ".join(map(str, HOOK_PORTS))
        yield Finding(
            "webhook",
            f"is on port {port}, which Telegram does not call",
            f"Use one of {allowed} in WEBHOOK_URL",
        )
    elif registered != settings.webhook_url:
        yield Finding("webhook", "is not registered at Telegram", "Start the bot, which does it")
    elif trouble := hook.get("last_error_message"):
        ago = int(datetime.now(UTC).timestamp()) - int(hook.get("last_error_date", 0))
        said = f"could not be reached {ago} s ago ({trouble}); {waiting} updates wait"
        yield Finding("webhook", said, "Check the reverse proxy and its certificate, and that the bot runs")
    else:
        yield Finding("webhook", f"is registered; {waiting} updates wait")


def _clock(date: str | None) -> Finding:
    """Compare our clock with the Date of Telegram's answer, where there is one."""
    ours = clock.now()
    said = f"says {ours:%Y-%m-%d %H:%M:%S} UTC"
    try:
        theirs = parsedate_to_datetime(date or "")
    except ValueError:
        return Finding("clock", f"{said}; there was nothing to compare it with")
    apart = round((ours - theirs).total_seconds())
    if abs(apart) <= DRIFT:
        return Finding("clock", f"{said}, as Telegram's does")
    way = "ahead of" if apart > 0 else "behind"
    mend = "Turn on time synchronisation (timedatectl set-ntp true)"
    return Finding("clock", f"is {abs(apart)} s {way} Telegram's", mend)


async def _content(settings: Settings) -> list[Finding]:
    from content import loader

    try:
        library = await asyncio.to_thread(loader.load, settings.content_pack)
    except loader.PackError as error:
        first = f"{settings.content_pack}: {len(error.faults)} faults, the first: {error.faults[0]}"
        return [Finding("content", first, "Run `quqyq content check` and mend what it lists")]
    held = f"{len(library.cards)} cards and {len(library.updates)} updates in {', '.join(library.languages)}"
    return [Finding("content", f"{settings.content_pack.name} holds {held}")]


async def _cache(settings: Settings) -> list[Finding]:
    return [await asyncio.to_thread(_kept, settings.cache_dir, settings.content_pack)]


def _kept(folder: Path, root: Path) -> Finding:
    """Whether the content is kept for the next start, or can be."""
    from content.fingerprint import fingerprint
    from content.kept import Kept, Unusable

    kept = Kept(folder, root)
    try:
        if kept.read(fingerprint(root), asked=False) is not None:
            return Finding("cache", f"{folder} holds the content ready for the next start")
        kept.open()
    except (Unusable, OSError) as error:
        mend = "Set CACHE_DIR to a folder of the bot's own; without it each start takes some seconds more"
        return Finding("cache", str(error), mend)
    return Finding("cache", f"{folder} is free for the content; the next start keeps it there")


async def _ports(settings: Settings) -> list[Finding]:
    host, port = settings.http_host, settings.http_port
    try:
        with _listening(host, port):
            return [
                Finding("ports", f"{host}:{port} is free" if port else f"{host}: any free port will be taken")
            ]
    except OSError as error:
        if await _ours(host, port):
            return [Finding("ports", f"{host}:{port} is served by a running bot")]
        mend = "Stop what uses it, or set another HTTP_HOST or HTTP_PORT"
        return [Finding("ports", f"{host}:{port} cannot be listened on ({error.strerror})", mend)]


@contextmanager
def _listening(host: str, port: int) -> Iterator[None]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen(1)
        yield


async def _ours(host: str, port: int) -> bool:
    import aiohttp

    address = f"[{host}]" if ":" in host else host
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(2)) as http,
            http.get(f"http://{address}:{port}/readyz") as response,
        ):
            return "checks" in await response.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError, TypeError):
        return False
