"""Campaigns: for admins and coordinators in private; for everyone else these words and buttons do nothing."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

from aiogram import Bot, F, Router
from aiogram.filters import Command, CommandObject, CommandStart, Filter
from aiogram.types import BufferedInputFile, CallbackQuery, Message

from bot.conversation.callbacks import Does
from bot.conversation.press import Press
from bot.conversation.reply import send, turn
from bot.i18n import Locale
from bot.services import links, topics
from bot.services.campaigns import Campaigns, Role
from bot.services.edition import Edition
from bot.services.links import Link
from bot.services.readers import Reader
from bot.views import campaigns as view
from bot.views import languages, notices
from bot.views.actions import (
    Action,
    Campaign,
    CampaignCards,
    CampaignTopics,
    Coordinator,
    Coordinators,
    RevokeCoordinator,
    SendFigures,
)
from bot.views.actions import Campaigns as CampaignsPage
from bot.views.screen import Screen
from bot.views.sheets.chart import chart

INVITE = "invite"


class Entitled(Filter):
    """Pass who may have campaigns, in private; hands on their `role`."""

    async def __call__(self, event: Message | CallbackQuery, campaigns: Campaigns) -> bool | dict[str, Any]:
        """Look the right up, each time: it can be taken back."""
        message = event if isinstance(event, Message) else event.message
        if message is None or message.chat.type != "private" or event.from_user is None:
            return False
        role = await campaigns.role(event.from_user.id)
        return {"role": role} if role else False


class Invited(Filter):
    """Pass who comes by an invitation; hands on its `code`."""

    async def __call__(self, message: Message, command: CommandObject, bot: Bot) -> bool | dict[str, Any]:
        """Read the link."""
        link = links.read(command.args or "", links.key(bot.token))
        private = message.chat.type == "private"
        return {"code": link.item} if link and link.kind == "invitation" and private else False


async def on_invitation(
    message: Message,
    code: str,
    reader: Reader,
    campaigns: Campaigns,
    locale: Locale,
    locales: Mapping[str, Locale],
    likely: str,
    edition: Edition,
) -> None:
    """Make who comes a coordinator, once; a link that is used up or taken back leads to no page."""
    name = await campaigns.accept(code, reader.chat_id)
    role = await campaigns.role(reader.chat_id)
    if name is None or role is None:
        if reader.language is None:
            await send(message, languages.first_contact(locales, likely))
        else:
            await send(message, notices.lost_link(edition.library, locale))
        return
    await send(message, view.campaigns(role, await campaigns.of(role), locale, view.welcome(name, locale)))


async def on_command(
    message: Message, command: CommandObject, bot: Bot, role: Role, campaigns: Campaigns, locale: Locale
) -> None:
    """List the campaigns, make one of the name behind the command, or invite a coordinator."""
    wish = (command.args or "").strip()
    first, _, rest = wish.partition(" ")
    note = ""
    if role.admin and first == INVITE and rest:
        await send(message, await _invite(rest.strip(), bot, campaigns, locale))
        return
    if wish:
        note = view.made(await campaigns.create(role, wish), wish, locale)
    await send(message, view.campaigns(role, await campaigns.of(role), locale, note))


async def _invite(name: str, bot: Bot, campaigns: Campaigns, locale: Locale) -> Screen:
    code = await campaigns.invite(name)
    if code is None:
        return view.coordinators(await campaigns.coordinators(), locale, view.not_invited(locale))
    username = (await bot.me()).username or ""
    return view.invited(name, links.address(username, Link("invitation", code)), locale)


async def on_page(
    query: CallbackQuery,
    action: Action,
    role: Role,
    campaigns: Campaigns,
    edition: Edition,
    locale: Locale,
    now: datetime,
    toast: list[str],
) -> None:
    """Open a page, or take a right back; what is not one's own has moved."""
    shown = await _PAGES[type(action)](action, role, campaigns, edition, locale, now)
    if shown is None:
        toast.append(notices.moved(locale))
        shown = view.campaigns(role, await campaigns.of(role), locale)
    await turn(query, shown)


async def on_figures(
    query: CallbackQuery,
    action: SendFigures,
    role: Role,
    campaigns: Campaigns,
    locale: Locale,
    press: Press,
    toast: list[str],
) -> None:
    """Send a campaign's figures as a chart or as CSV."""
    mine = {one.id for one in await campaigns.of(role)}
    if action.campaign not in mine or not isinstance(query.message, Message):
        toast.append(notices.moved(locale))
        return
    figures = await campaigns.figures(action.campaign)
    if action.form == "csv":
        await query.message.answer_document(BufferedInputFile(figures.csv(), f"{action.campaign}.csv"))
        return
    picture = await press.run(chart, view.chart(figures, locale))
    await query.message.answer_photo(BufferedInputFile(picture, f"{action.campaign}.png"))


async def _list(
    _: Action, role: Role, campaigns: Campaigns, edition: Edition, locale: Locale, now: datetime
) -> Screen | None:
    return view.campaigns(role, await campaigns.of(role), locale)


async def _campaign(
    action: Any, role: Role, campaigns: Campaigns, edition: Edition, locale: Locale, now: datetime
) -> Screen | None:
    if not await _owns(action, role, campaigns):
        return None
    return view.campaign(await campaigns.figures(action.campaign), edition.library, locale)


async def _topics(
    action: Any, role: Role, campaigns: Campaigns, edition: Edition, locale: Locale, now: datetime
) -> Screen | None:
    if not await _owns(action, role, campaigns):
        return None
    return view.topics(topics.all_topics(edition.library, action.page), action.campaign, locale)


async def _cards(
    action: Any, role: Role, campaigns: Campaigns, edition: Edition, locale: Locale, now: datetime
) -> Screen | None:
    found = topics.topic(edition.library, action.topic, action.page, now)
    if found is None or not await _owns(action, role, campaigns):
        return None
    return view.cards(found, action.campaign, locale)


async def _coordinators(
    _: Action, role: Role, campaigns: Campaigns, edition: Edition, locale: Locale, now: datetime
) -> Screen | None:
    return view.coordinators(await campaigns.coordinators(), locale) if role.admin else None


async def _coordinator(
    action: Any, role: Role, campaigns: Campaigns, edition: Edition, locale: Locale, now: datetime
) -> Screen | None:
    found = [one for one in await campaigns.coordinators() if one.name == action.name] if role.admin else []
    return view.coordinator(found[0], locale) if found else None


async def _revoke(
    action: Any, role: Role, campaigns: Campaigns, edition: Edition, locale: Locale, now: datetime
) -> Screen | None:
    if not role.admin or not await campaigns.revoke(action.name):
        return None
    return view.coordinators(await campaigns.coordinators(), locale, view.revoked(action.name, locale))


async def _owns(action: Any, role: Role, campaigns: Campaigns) -> bool:
    return any(one.id == action.campaign for one in await campaigns.of(role))


_Opener = Callable[[Any, Role, Campaigns, Edition, Locale, datetime], Awaitable[Screen | None]]
_PAGES: dict[type[Action], _Opener] = {
    CampaignsPage: _list,
    Campaign: _campaign,
    CampaignTopics: _topics,
    CampaignCards: _cards,
    Coordinators: _coordinators,
    Coordinator: _coordinator,
    RevokeCoordinator: _revoke,
}


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="campaigns")
    made.message.register(on_invitation, CommandStart(deep_link=True), Invited())
    made.message.register(on_command, Command("campaign"), F.text, Entitled())
    made.callback_query.register(on_page, Does(*_PAGES), Entitled())
    made.callback_query.register(on_figures, Does(SendFigures), Entitled())
    return made
