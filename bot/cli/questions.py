"""`quqyq questions`: what people asked in vain, for editors."""

import asyncio
import json
from datetime import timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot import clock, config
from bot.cli.output import say


def questions(
    days: Annotated[int, typer.Option(min=1, max=90, help="How many days to look back.")] = 30,
    lang: Annotated[str, typer.Option(help="The language of the questions: kk, ru or en; all without.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print each as a line of JSON.")] = False,
) -> None:
    """List masked questions that had no sure answer, the most asked first; they are kept with KEEP_QUESTIONS=1."""
    settings = config.load()
    first = clock.now().astimezone(ZoneInfo(settings.timezone)).date() - timedelta(days=days - 1)

    async def job() -> None:
        from bot.app import open_database
        from storage import questions as stored

        database = await open_database(settings.database_url)
        try:
            async with database.session() as session:
                found = await stored.listed(session, first, lang or None)
        finally:
            await database.stop()
        for one in found:
            line = {
                "words": one.words,
                "lang": one.language,
                "count": one.count,
                "last": one.last.isoformat(),
            }
            text = f"{one.count:>6}  {one.language}  {one.last}  {one.words}"
            say(json.dumps(line, ensure_ascii=False) if as_json else text)
        if not found and not as_json:
            on = "" if settings.keep_questions else "; KEEP_QUESTIONS is off"
            say(f"No questions of the last {days} days{on}.")

    asyncio.run(job())
