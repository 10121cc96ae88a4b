"""Feedback on an answer: counted for the card and the day, without who."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.conversation.callbacks import Does
from bot.conversation.reply import turn
from bot.i18n import Locale
from bot.services import answers
from bot.services.edition import Edition
from bot.services.tallies import Tallies
from bot.views import answer as view
from bot.views import pages
from bot.views.actions import Rate


async def on_rate(
    query: CallbackQuery,
    action: Rate,
    tallies: Tallies,
    edition: Edition,
    locale: Locale,
    now: datetime,
    toast: list[str],
) -> None:
    """Count the thumb and take the thumbs away, so that nobody counts twice."""
    found = answers.result(edition, action.codes, action.at, now)
    if found is None:
        await turn(query, pages.place("", edition, locale, now))
        return
    tallies.count("good" if action.good else "bad", found[1].id)
    toast.append(view.thanks(locale))
    await turn(query, view.result(*found, locale, rated=True))


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="feedback")
    made.callback_query.register(on_rate, Does(Rate))
    return made
