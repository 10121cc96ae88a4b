"""Figures for operators: a picture a chapter with a few words, in one message whose buttons change it."""

from aiogram import Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, InputMediaPhoto, Message

from bot.conversation.callbacks import Does
from bot.conversation.keyboards import markup
from bot.conversation.operators import ByOperator
from bot.conversation.press import Press
from bot.conversation.reply import UNCHANGED
from bot.i18n import Locale
from bot.services.edition import Edition
from bot.services.stats import SPANS, Span, Statistics
from bot.views import notices
from bot.views import stats as view
from bot.views.actions import ShowStats
from bot.views.screen import Screen
from bot.views.stats import CHAPTERS, Chapter


async def on_stats(
    message: Message, statistics: Statistics, edition: Edition, locale: Locale, press: Press
) -> None:
    """Send the first chapter, by day."""
    photo, below = await _page("day", "questions", statistics, edition, locale, press)
    await message.answer_photo(photo, caption=below.text, reply_markup=markup(below))


async def on_show(
    query: CallbackQuery,
    action: ShowStats,
    statistics: Statistics,
    edition: Edition,
    locale: Locale,
    press: Press,
    toast: list[str],
) -> None:
    """Put another chapter or span in place; a message that can be edited no more is followed by a new one."""
    span = next((one for one in SPANS if one == action.span), None)
    chapter = next((one for one in CHAPTERS if one == action.chapter), None)
    if span is None or chapter is None or not isinstance(query.message, Message):
        toast.append(notices.moved(locale))
        return
    photo, below = await _page(span, chapter, statistics, edition, locale, press)
    try:
        await query.message.edit_media(
            InputMediaPhoto(media=photo, caption=below.text, parse_mode="HTML"), reply_markup=markup(below)
        )
    except TelegramBadRequest as error:
        if UNCHANGED not in error.message:
            await query.message.answer_photo(photo, caption=below.text, reply_markup=markup(below))


async def _page(
    span: Span, chapter: Chapter, statistics: Statistics, edition: Edition, locale: Locale, press: Press
) -> tuple[BufferedInputFile, Screen]:
    found = await statistics.by(span)
    draw, drawn = view.drawing(found, chapter, edition.library, locale)
    picture = await press.run(draw, drawn)
    file = BufferedInputFile(picture, f"{chapter}-by-{span}.png")
    return file, view.stats(found, chapter, edition.library, locale)


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="stats")
    made.message.register(on_stats, Command("stats"), ByOperator())
    made.callback_query.register(on_show, Does(ShowStats), ByOperator())
    return made
