"""Privacy: what is kept, what is kept of me, and the end of it."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.conversation.admins import AdminsOnly
from bot.conversation.callbacks import Does
from bot.conversation.reply import send, turn
from bot.i18n import Locale
from bot.services.privacy import Privacy, as_json
from bot.views import notices
from bot.views import privacy as view
from bot.views.actions import AskErase, Erase, MyData, MyDataFile
from bot.views.actions import Privacy as PrivacyPage


async def on_privacy(message: Message, locale: Locale) -> None:
    """Tell what is kept."""
    await send(message, view.privacy(locale))


async def on_privacy_page(query: CallbackQuery, locale: Locale) -> None:
    """Turn to what is kept."""
    await turn(query, view.privacy(locale))


async def on_my_data(message: Message, privacy: Privacy, locale: Locale) -> None:
    """Show everything kept about this chat."""
    await send(message, view.my_data(await privacy.held(message.chat.id), locale))


async def on_my_data_page(query: CallbackQuery, privacy: Privacy, locale: Locale) -> None:
    """Turn to everything kept about this chat."""
    if query.message:
        await turn(query, view.my_data(await privacy.held(query.message.chat.id), locale))


async def on_my_data_file(query: CallbackQuery, privacy: Privacy, locale: Locale, toast: list[str]) -> None:
    """Send everything kept about this chat as a file."""
    if not isinstance(query.message, Message):
        toast.append(notices.moved(locale))
        return
    data = as_json(await privacy.held(query.message.chat.id))
    await query.message.answer_document(BufferedInputFile(data, view.FILE_NAME))


async def on_erase(message: Message, locale: Locale) -> None:
    """Ask whether everything shall go."""
    await send(message, view.ask_erase(locale))


async def on_ask_erase(query: CallbackQuery, locale: Locale) -> None:
    """Turn to the question whether everything shall go."""
    await turn(query, view.ask_erase(locale))


async def on_erase_now(query: CallbackQuery, privacy: Privacy, locale: Locale) -> None:
    """Erase everything and give a receipt."""
    if query.message:
        receipt = await privacy.erase(query.message.chat.id)
        await turn(query, view.erased(receipt, locale))


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="privacy")
    # In a group, its settings belong to all: only its admins may look into them or erase them.
    made.callback_query.middleware(AdminsOnly(MyData, MyDataFile, Erase))
    made.message.register(on_privacy, Command("privacy"))
    made.message.register(on_my_data, Command("mydata"))
    made.message.register(on_erase, Command("erase"))
    made.callback_query.register(on_privacy_page, Does(PrivacyPage))
    made.callback_query.register(on_my_data_page, Does(MyData))
    made.callback_query.register(on_my_data_file, Does(MyDataFile))
    made.callback_query.register(on_ask_erase, Does(AskErase))
    made.callback_query.register(on_erase_now, Does(Erase))
    return made
