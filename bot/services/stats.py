"""Stats: what the bot did, by day or by week, for operators; sums and never persons."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.services.tallies import Tallies
from storage import counters, readers
from storage.counters import Tally
from storage.database import Database

Span = Literal["day", "week"]
SPANS: Final[tuple[Span, ...]] = get_args(Span)
DAYS: Final = 30
WEEKS: Final = 26
TOP: Final = 10
"""Cards and campaigns told of by name."""

Outcome = Literal["answer", "urgent", "unsure", "none"]
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)
Arrival = Literal["sent", "failed", "blocked"]
ARRIVALS: Final[tuple[Arrival, ...]] = get_args(Arrival)
Brought = Literal["opened", "new", "followed"]
BROUGHT: Final[tuple[Brought, ...]] = get_args(Brought)

Ranked = tuple[tuple[str, int], ...]
"""Ids with their counts, the greatest first."""


@dataclass(frozen=True, slots=True)
class Stats:
    """The counts of the spans (days or weeks) that begin at `starts`, up to `last`.

    `series` gives a count for each span by the counter's name; `languages` how many readers there are now by language
    (None: none chosen yet); `cards` and `campaigns` are the ids that were opened most.
    """

    span: Span
    starts: tuple[date, ...]
    last: date
    series: Mapping[str, tuple[int, ...]]
    languages: Mapping[str | None, int]
    cards: Ranked
    campaigns: Ranked

    @property
    def first(self) -> date:
        """The first day told of."""
        return self.starts[0]

    def total(self, name: str) -> int:
        """The sum over all spans."""
        return sum(self.series[name])


def outcome(name: Outcome) -> str:
    """Name the counter of how questions were answered."""
    return f"outcome.{name}"


def arrival(name: Arrival) -> str:
    """Name the counter of what became of deliveries."""
    return f"delivery.{name}"


def brought(name: Brought) -> str:
    """Name the counter of what campaigns' links brought."""
    return f"campaign-{name}"


SERIES: Final = (*map(outcome, OUTCOMES), *map(arrival, ARRIVALS), *map(brought, BROUGHT))


class Statistics:
    """Sums up the counters, by days of the operator's `zone`."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo, tallies: Tallies) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._tallies = tallies

    async def by(self, span: Span) -> Stats:
        """Sum up the last 30 days or 26 weeks, today included. Raises StorageError."""
        await self._tallies.flush()
        last = self._clock().astimezone(self._zone).date()
        starts = _starts(span, last)
        async with self._database.session() as session:
            tallies = await counters.sums(session, SERIES, starts[0], last)
            languages = await readers.count_by_language(session)
            cards = await counters.by_key(session, "card", starts[0], last)
            links = await counters.by_key(session, brought("opened"), starts[0], last)
        campaigns: Counter[str] = Counter()
        for key, count in links.items():
            campaigns[key.partition("/")[0]] += count
        return Stats(
            span=span,
            starts=starts,
            last=last,
            series=_series(tallies, starts, span),
            languages=languages,
            cards=tuple(cards.items())[:TOP],
            campaigns=tuple(campaigns.most_common(TOP)),
        )


def _starts(span: Span, last: date) -> tuple[date, ...]:
    step = timedelta(days=1 if span == "day" else 7)
    end = last if span == "day" else last - timedelta(days=last.weekday())
    number = DAYS if span == "day" else WEEKS
    return tuple(end - back * step for back in reversed(range(number)))


def _series(tallies: Iterable[Tally], starts: tuple[date, ...], span: Span) -> dict[str, tuple[int, ...]]:
    length = 1 if span == "day" else 7
    counts = {name: [0] * len(starts) for name in SERIES}
    for tally in tallies:
        counts[tally.name][(tally.day - starts[0]).days // length] += tally.count
    return {name: tuple(found) for name, found in counts.items()}
