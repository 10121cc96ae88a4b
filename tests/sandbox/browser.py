"""A real browser at a page of the sandbox, and a stage with people and a bot for it.

Use it elsewhere as `from tests.sandbox.browser import open_browser, page_of` (async context managers), or take its
fixtures over by name: `browser = tests.sandbox.browser.browser`. Tests that use the fixtures share one event loop:
`pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from bot.sandbox.accounts import Bot, Person
from bot.sandbox.client_api import Control
from bot.sandbox.server import Server
from bot.sandbox.telegram import Telegram

TOKEN = "100:page"
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT_SECONDS = 10.0

# The same on every machine: a slow one gets time, a wrong page fails with the expectation that did not come true.
expect.set_options(timeout=WAIT_SECONDS * 1000)


def chromium_path() -> str:
    """Return where chromium is; fail the test, never skip it, when there is none."""
    if not CHROMIUM.exists():
        pytest.fail(
            f"no browser at {CHROMIUM}: run `apt-get install -y chromium` and try again", pytrace=False
        )
    return str(CHROMIUM)


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """Open chromium without a window, and close it."""
    path = chromium_path()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def page_of(
    browser: Browser,
    address: str,
    *,
    person: int | None = None,
    size: tuple[int, int] = (1280, 800),
    dark: bool = False,
    touch: bool = False,
    may_complain: bool = False,
) -> AsyncIterator[Page]:
    """Open the web client at `address` as a fresh visitor, as `person` when given; wait until it hears the server.

    Fails at the end when the page reported an error (script, policy, failed request), unless it `may_complain`.
    """
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        has_touch=touch,
        is_mobile=touch,
        reduced_motion="reduce",
        locale="en",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(WAIT_SECONDS * 1000)
    complaints: list[str] = []
    page = await context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console", lambda line: complaints.append(line.text) if line.type in ("error", "warning") else None
    )
    try:
        await page.goto(f"{address}/" + (f"#{person}" if person else ""))
        await expect(page.locator("html[data-live=true]")).to_have_count(1)
        yield page
        if not may_complain:
            assert complaints == []
    finally:
        await context.close()


@dataclass
class Stage:
    """A served Telegram with one bot and three people. The test speaks for the bot, by plain Bot API calls."""

    telegram: Telegram
    server: Server
    bot: Bot
    aigul: Person
    ivan: Person
    ruth: Person

    @property
    def address(self) -> str:
        """Where the web client is."""
        return self.server.address

    async def call(self, method: str, **params: Any) -> Any:
        """Do a Bot API method and return its result; a refusal fails the test."""
        envelope = await self.telegram.call(TOKEN, method, params)
        assert envelope["ok"], envelope
        return envelope["result"]

    async def say(self, person: Person, text: str, *rows: list[dict[str, Any]], **params: Any) -> int:
        """Send HTML to a person, with rows of an inline keyboard; return the message's id."""
        markup = {"reply_markup": {"inline_keyboard": list(rows)}} if rows else {}
        sent = await self.call(
            "sendMessage", chat_id=person.id, text=text, parse_mode="HTML", **markup, **params
        )
        return int(sent["message_id"])

    async def update(self, kind: str) -> dict[str, Any]:
        """Wait for the oldest update of a kind, and return it; it and all others are taken away."""

        def found() -> dict[str, Any] | None:
            return next((update.json[kind] for update in self.bot.updates if kind in update.json), None)

        update = await self.telegram.changed.wait_for(found, WAIT_SECONDS)
        assert update is not None
        self.bot.updates.drop_all()
        return update

    def meet(self, *people: Person) -> None:
        """Have people press START, unseen by the bot."""
        for person in people:
            self.telegram.start(person)
        self.bot.updates.drop_all()


def callback(text: str, data: str | None = None) -> dict[str, Any]:
    """Return a callback button."""
    return {"text": text, "callback_data": data or text}


def bubble(page: Page, message_id: int) -> Locator:
    """Return the element of a message."""
    return page.locator(f"#m{message_id}")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One chromium for all tests; each page_of is a fresh visitor in it."""
    async with open_browser() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="session")
async def stage() -> AsyncIterator[Stage]:
    """A Stage of its own for each test."""
    telegram = Telegram()
    bot = telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    aigul = telegram.add_person(1001, "Айгүл", "kk")
    ivan = telegram.add_person(1002, "Иван", "ru")
    ruth = telegram.add_person(1003, "Ruth", "en")

    async def forward() -> str:
        return "It is Monday"

    control = Control("week", {"kk": "Келесі апта", "en": "Next week"}, {"en": "Moves the clock"}, forward)
    async with Server(telegram, controls=[control]) as server:
        yield Stage(telegram, server, bot, aigul, ivan, ruth)
