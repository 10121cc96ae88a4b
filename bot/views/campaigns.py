"""Campaigns, for who may make them: the list, one with its figures, its links, and who coordinates."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Final

from bot.i18n import Locale
from bot.services import links
from bot.services.campaigns import KINDS, MOST, Campaign, Coordinator, Figures, Made, Role, What
from bot.services.discretion import FEWEST, height
from bot.services.links import LONGEST_CAMPAIGN, Link
from bot.services.topics import Page, TopicPage
from bot.views import actions
from bot.views.actions import (
    CampaignCards,
    Campaigns,
    CampaignTopics,
    Coordinators,
    Home,
    RevokeCoordinator,
    SendFigures,
    Share,
)
from bot.views.navigation import back_row, pages_row
from bot.views.screen import Button, Screen, bold, italic, paragraphs, plain
from bot.views.sheets.chart import Bars, Chart
from content.library import Library
from content.schema import Topic

SHOWN: Final = 40
"""Campaigns with a button each; Telegram takes a hundred buttons at most."""
TOPICS: Final = 10
"""Topics told of below a campaign; the file has all."""


def campaigns(role: Role, found: Sequence[Campaign], locale: Locale, note: str = "") -> Screen:
    """Somebody's campaigns, and how to make one; `note` says what has just happened."""
    listed = tuple(
        (
            Button(
                f"{one.id} · {one.coordinator}" if role.admin and one.coordinator else one.id,
                actions.Campaign(campaign=one.id),
            ),
        )
        for one in found[:SHOWN]
    )
    text = paragraphs(
        italic(note) if note else "",
        bold(locale.t("📣 Campaigns")),
        plain(
            locale.t(
                "A campaign’s links, codes and posters are its own, so you see how often they are opened. "
                "It knows no person."
            )
        ),
        # NOTE: {example} is a command to type, as in /campaign school-7
        plain(
            locale.t(
                "To make one, write {example}: 2 to {most} small Latin letters, digits and hyphens.",
                example="/campaign school-7",
                most=LONGEST_CAMPAIGN,
            )
        ),
    )
    admins = ((Button(locale.t("👥 Coordinators"), Coordinators()),),) if role.admin else ()
    return Screen(text=text, rows=(*listed, *admins, (Button(locale.t("🏠 Menu"), Home()),)))


def made(outcome: Made, name: str, locale: Locale) -> str:
    """What became of the wish for a campaign."""
    notes = {
        "made": locale.t("✅ “{campaign}” is made.", campaign=name),
        "taken": locale.t("The name “{campaign}” is taken. Please choose another.", campaign=name),
        "bad-name": locale.t("This name does not work."),
        "too-many": locale.n("You have {count} campaign; more are not possible.",
                             "You have {count} campaigns; more are not possible.", MOST),
    }  # fmt: skip
    return notes[outcome]


def campaign(figures: Figures, library: Library, locale: Locale) -> Screen:
    """A campaign: what its links brought, by kind and by topic, and the ways to its links."""
    name = figures.campaign
    kinds = _kinds(locale)
    totals = [f"{plain(kinds[kind])}: {bold(figures.told(figures.total(kind)))}" for kind in KINDS]
    return Screen(
        text=paragraphs(
            bold(f"📣 {name}"),
            plain(_period(figures, locale)),
            "\n".join(totals),
            _by_topic(figures, library, locale),
            italic(_few(locale)),
        ),
        rows=(
            (
                Button(
                    locale.t("🔗 Link to the menu"),
                    Share(language=locale.language, campaign=name, place=links.place(Link())),
                ),
            ),
            (Button(locale.t("🔗 Link to a topic or card"), CampaignTopics(page=0, campaign=name)),),
            (
                Button(locale.t("📈 Chart"), SendFigures(form="png", campaign=name)),
                Button("CSV", SendFigures(form="csv", campaign=name)),
            ),
            back_row(locale, locale.t("Campaigns"), Campaigns()),
            (Button(locale.t("🏠 Menu"), Home()),),
        ),
    )


def topics(page: Page[Topic], name: str, locale: Locale) -> Screen:
    """The topics to make a campaign's links for."""
    return Screen(
        text=paragraphs(bold(f"📣 {name}"), plain(locale.t("Where shall the link lead?"))),
        rows=(
            *(
                (
                    Button(
                        f"{topic.icon} {topic.texts[locale.language].name}",
                        CampaignCards(page=0, campaign=name, topic=topic.id),
                    ),
                )
                for topic in page.items
            ),
            *pages_row(
                locale, page.number, page.pages, lambda number: CampaignTopics(page=number, campaign=name)
            ),
            back_row(locale, name, actions.Campaign(campaign=name)),
        ),
    )


