"""Handing pages on: links, codes, posters and palm cards, for anyone."""

import io
import re
from typing import Any, Final

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import CallbackQuery, Message

from bot.conversation.callbacks import Does
from bot.conversation.printer import Printer, WithPrinter, in_language
from bot.conversation.reply import send, turn
from bot.services import links
from bot.services.links import Link
from bot.views import notices
from bot.views import share as view
from bot.views.actions import Posters, SendPoster, SendQr, Share
from bot.views.poster import ALL
from bot.views.sheets import logo, printing
from bot.views.sheets.sheet import Logo

DOWNLOAD: Final = 20
"""Seconds that a logo may take to arrive."""
_PRINTED: Final = re.compile(r"quqyq-(a4|a5|pc)-(all|[a-z]{2})-[a-z0-9-]+\.(pdf|png)\Z")
_START: Final = re.compile(r"\?start=([A-Za-z0-9_-]{1,64})")


class UnderPoster(Filter):
    """Pass what answers a sheet that the bot has printed; hands on its `form` and its `link`."""

    async def __call__(self, message: Message, bot: Bot) -> bool | dict[str, Any]:
        """Read the sheet's file name, and the link below it, whose campaign is still signed."""
        printed = message.reply_to_message
        if printed is None or printed.document is None or printed.from_user is None:
            return False
        named = _PRINTED.match(printed.document.file_name or "")
        start = _START.search(printed.caption or "")
        link = links.read(start[1], links.key(bot.token)) if start else None
        if printed.from_user.id != bot.id or named is None or link is None:
            return False
        language = ALL if named[2] == "all" else named[2]
        return {"form": f"{named[1]}.{named[3]}", "link": in_language(link, language)}


async def on_share(query: CallbackQuery, action: Share, printer: Printer, toast: list[str]) -> None:
    """Show the link to a page and what can be done with it."""
    link = await printer.link(action.place, action.language, action.campaign)
    library = printer.edition.library
    shown = view.share(library, link, printer.username, printer.signing, printer.locale) if link else None
    if shown is None:
        toast.append(notices.moved(printer.locale))
        return
    await turn(query, shown)


async def on_posters(query: CallbackQuery, action: Posters, printer: Printer, toast: list[str]) -> None:
    """Offer the sheets to print; meanwhile the press warms up."""
    link = await printer.link(action.place, action.language, action.campaign)
    shown = view.posters(printer.edition.library, link, printer.locale) if link else None
    if shown is None:
        toast.append(notices.moved(printer.locale))
        return
    await turn(query, shown)
    await printer.press.run(printing.warm)


async def on_qr(query: CallbackQuery, action: SendQr, printer: Printer, toast: list[str]) -> None:
    """Send a link's code."""
    link = await printer.link(action.place, action.language, action.campaign)
    message = query.message
    if link is None or not isinstance(message, Message) or not await printer.code(message, link, action.form):
        toast.append(notices.moved(printer.locale))


async def on_poster(query: CallbackQuery, action: SendPoster, printer: Printer, toast: list[str]) -> None:
    """Print a sheet and send it."""
    link = await printer.link(action.place, action.language, action.campaign)
    message = query.message
    if (
        link is None
        or not isinstance(message, Message)
        or not await printer.sheet(message, link, action.form)
    ):
        toast.append(notices.moved(printer.locale))


async def on_command(message: Message, printer: Printer) -> None:
    """Offer the sheets to print for the bot itself."""
    library, locale = printer.edition.library, printer.locale
    shown = view.posters(library, Link(language=locale.language), locale)
    await send(message, shown or notices.trouble(library, locale))
    await printer.press.run(printing.warm)


async def on_name(
    message: Message, command: CommandObject, bot: Bot, form: str, link: Link, printer: Printer
) -> None:
    """Print the sheet that was answered once more, with the organisation's name, and the logo that came with it."""
    await _print_signed(message, command.args or "", bot, form, link, printer)


async def on_logo(message: Message, bot: Bot, form: str, link: Link, printer: Printer) -> None:
    """Print the sheet that was answered once more, with the logo that was sent and the name below it."""
    await _print_signed(message, message.caption or "", bot, form, link, printer)


async def _print_signed(
    message: Message, words: str, bot: Bot, form: str, link: Link, printer: Printer
) -> None:
    name, picture = printing.printable(words), message.photo[-1] if message.photo else message.document
    if len(name) > view.LONGEST_NAME or (not name and (words.strip() or picture is None)):
        await send(message, view.long_name(printer.locale))
        return
    try:
        mark = await _fetched(bot, picture, printer) if picture else None
    except logo.BadLogo as error:
        await send(message, view.bad_logo(error.reason, printer.locale))
        return
    if not await printer.sheet(message, link, form, name=name, logo=mark):
        await send(message, notices.lost_link(printer.edition.library, printer.locale))


async def _fetched(bot: Bot, picture: Any, printer: Printer) -> Logo:
    """Fetch a picture and make it a logo. Raises BadLogo."""
    if (picture.file_size or 0) > logo.LARGEST:
        raise logo.BadLogo("too-big")
    file = io.BytesIO()
    await bot.download(picture, file, timeout=DOWNLOAD)
    return await printer.press.run(logo.read, file.getvalue())


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="share")
    printing_for = WithPrinter()
    made.message.middleware(printing_for)
    made.callback_query.middleware(printing_for)
    made.message.register(on_name, Command("poster"), UnderPoster())
    made.message.register(on_command, Command("poster"))
    made.message.register(on_logo, F.photo | F.document, UnderPoster())
    made.callback_query.register(on_share, Does(Share))
    made.callback_query.register(on_posters, Does(Posters))
    made.callback_query.register(on_qr, Does(SendQr))
    made.callback_query.register(on_poster, Does(SendPoster))
    return made
