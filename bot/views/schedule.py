"""The choice of cadence, day, hour and time zone: one tap each, with a mark on what is chosen."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.i18n import Locale
from bot.services.schedules import CADENCES
from bot.services.topics import Page
from bot.views.actions import ChooseSchedule, OpenSchedule, OpenZones
from bot.views.digest import moment
from bot.views.navigation import Row, back_row, pages_row
from bot.views.screen import Button, Screen, bold, italic, paragraphs, plain
from bot.views.subscriptions import Mine, back, foot, place, rhythm, weekday

DAYS_A_ROW: Final = 7
HOURS_A_ROW: Final = 6


def schedule(found: Mine, locale: Locale) -> Screen:
    """Everything about when, on one page."""
    chosen = found.following.schedule
    cadences = {
        "daily": locale.t("Every day"),
        "weekly": locale.t("Every week"),
        "monthly": locale.t("Every month"),
    }
    days: tuple[Row, ...] = ()
    if chosen.cadence == "weekly":
        names = [weekday(number, locale, "ccc") for number in range(7)]
        days = _rows("weekday", enumerate(names), str(chosen.weekday), DAYS_A_ROW)
    elif chosen.cadence == "monthly":
        days = _rows("monthday", ((day, str(day)) for day in range(1, 32)), str(chosen.monthday), DAYS_A_ROW)
    due = found.due
    text = paragraphs(
        bold(locale.t("When shall I write?")),
        plain(rhythm(found.following, locale)),
        italic(locale.t("In a month that is shorter, on its last day."))
        if chosen.cadence == "monthly"
        else "",
        bold(locale.t("Next digest: {moment}.", moment=moment(due, locale))) if due else "",
    )
    return Screen(
        text=text,
        rows=(
            *_rows("cadence", ((one, cadences[one]) for one in CADENCES), chosen.cadence, len(CADENCES)),
            *days,
            *_rows("hour", ((hour, f"{hour:02}") for hour in range(24)), str(chosen.hour), HOURS_A_ROW),
            back(locale),
            foot(found.kind, locale, OpenSchedule()),
        ),
    )  # fmt: skip


def short_zones(
    found: Mine, zones: Iterable[str], regions: Iterable[str], now: datetime, locale: Locale
) -> Screen:
    """The time zones that are chosen most, then the regions of the world."""
    chosen = found.following.schedule.time_zone
    names = {
        "Africa": locale.t("Africa"),
        "America": locale.t("America"),
        "Antarctica": locale.t("Antarctica"),
        "Asia": locale.t("Asia"),
        "Atlantic": locale.t("Atlantic Ocean"),
        "Australia": locale.t("Australia"),
        "Europe": locale.t("Europe"),
        "Indian": locale.t("Indian Ocean"),
        "Pacific": locale.t("Pacific Ocean"),
    }
    listed = dict.fromkeys((chosen, *zones))
    buttons = [Button(names.get(region, region), OpenZones(page=0, region=region)) for region in regions]
    return Screen(
        text=_zone_text(found, now, locale),
        rows=(
            *_zone_rows(listed, chosen, now, locale),
            *(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)),
            back(locale),
            foot(found.kind, locale, OpenZones(page=0, region="")),
        ),
    )


def region_zones(found: Mine, region: str, page: Page[str], now: datetime, locale: Locale) -> Screen:
    """A page of a region's time zones, from west to east."""
    return Screen(
        text=_zone_text(found, now, locale),
        rows=(
            *_zone_rows(page.items, found.following.schedule.time_zone, now, locale),
            *pages_row(locale, page.number, page.pages, lambda number: OpenZones(page=number, region=region)),
            back_row(locale, locale.t("Time zones"), OpenZones(page=0, region="")),
            foot(found.kind, locale, OpenZones(page=page.number, region=region)),
        ),
    )


def _zone_text(found: Mine, now: datetime, locale: Locale) -> str:
    chosen = found.following.schedule.time_zone
    return paragraphs(
        bold(locale.t("Which clock shall I go by?")),
        plain(locale.t("Now: {place}.", place=place(chosen, now, locale))),
        plain(locale.t("If your city is missing, choose one that has the same time.")),
    )


def _zone_rows(zones: Iterable[str], chosen: str, now: datetime, locale: Locale) -> tuple[Row, ...]:
    return tuple(
        (
            Button(
                ("✓ " if name == chosen else "") + place(name, now, locale),
                ChooseSchedule(field="time_zone", value=name),
            ),
        )
        for name in zones
    )


def _rows(field: str, options: Iterable[tuple[object, str]], chosen: str, width: int) -> tuple[Row, ...]:
    buttons = [
        Button(("✓" if str(value) == chosen else "") + label, ChooseSchedule(field=field, value=str(value)))
        for value, label in options
    ]
    return tuple(tuple(buttons[at : at + width]) for at in range(0, len(buttons), width))