def cards(page: TopicPage, name: str, locale: Locale) -> Screen:
    """A topic itself and its cards, to make a campaign's links for."""

    def leads(link: Link) -> Share:
        return Share(language=locale.language, campaign=name, place=links.place(link))

    topic = page.topic
    return Screen(
        text=paragraphs(bold(f"📣 {name}"), plain(locale.t("Where shall the link lead?"))),
        rows=(
            (Button(f"{topic.icon} {topic.texts[locale.language].name}", leads(Link("topic", topic.id))),),
            *(
                (Button(f"→ {card.text(locale.language).title}", leads(Link("card", card.id))),)
                for card in page.cards.items
            ),
            *pages_row(
                locale,
                page.cards.number,
                page.cards.pages,
                lambda number: CampaignCards(page=number, campaign=name, topic=topic.id),
            ),
            back_row(locale, locale.t("All topics"), CampaignTopics(page=0, campaign=name)),
        ),
    )


def coordinators(found: Sequence[Coordinator], locale: Locale, note: str = "") -> Screen:
    """Who may make campaigns besides the admins, and how to invite."""
    return Screen(
        text=paragraphs(
            italic(note) if note else "",
            bold(locale.t("👥 Coordinators")),
            plain(
                locale.t(
                    "To invite one, write {example}, with a short name for the organisation. "
                    "You get a link that works once.",
                    example="/campaign invite red-tulip",
                )
            ),
        ),
        rows=(
            *(
                (Button(("" if one.came else "⏳ ") + one.name, actions.Coordinator(name=one.name)),)
                for one in found[:SHOWN]
            ),
            back_row(locale, locale.t("Campaigns"), Campaigns()),
        ),
    )


def coordinator(one: Coordinator, locale: Locale) -> Screen:
    """One coordinator, and how to take the right back."""
    came = locale.t("The invitation has been used.") if one.came else locale.t("The invitation waits.")
    return Screen(
        text=paragraphs(bold(f"👤 {one.name}"), plain(came), plain(locale.date(one.since))),
        rows=(
            (Button(locale.t("🚫 Take the right back"), RevokeCoordinator(name=one.name)),),
            back_row(locale, locale.t("Coordinators"), Coordinators()),
        ),
    )


def invited(name: str, address: str, locale: Locale) -> Screen:
    """A new invitation: the link to send to the coordinator."""
    return Screen(
        text=paragraphs(
            bold(locale.t("✉️ Invitation for “{name}”", name=name)),
            plain(address),
            italic(locale.t("It works once. Send it to the coordinator alone.")),
        ),
        rows=(
            (Button(locale.t("📋 Copy the link"), copies=address),),
            back_row(locale, locale.t("Coordinators"), Coordinators()),
        ),
    )


def not_invited(locale: Locale) -> str:
    """No invitation could be made under this name."""
    return locale.t("This name is taken or does not work.")


def revoked(name: str, locale: Locale) -> str:
    """A coordinator's right is gone."""
    return locale.t("“{name}” makes no campaigns any more.", name=name)


def welcome(name: str, locale: Locale) -> str:
    """Someone used an invitation."""
    return locale.t("Welcome! You coordinate the campaigns of “{name}”.", name=name)


def chart(figures: Figures, locale: Locale) -> Chart:
    """The words and bars of a campaign's chart."""
    days, kinds = figures.days, _kinds(locale)
    rows = [
        Bars(
            name=kinds[kind],
            total=figures.told(figures.total(kind)),
            counts=[height(figures.by_day.get((kind, day), 0)) for day in days],
        )
        for kind in KINDS
    ]
    ticks = [(at, day(days[at], locale)) for at in (0, len(days) // 2, len(days) - 1)]
    # NOTE: explains the hollow bars of a chart; the number is 5
    few = locale.t("Fewer than {count}", count=FEWEST)
    return Chart(figures.campaign, _period(figures, locale), locale.language, rows, ticks, few)


def day(of: date, locale: Locale) -> str:
    """Write a day without its year: «25 October»."""
    # NOTE: a CLDR date pattern for a day without its year, as in «25 October»
    return locale.moment(datetime.combine(of, time(12), UTC), locale.t("d MMMM"))


def _by_topic(figures: Figures, library: Library, locale: Locale) -> str:
    counts = [(count, topic) for (kind, topic), count in figures.by_topic.items() if kind == "opened"]
    lines = []
    for count, topic_id in sorted(counts, key=lambda pair: (-pair[0], pair[1]))[:TOPICS]:
        topic = library.topic(topic_id)
        name = f"{topic.icon} {topic.texts[locale.language].name}" if topic else locale.t("Menu")
        lines.append(f"{plain(name)}: {plain(figures.told(count))}")
    return "\n".join((bold(locale.t("Opened, by topic")), *lines)) if lines else ""


def _kinds(locale: Locale) -> dict[What, str]:
    return {
        "opened": locale.t("Links opened"),
        "new": locale.t("New readers"),
        "followed": locale.t("Topics followed by them"),
    }


def _period(figures: Figures, locale: Locale) -> str:
    return locale.t(
        "From {first} to {last}", first=locale.date(figures.first), last=locale.date(figures.last)
    )


def _few(locale: Locale) -> str:
    return locale.n(
        "Fewer than {count} is shown as <{count}.", "Fewer than {count} are shown as <{count}.", FEWEST
    )
