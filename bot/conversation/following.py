"""The pages of "My digests" and what their buttons change: an action in, a screen out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.i18n import Locale
from bot.services import cards, codes, zones
from bot.services.edition import Edition
from bot.services.schedules import CADENCES
from bot.services.subscriptions import Following, Subscriptions
from bot.services.topics import all_topics, page
from bot.views import digest as digest_view
from bot.views import schedule as schedule_view
from bot.views import subscriptions as view
from bot.views.actions import (
    Action,
    AskStop,
    ChooseSchedule,
    ChooseTopics,
    Digests,
    Follow,
    FollowAgain,
    NextDigest,
    OfferTopic,
    OpenPause,
    OpenSchedule,
    OpenZones,
    Pause,
    Silence,
    Stop,
    ToggleTopic,
    Unfollow,
)
from bot.views.screen import Screen

ZONES_A_PAGE: Final = 10
LONGEST_PAUSE: Final = 366
"""Days."""
RANGES: Final = {"weekday": range(7), "monthday": range(1, 32), "hour": range(24)}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages are made from: whose chat it is, the content, the words, the moment, the bot's own name."""

    chat_id: int
    kind: str
    subscriptions: Subscriptions
    edition: Edition
    locale: Locale
    now: datetime
    username: str

    def mine(self, following: Following) -> view.Mine:
        """Name what is followed, in the content's order; topics that are gone are not shown."""
        topics = tuple(topic for topic in self.edition.library.topics if topic.id in following.topics)
        return view.Mine(following, topics, self.kind)

    async def read(self) -> view.Mine:
        """Look up what the chat follows."""
        return self.mine(await self.subscriptions.of(self.chat_id))


async def _mine(_: Digests, desk: Desk) -> Screen:
    return view.mine(await desk.read(), desk.locale)


async def _choose(action: ChooseTopics | ToggleTopic, desk: Desk) -> Screen:
    return view.choose(await desk.read(), all_topics(desk.edition.library, action.page), desk.locale)


async def _offer(action: OfferTopic, desk: Desk) -> Screen | None:
    topic = desk.edition.library.topic(action.topic)
    return view.offer(topic, desk.locale) if topic else None


async def _upcoming(_: NextDigest, desk: Desk) -> Screen:
    library = desk.edition.library
    found = await desk.subscriptions.upcoming(desk.chat_id, library)
    shown = None
    if found is not None:
        card = cards.card(library, found.card.id, desk.now) if found.card else None
        shown = digest_view.digest(found, card, desk.locale, desk.username, desk.kind)
    return view.upcoming(await desk.read(), shown, desk.locale)


async def _schedule(_: OpenSchedule, desk: Desk) -> Screen:
    return schedule_view.schedule(await desk.read(), desk.locale)


async def _zones(action: OpenZones, desk: Desk) -> Screen | None:
    found = await desk.read()
    if not action.region:
        short = zones.short(desk.subscriptions.default.time_zone)
        return schedule_view.short_zones(found, short, zones.regions(), desk.now, desk.locale)
    listed = page(zones.of_region(action.region, desk.now), action.page, ZONES_A_PAGE)
    if not listed.items:
        return None
    return schedule_view.region_zones(found, action.region, listed, desk.now, desk.locale)


async def _pauses(_: OpenPause, desk: Desk) -> Screen:
    return view.pauses(await desk.read(), desk.locale)


async def _ask_stop(_: AskStop, desk: Desk) -> Screen:
    return view.ask_stop(await desk.read(), desk.locale)


async def _follow(action: Follow, desk: Desk) -> Screen | None:
    topic = desk.edition.library.topic(action.topic)
    if topic is None:
        return None
    following = await desk.subscriptions.follow(desk.chat_id, [topic.id])
    return view.followed(desk.mine(following), topic, desk.locale)


