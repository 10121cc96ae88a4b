"""The list of topics and the page of one topic."""

from bot.i18n import Locale
from bot.services.links import Link
from bot.services.topics import Page, TopicPage
from bot.views.actions import OpenCard, OpenTopic, Topics
from bot.views.changes import menu_button
from bot.views.navigation import back_row, follow_row, home_row, lawyer_row, pages_row
from bot.views.screen import Button, Screen, bold, italic, paragraphs, plain
from content.schema import Topic


def topics(page: Page[Topic], locale: Locale) -> Screen:
    """A page of all topics."""
    return Screen(
        text=paragraphs(bold(locale.t("📚 All topics")), plain(locale.t("What is it about?"))),
        rows=(
            *(
                (
                    Button(
                        f"{topic.icon} {topic.texts[locale.language].name}", OpenTopic(page=0, topic=topic.id)
                    ),
                )
                for topic in page.items
            ),
            *pages_row(locale, page.number, page.pages, lambda number: Topics(page=number)),
            home_row(locale, Topics(page=page.number)),
        ),
    )


def topic(page: TopicPage, locale: Locale) -> Screen:
    """A page of one topic's cards."""
    texts = page.topic.texts[locale.language]
    cards = page.cards
    return Screen(
        text=paragraphs(
            bold(f"{page.topic.icon} {texts.name}"),
            plain(texts.about),
            italic(locale.t("🔁 means: something has changed since the report.")) if page.changed else "",
        ),
        rows=(
            *((lawyer_row(locale),) if page.has_check else ()),
            *(
                (
                    Button(
                        ("🔁 " if card.id in page.changed else "") + card.text(locale.language).title,
                        OpenCard(card=card.id),
                    ),
                )
                for card in cards.items
            ),
            *pages_row(
                locale, cards.number, cards.pages, lambda number: OpenTopic(page=number, topic=page.topic.id)
            ),
            *(((menu_button(locale, page.topic.id),),) if page.has_updates else ()),
            follow_row(locale, page.topic.id),
            back_row(locale, locale.t("All topics"), Topics(page=0)),
            home_row(locale, OpenTopic(page=cards.number, topic=page.topic.id), Link("topic", page.topic.id)),
        ),
    )
