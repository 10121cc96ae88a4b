"""The README's pictures: the real program in each language, as a phone shows it.

`python -m tests.visits.screenshots` writes them to .readme/.
"""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.sandbox.browser import open_browser, page_of
from tests.visits.program import HOUSE, running
from tests.visits.test_first_visit import VISITS, meet, press


async def main() -> None:
    """Take one picture a language: a question and its answer."""
    async with open_browser() as browser:
        with TemporaryDirectory() as folder:
            async with running(Path(folder)) as address:
                for language, visit in VISITS.items():
                    async with page_of(browser, address, person=visit.person, size=(390, 844)) as page:
                        await meet(page, visit)
                        await press(page, visit.language)
                        await page.get_by_role("combobox").fill(visit.question)
                        await page.keyboard.press("Enter")
                        await page.get_by_text(visit.answer).last.wait_for()
                        await page.screenshot(path=HOUSE / ".readme" / f"{language}.png")


if __name__ == "__main__":
    asyncio.run(main())
