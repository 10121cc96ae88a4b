"""Figures for operators: a picture a chapter, and the same in few words; small counts are not told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal, TypeVar, get_args

from bot.i18n import Locale
from bot.services.discretion import FEWEST, height, told
from bot.services.stats import (
    ARRIVALS,
    BROUGHT,
    OUTCOMES,
    SPANS,
    Span,
    Stats,
    arrival,
    brought,
    outcome,
)
from bot.views.actions import Home, ShowStats
from bot.views.campaigns import day
from bot.views.languages import NAMES
from bot.views.screen import Button, Screen, bold, italic, paragraphs, plain
from bot.views.sheets.chart import Bars, Chart, chart
from bot.views.sheets.ranking import Place, Ranking, Rankings, rankings
from content.library import Library

T = TypeVar("T")
Chapter = Literal["questions", "readers", "digests", "campaigns"]
CHAPTERS: Final[tuple[Chapter, ...]] = get_args(Chapter)
NAMED: Final = 5
"""Names told of in words; the picture has more."""


def stats(found: Stats, chapter: Chapter, library: Library, locale: Locale) -> Screen:
    """What stands below the picture of a chapter, and the ways to the others."""
    if chapter == "readers":
        lines = [
            *(f"{plain(name)}: {bold(_told(count, locale))}" for name, count in _languages(found, locale)),
            *_best(locale.t("Most read cards"), _cards(found, library, locale), locale),
        ]
    else:
        names = _series(chapter, locale)
        lines = [f"{plain(words)}: {bold(_told(found.total(name), locale))}" for name, words in names.items()]
        if chapter == "campaigns":
            lines += _best(locale.t("Links opened, by campaign"), _ranked(found.campaigns, str), locale)
    few = locale.n(
        "Fewer than {count} is shown as <{count}.", "Fewer than {count} are shown as <{count}.", FEWEST
    )
    return Screen(
        text=paragraphs(
            bold(_titles(locale)[chapter]), plain(_period(found, locale)), "\n".join(lines), italic(few)
        ),
        rows=_rows(found.span, chapter, locale),
    )


def drawing(
    found: Stats, chapter: Chapter, library: Library, locale: Locale
) -> tuple[Callable[..., bytes], Chart | Rankings]:
    """What to draw a chapter's picture with, and its words and bars; drawing blocks."""
    title, period = _titles(locale)[chapter], _period(found, locale)
    if chapter == "readers":
        none = locale.t("Nothing yet")
        lists = (
            Ranking(locale.t("Readers now, by language"), _places(_languages(found, locale), locale), none),
            Ranking(locale.t("Most read cards"), _places(_cards(found, library, locale), locale), none),
        )
        return rankings, Rankings(title, period, locale.language, lists)
    # NOTE: explains the hollow bars of a chart; the number is 5
    few = locale.t("Fewer than {count}", count=FEWEST)
    rows = [
        Bars(words, _told(found.total(name), locale), [height(count) for count in found.series[name]])
        for name, words in _series(chapter, locale).items()
    ]
    starts = found.starts
    ticks = [(at, day(starts[at], locale)) for at in (0, len(starts) // 2, len(starts) - 1)]
    return chart, Chart(title, period, locale.language, rows, ticks, few, locale.number)


def _titles(locale: Locale) -> Mapping[Chapter, str]:
    return {
        "questions": locale.t("❓ Questions"),
        "readers": locale.t("👥 Readers and cards"),
        "digests": locale.t("📮 Deliveries"),
        "campaigns": locale.t("📣 Campaigns"),
    }


def _series(chapter: Chapter, locale: Locale) -> Mapping[str, str]:
    if chapter == "questions":
        words = {
            "answer": locale.t("Answered"),
            "urgent": locale.t("Answered with numbers to call: danger"),
            "unsure": locale.t("Unsure: offered a choice"),
            "none": locale.t("Refused: not in the content"),
        }
        return {outcome(name): words[name] for name in OUTCOMES}
    if chapter == "digests":
        words = {
            "sent": locale.t("Delivered"),
            "failed": locale.t("Failed"),
            "blocked": locale.t("Readers who had blocked the bot"),
        }
        return {arrival(name): words[name] for name in ARRIVALS}
    words = {
        "opened": locale.t("Links opened"),
        "new": locale.t("New readers"),
        "followed": locale.t("Topics followed by them"),
    }
    return {brought(name): words[name] for name in BROUGHT}


def _languages(found: Stats, locale: Locale) -> list[tuple[str, int]]:
    def name(language: str | None) -> str:
        return NAMES.get(language, language) if language else locale.t("No language chosen yet")

    return _ranked(found.languages.items(), name)


def _cards(found: Stats, library: Library, locale: Locale) -> list[tuple[str, int]]:
    def name(card_id: str) -> str:
        card = library.card(card_id)
        return card.text(locale.language).title if card else card_id

    return _ranked(found.cards, name)


def _ranked(counts: Iterable[tuple[T, int]], name: Callable[[T], str]) -> list[tuple[str, int]]:
    """Name and rank; among counts too small to be told, the order tells nothing either."""
    named = [(name(key), count) for key, count in counts]
    return sorted(named, key=lambda one: (-max(one[1], FEWEST - 1), one[0]))


def _best(title: str, ranked: Sequence[tuple[str, int]], locale: Locale) -> list[str]:
    if not ranked:
        return []
    return [
        "",
        bold(title),
        *(f"{plain(name)}: {bold(_told(count, locale))}" for name, count in ranked[:NAMED]),
    ]


def _places(ranked: Iterable[tuple[str, int]], locale: Locale) -> list[Place]:
    return [Place(name, height(count), _told(count, locale)) for name, count in ranked]


def _told(count: int, locale: Locale) -> str:
    return told(count) if height(count) is None else locale.number(count)


def _period(found: Stats, locale: Locale) -> str:
    period = locale.t("From {first} to {last}", first=locale.date(found.first), last=locale.date(found.last))
    return f"{period} · {_spans(locale)[found.span]}"


def _spans(locale: Locale) -> Mapping[Span, str]:
    return {"day": locale.t("By day"), "week": locale.t("By week")}


def _rows(span: Span, chapter: Chapter, locale: Locale) -> tuple[tuple[Button, ...], ...]:
    spans, titles = _spans(locale), _titles(locale)

    def chosen(words: str, *, now: bool) -> str:
        return f"✓ {words}" if now else words

    chapters = [
        Button(chosen(titles[one], now=one == chapter), ShowStats(span=span, chapter=one)) for one in CHAPTERS
    ]
    return (
        tuple(
            Button(chosen(spans[one], now=one == span), ShowStats(span=one, chapter=chapter)) for one in SPANS
        ),
        tuple(chapters[:2]),
        tuple(chapters[2:]),
        (Button(locale.t("🏠 Menu"), Home()),),
    )
