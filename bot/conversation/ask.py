"""Questions in a person's own words."""

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.conversation.addressed import Addressed
from bot.conversation.middlewares import ASKS
from bot.conversation.reply import send
from bot.i18n import Locale
from bot.metrics import Metrics
from bot.pace import urgently
from bot.services import answers
from bot.services.cards import CardPage
from bot.services.edition import Edition
from bot.services.questions import Questions
from bot.services.readers import Reader
from bot.services.tallies import Tallies
from bot.views import answer as answer_view
from bot.views import home as home_view
from bot.views import notices


async def on_ask(
    message: Message,
    command: CommandObject,
    reader: Reader,
    edition: Edition,
    locale: Locale,
    locales: Mapping[str, Locale],
    tallies: Tallies,
    questions: Questions,
    metrics: Metrics,
    now: datetime,
) -> None:
    """Answer the words behind /ask, which is how groups ask; without words, explain how to ask."""
    if command.args:
        await on_question(
            message, command.args, reader, edition, locale, locales, tallies, questions, metrics, now
        )
    else:
        await send(message, home_view.ask(edition.library, locale))


async def on_question(
    message: Message,
    question: str,
    reader: Reader,
    edition: Edition,
    locale: Locale,
    locales: Mapping[str, Locale],
    tallies: Tallies,
    questions: Questions,
    metrics: Metrics,
    now: datetime,
) -> None:
    """Answer a question in its own language."""
    if not any(letter.isalnum() for letter in question):
        await send(message, notices.no_words(edition.library, locale))
        return
    found = answers.answer(edition, question, reader.language or "", now)
    if found.greeting:
        await send(message, home_view.home(edition.library, locale))
        return
    tallies.count(f"outcome.{found.outcome}", found.language)
    tallies.read(found.best.card.id if isinstance(found.best, CardPage) else None)
    questions.note(edition, question, found)
    metrics.answered(found.outcome, found.language)
    own = locales.get(reader.language or "")
    screen = answer_view.answer(found, locales.get(found.language, locale), own)
    with urgently() if found.outcome == "urgent" else nullcontext():
        await send(message, screen)


def commands() -> Router:
    """Make the router of /ask; it stands with the other commands."""
    made = Router(name="ask")
    made.message.register(on_ask, Command("ask"), flags={ASKS: True})
    return made


def router() -> Router:
    """Make the router of questions; it stands behind all commands."""
    made = Router(name="questions")
    made.message.register(on_question, F.text, Addressed(), flags={ASKS: True})
    made.edited_message.register(
        on_question,
        F.text,
        ~F.text.startswith("/"),
        F.chat.type == "private",
        Addressed(),
        flags={ASKS: True},
    )
    return made