async def _unfollow(action: Unfollow, desk: Desk) -> Screen | None:
    _, following = await desk.subscriptions.unfollow(desk.chat_id, [action.topic])
    topic = desk.edition.library.topic(action.topic)
    return view.unfollowed(desk.mine(following), topic, desk.locale) if topic else None


async def _toggle(action: ToggleTopic, desk: Desk) -> Screen | None:
    topic = desk.edition.library.topic(action.topic)
    if topic is None:
        return None
    gone, _ = await desk.subscriptions.unfollow(desk.chat_id, [topic.id])
    if not gone:
        await desk.subscriptions.follow(desk.chat_id, [topic.id])
    return await _choose(action, desk)


async def _choose_schedule(action: ChooseSchedule, desk: Desk) -> Screen | None:
    value = _value(action.field, action.value)
    if value is None:
        return None
    following = await desk.subscriptions.choose(desk.chat_id, {action.field: value})
    if action.field == "time_zone":
        return view.mine(desk.mine(following), desk.locale)
    return schedule_view.schedule(desk.mine(following), desk.locale)


def _value(field: str, text: str) -> str | int | None:
    """Read a choice; None for one that no button of ours makes."""
    if field == "cadence":
        return text if text in CADENCES else None
    if field == "time_zone":
        return text if zones.exists(text) else None
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else -1
    return number if number in RANGES.get(field, ()) else None


async def _pause(action: Pause, desk: Desk) -> Screen:
    following = await desk.subscriptions.pause(desk.chat_id, min(action.days, LONGEST_PAUSE))
    return view.mine(desk.mine(following), desk.locale)


async def _silence(action: Silence, desk: Desk) -> Screen:
    following = await desk.subscriptions.silence(desk.chat_id, silent=bool(action.on))
    return view.mine(desk.mine(following), desk.locale)


async def _stop(_: Stop, desk: Desk) -> Screen:
    gone, following = await desk.subscriptions.unfollow(desk.chat_id)
    if not gone:
        # Pressed twice: what the first press removed can still be taken back from there.
        return view.mine(desk.mine(following), desk.locale)
    known = [topic.id for topic in desk.edition.library.topics]
    return view.stopped(desk.mine(following), codes.mask(gone, known), desk.locale)


async def _follow_again(action: FollowAgain, desk: Desk) -> Screen | None:
    topics = codes.unmask(action.mask, [topic.id for topic in desk.edition.library.topics])
    if not topics:
        return None
    following = await desk.subscriptions.follow(desk.chat_id, topics)
    return view.mine(desk.mine(following), desk.locale)


_Opener = Callable[[Any, Desk], Awaitable[Screen | None]]
_PAGES: Final[dict[type[Action], _Opener]] = {
    Digests: _mine,
    ChooseTopics: _choose,
    OfferTopic: _offer,
    NextDigest: _upcoming,
    OpenSchedule: _schedule,
    OpenZones: _zones,
    OpenPause: _pauses,
    AskStop: _ask_stop,
}
_CHANGES: Final[dict[type[Action], _Opener]] = {
    Follow: _follow,
    Unfollow: _unfollow,
    ToggleTopic: _toggle,
    ChooseSchedule: _choose_schedule,
    Pause: _pause,
    Silence: _silence,
    Stop: _stop,
    FollowAgain: _follow_again,
}
PAGES: Final = tuple(_PAGES)
"""The actions that show a page and change nothing."""
CHANGES: Final = tuple(_CHANGES)
"""The actions that change what the chat follows or when."""


async def show(action: Action, desk: Desk) -> Screen | None:
    """Show the page of an action; None when it opens none, or what it names is gone."""
    opener = _PAGES.get(type(action))
    return await opener(action, desk) if opener else None


async def perform(action: Action, desk: Desk) -> Screen | None:
    """Do what an action says, if it is one of these, and show what came of it; None when it names what is gone."""
    opener = _PAGES.get(type(action)) or _CHANGES.get(type(action))
    return await opener(action, desk) if opener else None
