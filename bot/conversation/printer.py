"""The printer: makes links, codes and sheets for whoever asks, with the words and content in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiogram import BaseMiddleware, Bot
from aiogram.types import BufferedInputFile, CallbackQuery, Message, TelegramObject

from bot.conversation.middlewares import Handler
from bot.conversation.press import Press
from bot.i18n import Locale
from bot.services import links
from bot.services.campaigns import Campaigns
from bot.services.edition import Edition
from bot.services.links import Link
from bot.views import poster as poster_view
from bot.views import share as view
from bot.views.poster import ALL
from bot.views.sheets import printing, qr
from bot.views.sheets.sheet import Logo

ENDINGS: Final = ("pdf", "png")
CODES: Final = {"png": qr.png, "svg": qr.svg}


@dataclass(frozen=True, slots=True)
class Printer:
    """What links and sheets are made from, for one update."""

    edition: Edition
    locale: Locale
    locales: Mapping[str, Locale]
    campaigns: Campaigns
    press: Press
    username: str
    signing: bytes
    user_id: int

    async def link(self, place: str, language: str, campaign: str) -> Link | None:
        """Read a button's link, whose language may be `*`; None for a campaign that is not the asker's own.

        The data of buttons can be forged, so the right to a campaign is looked up each time.
        """
        link = links.at(place, "" if language == ALL else language, campaign)
        if link is None or (campaign and not await self.campaigns.may(self.user_id, campaign)):
            return None
        return link if language != ALL else in_language(link, ALL)

    async def code(self, message: Message, link: Link, form: str) -> bool:
        """Send a code as a file, which Telegram does not make blurred; False for a form or page that there is not."""
        if poster_view.page_words(self.edition.library, link, self.locale) is None or form not in CODES:
            return False
        address = links.address(self.username, link, self.signing)
        file = await self.press.run(CODES[form], address)
        await message.answer_document(
            BufferedInputFile(file, view.file_name("qr", link, form)),
            caption=view.caption(address, self.locale, printed=False),
        )
        return True

    async def sheet(
        self, message: Message, link: Link, form: str, *, name: str = "", logo: Logo | None = None
    ) -> bool:
        """Print a sheet and send it; False for a form, language or page that there is not."""
        paper, _, ending = form.partition(".")
        chosen = view.chosen(tuple(self.locales.values()), link.language)
        if paper not in view.FORMS or ending not in ENDINGS or not chosen:
            return False
        sheet = poster_view.sheet(
            self.edition.library, chosen, link, self.username, self.signing, name=name, logo=logo
        )
        if sheet is None:
            return False
        file = await self.press.run(printing.printed, sheet, paper, ending)
        address = sheet.faces[0].address if len(sheet.faces) == 1 else sheet.address
        await message.answer_document(
            BufferedInputFile(file, view.file_name(paper, link, ending)),
            caption=view.caption(address, self.locale, printed=True),
        )
        return True


class WithPrinter(BaseMiddleware):
    """Hand the printer on as `printer`."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Make the printer from what the update brings."""
        bot: Bot = data["bot"]
        user = event.from_user if isinstance(event, Message | CallbackQuery) else None
        data["printer"] = Printer(
            edition=data["edition"],
            locale=data["locale"],
            locales=data["locales"],
            campaigns=data["campaigns"],
            press=data["press"],
            username=(await bot.me()).username or "",
            signing=links.key(bot.token),
            user_id=user.id if user else 0,
        )
        return await handler(event, data)


def in_language(link: Link, language: str) -> Link:
    """Give a link in another language, or in `*`."""
    return Link(link.kind, link.item, language, link.campaign)
