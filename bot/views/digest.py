"""A digest as it arrives: the updates of a reader's topics, or one card; it fits into one message."""

from datetime import datetime
from typing import Final

from bot.i18n import Locale
from bot.services.cards import CardPage
from bot.services.digests import Digest
from bot.views import card as card_view
from bot.views import changes, links
from bot.views.actions import Action, Apart, Changes, Digests, OpenCard, OpenTopic, Unfollow
from bot.views.navigation import Row
from bot.views.screen import TEXT_LIMIT, Button, Screen, bold, italic, link, paragraphs, plain, width
from content.schema import Topic, Update

LONGEST: Final = 8
"""Updates that a digest tells in full; nobody reads more at once."""
UNFOLLOWS: Final = 3
"""Topics that a digest offers to unfollow; more are a page of their own."""


def digest(found: Digest, page: CardPage | None, locale: Locale, username: str, kind: str) -> Screen:
    """The message; `page` is the card's when it brings one, `username` the bot's, `kind` that of the chat."""
    if found.card and page:
        text = paragraphs(
            italic(locale.t("Nothing new in your topics this time, so here is a card you have not had yet.")),
            card_view.text(page, locale),
        )
        target: Action = OpenCard(card=page.card.id)
        title = page.card.text(locale.language).title
        topics: tuple[Topic, ...] = (page.topic,)
    else:
        text = _news(found, locale, username)
        told = tuple(topic for topic in found.topics if topic.id in _topics_told(found))
        topics = told or found.topics
        target = _list(topics)
        title = _title(found, locale)
    return Screen(text=text, rows=_rows(topics, target, title, locale, username, kind))


def _news(found: Digest, locale: Locale, username: str) -> str:
    """The updates, newest first, as many as fit, and a link to the rest."""
    head = bold(f"🗓 {_title(found, locale)}")
    entries = [_entry(found, update, locale, username) for update in found.updates[:LONGEST]]
    room = TEXT_LIMIT - width(head) - width(_more(len(found.updates), found, locale, username)) - 4
    shown: list[str] = []
    for entry in entries:
        room -= width(entry) + 2
        if room < 0:
            break
        shown.append(entry)
    left = len(found.updates) - len(shown)
    return paragraphs(head, *shown, _more(left, found, locale, username) if left else "")


def _entry(found: Digest, update: Update, locale: Locale, username: str) -> str:
    words = update.text(locale.language)
    opens = links.address(username, OpenCard(card=found.pages[update.id].id))
    day = locale.date(update.date.first, update.date.precision)
    icon = next(topic.icon for topic in found.topics if topic.id == found.pages[update.id].topic)
    return "\n".join(
        (
            f"{icon} <b>{link(words.title, opens)}</b>",
            italic(day),
            plain(words.body.strip()),
            changes.source(update, locale),
        )
    )


def _more(count: int, found: Digest, locale: Locale, username: str) -> str:
    words = locale.n("and {count} more", "and {count} more", count)
    return link(words, links.address(username, _list(found.topics)))


def _list(topics: tuple[Topic, ...]) -> Changes:
    """The list that holds all of these topics' updates: the topic's own, or everything."""
    return Changes(page=0, topic=topics[0].id if len(topics) == 1 else "")


def _topics_told(found: Digest) -> set[str]:
    return {found.pages[update.id].topic for update in found.updates[:LONGEST]}


def _title(found: Digest, locale: Locale) -> str:
    count = len(found.updates)
    news = locale.n("What changed: {count} update", "What changed: {count} updates", count)
    if len(found.topics) == 1:
        topic = found.topics[0]
        return f"{news} · {topic.icon} {topic.text(locale.language).name}"
    return news


def _rows(
    topics: tuple[Topic, ...], target: Action, title: str, locale: Locale, username: str, kind: str
) -> tuple[Row, ...]:
    url = links.address(username, target)
    share = Button(locale.t("📤 Share"), url=links.share(url, title))
    if kind == "channel":
        return ((Button(locale.t("🤖 Open the bot"), url=url), share),)
    unfollow = tuple(
        (
            Button(
                locale.t("🔕 Unfollow {topic}", topic=topic.text(locale.language).name),
                Apart(place=Unfollow(topic=topic.id).pack()),
            ),
        )
        for topic in topics[:UNFOLLOWS]
    )
    opens: tuple[Row, ...] = ()
    if len(topics) == 1 and kind == "private":
        name = f"{topics[0].icon} {topics[0].text(locale.language).name}"
        opens = ((Button(name, Apart(place=OpenTopic(page=0, topic=topics[0].id).pack())),),)
    return (
        *opens,
        *unfollow,
        (Button(locale.t("⏰ My digests"), Apart(place=Digests().pack())), share),
    )


def moment(when: datetime, locale: Locale) -> str:
    """Write when a digest comes, on the clock of the datetime's own zone: «Monday, 23 November, 09:00»."""
    # NOTE: a CLDR date pattern: EEEE weekday, d day, MMMM month, HH:mm hour
    return locale.moment(when, locale.t("EEEE, d MMMM, HH:mm"))
