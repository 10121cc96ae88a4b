"""What operators see in the chat: what a reload brought, and how deliveries stand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.i18n import Locale
from bot.services.differences import Difference, Differences, Kind
from bot.services.discretion import told
from bot.services.ledger import Standing
from bot.services.reloading import Reloaded
from bot.views.actions import Deliver, Home
from bot.views.digest import moment
from bot.views.screen import TEXT_LIMIT, Button, Screen, bold, paragraphs, plain, width
from content.fault import Fault

NAMED: Final = 8
"""Ids told of a kind of change; more are counted."""


def reloaded(found: Reloaded, locale: Locale) -> Screen:
    """What a reload brought: what is otherwise than before, or the faults for which the content was refused."""
    if not found.taken:
        return Screen(text=_faults(found.faults, locale))
    if not found.differences:
        return Screen(text=bold(locale.t("✅ Read anew: the content is as it was.")))
    return Screen(
        text=paragraphs(
            bold(locale.t("✅ The new content is in service.")), *_changes(found.differences, locale)
        )
    )


def _changes(found: Differences, locale: Locale) -> tuple[str, ...]:
    names: dict[Kind, str] = {
        "topics": locale.t("Topics"),
        "cards": locale.t("Cards"),
        "contacts": locale.t("Helplines"),
        "updates": locale.t("What changed since the report"),
    }
    rest = plain(locale.t("Other files of the content have changed too.")) if found.rest else ""
    return (*(_kind(names[kind], one, locale) for kind, one in found.by_kind.items()), rest)


def _kind(name: str, one: Difference, locale: Locale) -> str:
    lines = []
    if one.new:
        # NOTE: what a reload brought: {items} are ids, such as free-water
        lines.append(locale.t("new: {items}", items=_ids(one.new, locale)))
    if one.changed:
        lines.append(locale.t("changed: {items}", items=_ids(one.changed, locale)))
    if one.gone:
        lines.append(locale.t("removed: {items}", items=_ids(one.gone, locale)))
    return "\n".join((bold(name), *(f"• {plain(line)}" for line in lines)))


def _ids(ids: Sequence[str], locale: Locale) -> str:
    left = len(ids) - NAMED
    more = [locale.n("{count} more", "{count} more", left)] if left > 0 else []
    return locale.join([*ids[:NAMED], *more])


def _faults(faults: Sequence[Fault], locale: Locale) -> str:
    head = paragraphs(
        bold(locale.n("❌ The content has {count} fault", "❌ The content has {count} faults", len(faults))),
        plain(locale.t("The bot goes on with the content that it has.")),
    )
    room = TEXT_LIMIT - width(head) - 100
    lines: list[str] = []
    for fault in faults:
        line = f"<code>{plain(f'{fault.path}:{fault.line}')}</code> {plain(fault.message[:500])}"
        room -= width(line) + 1
        if room < 0:
            break
        lines.append(line)
    left = len(faults) - len(lines)
    more = plain(locale.n("and {count} more", "and {count} more", left)) if left else ""
    return paragraphs(head, "\n".join(lines), more)


def deliveries(standing: Standing, locale: Locale) -> Screen:
    """How deliveries stand, and the button to stop them or to let them go on."""
    lines = [
        plain(locale.t("Waiting to be sent: {count}", count=told(standing.waiting))),
        plain(locale.t("Next digest due: {moment}", moment=_moment(standing.next_due_at, locale))),
    ]
    if standing.paused_since is None:
        return Screen(
            text=paragraphs(
                bold(locale.t("▶️ Deliveries go out")),
                plain(locale.t("Digests and urgent notices are sent as they fall due.")),
                "\n".join(lines),
            ),
            rows=((Button(locale.t("⏸ Pause"), Deliver(on=0)), Button(locale.t("🏠 Menu"), Home())),),
        )
    return Screen(
        text=paragraphs(
            bold(locale.t("⏸ Deliveries are paused")),
            plain(locale.t("Since {moment}.", moment=_moment(standing.paused_since, locale))),
            plain(
                locale.t(
                    "Digests and urgent notices are planned and wait. Answers to people go on. "
                    "A digest that waits longer than its cadence is left out for the next one."
                )
            ),
            "\n".join(lines),
        ),
        rows=((Button(locale.t("▶️ Resume"), Deliver(on=1)), Button(locale.t("🏠 Menu"), Home())),),
    )


def _moment(instant: datetime | None, locale: Locale) -> str:
    return moment(instant, locale) if instant else "–"
