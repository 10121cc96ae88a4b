"""A person's whole first visit in each language, in a real browser, with the real program and the real content."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.sandbox import browser as chromium
from tests.sandbox.browser import page_of
from tests.visits.program import running

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

browser = chromium.browser


@dataclass(frozen=True)
class Visit:
    """What a visitor of one language does and sees."""

    person: int
    start: str
    language: str
    menu: str
    question: str
    answer: str
    topics: str
    back: str
    helplines: str
    other: str
    other_menu: str


VISITS = {
    "kk": Visit(
        1001, "БАСТАУ", "✓ Қазақша", "Quqyq: құқығыңызды біліңіз",
        "тегін адвокат кімге беріледі", "Конституциялық Сотта",
        "📚 Барлық тақырып", "🏠 Мәзір", "📞 Желілер", "Русский", "знайте свои права",
    ),
    "ru": Visit(
        1002, "НАЧАТЬ", "✓ Русский", "Quqyq: знайте свои права",
        "кому положен бесплатный адвокат", "В Конституционном Суде",
        "📚 Все темы", "🏠 Меню", "📞 Куда звонить", "English", "know your rights",
    ),
    "en": Visit(
        1003, "START", "✓ English", "Quqyq: know your rights", "who can get a free lawyer?", "Constitutional Court",
        "📚 All topics", "🏠 Menu", "📞 Helplines", "Қазақша", "құқығыңызды біліңіз",
    ),
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def address(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    async with running(tmp_path_factory.mktemp("visit")) as address:
        yield address


async def press(page: Page, label: str) -> None:
    """Press the newest button that says so."""
    await page.get_by_role("button", name=label, exact=True).last.click()


async def meet(page: Page, visit: Visit) -> None:
    """Open the chat with the bot and start it: with START, or with /start where the person already did.

    Tests of one module share a program when they run in one process, in whatever order they come.
    """
    await page.get_by_text("Quqyq").first.click()
    start = page.get_by_role("button", name=visit.start, exact=True)
    box = page.get_by_role("combobox")
    await expect(start.or_(box).first).to_be_visible()
    if await start.is_visible():
        await start.click()
    else:
        await box.fill("/start")
        await page.keyboard.press("Enter")


@pytest.mark.parametrize("language", list(VISITS))
async def test_first_visit(browser: Browser, address: str, language: str) -> None:
    visit = VISITS[language]
    async with page_of(browser, address, person=visit.person, size=(390, 844)) as page:
        await meet(page, visit)
        await press(page, visit.language)
        newest = page.locator(".message.in .text").last
        await expect(newest).to_contain_text(visit.menu)

        await page.get_by_role("combobox").fill(visit.question)
        await page.keyboard.press("Enter")
        await expect(newest).to_contain_text(visit.answer)
        await expect(newest.get_by_role("link").last).to_have_attribute("href", visit_link(language))

        await press(page, visit.back)
        await expect(newest).to_contain_text(visit.menu)
        await press(page, visit.topics)
        await expect(newest).to_contain_text(visit.topics)
        await press(page, visit.back)
        await expect(newest).to_contain_text(visit.menu)
        await press(page, visit.helplines)
        await expect(newest).to_contain_text("111")

        await page.get_by_role("button", name="🌐").last.click()
        await press(page, visit.other)
        await expect(newest).to_contain_text("111")
        await page.get_by_role("button", name="🏠").last.click()
        await expect(newest).to_contain_text(visit.other_menu)


def visit_link(language: str) -> str:
    """The official document is in Russian for Kazakh and Russian readers, and in English for the rest."""
    return f"https://undocs.org/{'en' if language == 'en' else 'ru'}/A/HRC/WG.6/48/KAZ/1"
