"""An inline answer and the free-lawyer check, in a real browser, with the real program and the real content."""

import pytest
from playwright.async_api import Browser, expect

from content import loader
from tests.sandbox.browser import page_of
from tests.visits.program import HOUSE
from tests.visits.test_first_visit import VISITS, address, browser, meet, press

__all__ = ["address", "browser"]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

CHECK = {
    "kk": ("⚖️ Маған тегін заңгер беріле ме?", "Маған немесе жақыныма қиянат жасалды", "Азаптау", "Жоқ", "109-тарма"),
    "ru": ("⚖️ Положен ли мне бесплатный юрист?", "Мне или близкому причинили вред", "Пытки", "Нет", "пункт 109"),
    "en": ("⚖️ Can I get a free lawyer?", "I or someone close was harmed", "Torture", "No", "paragraph 109"),
}  # fmt: skip


@pytest.mark.parametrize("language", list(VISITS))
async def test_check_from_the_menu_to_the_result(browser: Browser, address: str, language: str) -> None:
    visit = VISITS[language]
    async with page_of(browser, address, person=visit.person, size=(390, 844)) as page:
        await meet(page, visit)
        await press(page, visit.language)
        newest = page.locator(".message.in .text").last
        *labels, paragraph = CHECK[language]
        for label in labels:
            await press(page, label)
        await expect(newest).to_contain_text(paragraph)


@pytest.mark.parametrize("language", list(VISITS))
async def test_inline_answer_is_offered_and_sent(browser: Browser, address: str, language: str) -> None:
    card = loader.load(HOUSE / "content" / "kz-upr-2025").card("free-lawyer-who")
    assert card is not None
    words = card.text(language)
    async with page_of(browser, address, person=VISITS[language].person, size=(390, 844)) as page:
        await meet(page, VISITS[language])
        await page.get_by_role("combobox").fill(f"@quqyq_bot {words.title}")
        await page.get_by_role("option").filter(has_text=words.title).click()
        sent = page.locator(".message.out .bubble").last
        await expect(sent).to_contain_text(words.body.splitlines()[0])
