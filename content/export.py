"""The pack as plain rows, for other programs."""

from collections.abc import Iterator
from typing import Any

from content.library import Library
from content.schema import Source


def cards(library: Library) -> Iterator[dict[str, Any]]:
    """Yield one row a card, in order: id, topic, paragraphs, status, contacts, and title, body, asks a language."""
    for card in library.cards:
        yield {
            "id": card.id,
            "topic": card.topic,
            "paragraphs": list(card.paragraphs),
            "status": card.status,
            "contacts": list(card.contacts),
        } | {
            lang: {"title": text.title, "body": text.body, "asks": list(text.asks)}
            for lang, text in card.texts.items()
        }


def updates(library: Library) -> Iterator[dict[str, Any]]:
    """Yield one row an update, newest first, withdrawn ones left out; dates are ISO of their true precision."""
    for update in library.updates:
        if update.withdrawn is not None:
            continue
        yield {
            "id": update.id,
            "date": str(update.date),
            "effect": update.effect,
            "paragraphs": list(update.paragraphs),
            "confidence": update.confidence,
            "source": _source(update.source, library.languages[-1]),
            "checked": str(update.checked),
        } | {lang: {"title": text.title, "body": text.body} for lang, text in update.texts.items()}


def _source(source: Source, lang: str) -> dict[str, Any]:
    """What is known of a source; its title in the pack's last language."""
    known = {
        "paragraph": source.paragraph,
        "title": source.title(lang),
        "date": None if source.date is None else str(source.date),
        "url": source.url,
    }
    return {key: value for key, value in known.items() if value is not None}
