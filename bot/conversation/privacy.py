"""Privacy: what is kept, what is kept of me, and the end of it."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.conversation.admins import AdminsOnly
from bot.conversation.callbacks import Does
from bot.conversation.reply import send, turn
from bot.i18n import Locale
from bot.services.edition import Edition
from bot.services.privacy import Privacy, as_json
from bot.services.questions import Questions
from bot.services.readers import Reader
from bot.services.subscriptions import Subscriptions
from bot.views import absence, my_data, notices
from bot.views import privacy as view
from bot.views.actions import AskErase, Erase, Keep, MyData, MyDataFile
from bot.views.actions import Privacy as PrivacyPage
from bot.views.screen import Screen
from bot.views.subscriptions import Mine


async def on_privacy(message: Message, privacy: Privacy, questions: Questions, locale: Locale) -> None:
    """Tell what is kept."""
    await send(message, view.privacy(locale, privacy.erase_after_months, keeps_questions=questions.keeps))


async def on_privacy_page(
    query: CallbackQuery, privacy: Privacy, questions: Questions, locale: Locale
) -> None:
    """Turn to what is kept."""
    await turn(query, view.privacy(locale, privacy.erase_after_months, keeps_questions=questions.keeps))


async def on_keep(query: CallbackQuery, locale: Locale) -> None:
    """Say that all is kept; the press itself was the sign of life."""
    await turn(query, absence.kept(locale))


async def on_my_data(
    message: Message,
    reader: Reader,
    privacy: Privacy,
    subscriptions: Subscriptions,
    edition: Edition,
    locale: Locale,
) -> None:
    """Show everything kept about this chat."""
    await send(message, await _shown(reader, privacy, subscriptions, edition, locale))


async def on_my_data_page(
    query: CallbackQuery,
    reader: Reader,
    privacy: Privacy,
    subscriptions: Subscriptions,
    edition: Edition,
    locale: Locale,
) -> None:
    """Turn to everything kept about this chat."""
    await turn(query, await _shown(reader, privacy, subscriptions, edition, locale))


async def _shown(
    reader: Reader, privacy: Privacy, subscriptions: Subscriptions, edition: Edition, locale: Locale
) -> Screen:
    rows, following = await privacy.held(reader.chat_id), await subscriptions.of(reader.chat_id)
    topics = tuple(topic for topic in edition.library.topics if topic.id in following.topics)
    return my_data.my_data(rows, Mine(following, topics, reader.kind), locale)


async def on_my_data_file(query: CallbackQuery, privacy: Privacy, locale: Locale, toast: list[str]) -> None:
    """Send everything kept about this chat as a file."""
    if not isinstance(query.message, Message):
        toast.append(notices.moved(locale))
        return
    data = as_json(await privacy.held(query.message.chat.id))
    await query.message.answer_document(BufferedInputFile(data, my_data.FILE_NAME))


async def on_erase(message: Message, reader: Reader, locale: Locale) -> None:
    """Ask whether everything shall go."""
    await send(message, my_data.ask_erase(reader.kind, locale))


async def on_ask_erase(query: CallbackQuery, reader: Reader, locale: Locale) -> None:
    """Turn to the question whether everything shall go."""
    await turn(query, my_data.ask_erase(reader.kind, locale))


async def on_erase_now(query: CallbackQuery, reader: Reader, privacy: Privacy, locale: Locale) -> None:
    """Erase everything and give a receipt."""
    receipt = await privacy.erase(reader.chat_id)
    await turn(query, my_data.erased(receipt, reader.kind, locale))


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="privacy")
    # In a group, its settings belong to all: only its admins may look into them or erase them.
    made.callback_query.middleware(AdminsOnly(MyData, MyDataFile, AskErase, Erase))
    made.message.middleware(AdminsOnly(commands=("mydata", "erase")))
    made.message.register(on_privacy, Command("privacy"))
    made.message.register(on_my_data, Command("mydata"))
    made.message.register(on_erase, Command("erase"))
    made.callback_query.register(on_privacy_page, Does(PrivacyPage))
    made.callback_query.register(on_my_data_page, Does(MyData))
    made.callback_query.register(on_my_data_file, Does(MyDataFile))
    made.callback_query.register(on_ask_erase, Does(AskErase))
    made.callback_query.register(on_erase_now, Does(Erase))
    made.callback_query.register(on_keep, Does(Keep))
    return made
