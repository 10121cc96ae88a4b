"""`quqyq digests`: for operators and editors of the scheduled digests."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot import clock, config
from bot.cli.output import fail, say
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.config import Settings
    from storage.database import Database
    from storage.tables.delivery import State

app = typer.Typer(help="The scheduled digests.", no_args_is_help=True)

T = TypeVar("T")
MINUTE = timedelta(minutes=1)
RECENT = timedelta(days=35)
"""Slots that the counts look back on: a little more than the longest cadence."""


@app.command("tick")
def tick(
    at: Annotated[
        str, typer.Option(help="When to act as if it were: ISO 8601, such as 2026-11-23T09:00+05:00.")
    ] = "",
) -> None:
    """Plan and deliver what is due, once, and print counts."""
    from bot import logs

    settings = config.load()
    logs.configure(settings.log_level)
    instant = _instant(at, settings) if at else clock.now()
    if settings.bot_token is None:
        raise SettingsError("BOT_TOKEN", "is needed to deliver digests")
    began = time.monotonic()

    async def job(database: "Database") -> str:
        return await _tick(settings, database, lambda: instant + timedelta(seconds=time.monotonic() - began))

    say(_with_database(job))


async def _tick(settings: "Settings", database: "Database", now: clock.Clock) -> str:
    from bot import i18n
    from bot.digests.courier.client import Client
    from bot.digests.courier.courier import Courier
    from bot.digests.parcels import Parcels
    from bot.digests.plan import Planner
    from bot.pace import Pace
    from bot.services.edition import Editions
    from bot.services.subscriptions import Subscriptions

    assert settings.bot_token  # noqa: S101 - the command has looked
    editions = await Editions.open(settings.pack, asked=False, kept=settings.cache_dir)
    locales = await asyncio.to_thread(i18n.load, editions.current.library.languages)
    default = Subscriptions(database, now, settings.timezone).default
    planned = await Planner(database, now, default).tick()
    pace = Pace(settings.digest_rate)
    async with Client(settings.bot_token.get_secret_value(), settings.telegram_api_url, pace) as client:
        parcels = Parcels(database, editions, locales, now, default)
        courier = Courier(client, database, parcels, pace, now)
        delivered = await courier.once()
    counts = {"planned": planned.planned, "too late": planned.dropped}
    counts |= {
        state: courier.counts[state] for state in ("sent", "uncertain", "blocked", "failed", "dropped")
    }
    counts["put back"] = courier.counts["planned"]
    line = ", ".join(f"{name} {count}" for name, count in counts.items())
    return line if delivered else f"{line}; another courier is at work and delivers"


@app.command("preview")
def preview(
    topic: Annotated[str, typer.Option(help="The topic's id, such as children.")],
    lang: Annotated[str, typer.Option(help="The language's code, such as kk.")],
    since: Annotated[str, typer.Option(help="As for readers told until this day: 2026-11-01.")] = "",
) -> None:
    """Show what readers of a topic would get now."""
    from bot import i18n
    from bot.services.cards import card
    from bot.services.digests import compose
    from bot.views.digest import digest
    from bot.views.screen import bare
    from content import loader

    library = loader.load(config.load().pack)
    if library.topic(topic) is None:
        fail(f"digests preview: --topic {topic} is not one of {', '.join(one.id for one in library.topics)}")
    if lang not in library.languages:
        fail(f"digests preview: --lang {lang} is not one of {', '.join(library.languages)}")
    try:
        until = date.fromisoformat(since) if since else date.min
    except ValueError:
        fail(f"digests preview: --since {since} is not a day such as 2026-11-01")
    now = clock.now()
    told = {
        update.id
        for update in library.updates
        if (update.publish_at.date() if update.publish_at else update.checked.last) < until
    }
    found = compose(library, [topic], now, told)
    if found is None:
        say("(nothing to say)")
        return
    page = card(library, found.card.id, now) if found.card else None
    locale = i18n.load([lang])[lang]
    say(bare(digest(found, page, locale, username="bot", kind="private").text))


@app.command("status")
def status() -> None:
    """Say what is planned, how far the sending is, and when the next digest is due."""
    from bot.services import switch
    from storage import deliveries, plan

    async def job(database: "Database") -> list[str]:
        now = clock.now()
        paused = await switch.paused_since(database)
        async with database.session() as session:
            states = await deliveries.count_by_state(session, now - RECENT)
            waiting = await deliveries.count_waiting(session)
            last_minute = await deliveries.count_sent(session, now - MINUTE, now - RECENT)
            next_at = await deliveries.next_at(session)
            due_at = await plan.next_at(session)
        lines = [f"deliveries of {RECENT.days} days: " + (_counts(states) or "none")]
        lines.append(f"waiting: {waiting}" + (f", the first from {_written(next_at)}" if next_at else ""))
        lines.append(f"sent in the last minute: {last_minute}")
        if waiting and last_minute and not paused:
            left = timedelta(seconds=round(waiting * 60 / last_minute))
            lines.append(f"at this pace done in {left}")
        lines.append(f"next digest due: {_written(due_at) if due_at else 'none'}")
        lines.append(f"paused since {_written(paused)}" if paused else "not paused")
        return lines

    for line in _with_database(job):
        say(line)


@app.command("pause")
def pause() -> None:
    """Deliver nothing until `resume`; digests are planned meanwhile and wait."""
    from bot.services import switch

    async def job(database: "Database") -> None:
        await switch.pause(database, clock.now())

    _with_database(job)
    say("paused; nothing is delivered until `quqyq digests resume`")


@app.command("resume")
def resume() -> None:
    """Deliver again; what waited longer than its cadence is dropped for the next."""
    from bot.services import switch

    _with_database(switch.resume)
    say("resumed")


def _with_database(job: "Callable[[Database], Awaitable[T]]") -> T:
    from bot.app import open_database

    async def work() -> T:
        database = await open_database(config.load().database_url)
        try:
            return await job(database)
        finally:
            await database.stop()

    return asyncio.run(work())


def _instant(text: str, settings: "Settings") -> datetime:
    """Read an instant; one without an offset is on the clocks of TIMEZONE."""
    from bot.services.schedules import zone

    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        fail(f"digests tick: --at {text} is not a time such as 2026-11-23T09:00+05:00")
    if found.tzinfo is None:
        found = found.replace(tzinfo=zone(settings.timezone))
    return found.astimezone(UTC)


def _counts(states: "Mapping[State, int]") -> str:
    return ", ".join(f"{state} {count}" for state, count in sorted(states.items()))


def _written(instant: datetime | None) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds") if instant else ""
