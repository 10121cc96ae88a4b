"""The menu, topics, cards, answers, and what stands on every page."""

from dataclasses import dataclass

from bot.views.actions.action import Action


@dataclass(frozen=True, slots=True)
class Home(Action):
    """Open the main menu."""

    code = "h"


@dataclass(frozen=True, slots=True)
class Languages(Action):
    """Offer the languages; `place` is the packed action of the page to come back to, or empty for the menu."""

    code = "l"
    place: str


@dataclass(frozen=True, slots=True)
class SetLanguage(Action):
    """Choose a language and show the page of `place` in it."""

    code = "sl"
    language: str
    place: str


@dataclass(frozen=True, slots=True)
class Ask(Action):
    """Explain how to ask a question."""

    code = "a"


@dataclass(frozen=True, slots=True)
class About(Action):
    """Tell what this bot is, its source and its date."""

    code = "i"


@dataclass(frozen=True, slots=True)
class Helplines(Action):
    """List whom to call or write to."""

    code = "n"


@dataclass(frozen=True, slots=True)
class SendContact(Action):
    """Send one contact as a contact card of Telegram's."""

    code = "sc"
    contact: str


@dataclass(frozen=True, slots=True)
class LegalAid(Action):
    """Open the free-lawyer check where these answers lead; `letters` are one a question, none at the beginning."""

    code = "la"
    letters: str


@dataclass(frozen=True, slots=True)
class Topics(Action):
    """List all topics; pages count from 0."""

    code = "t"
    page: int


@dataclass(frozen=True, slots=True)
class OpenTopic(Action):
    """Open a topic at a page of its cards; pages count from 0."""

    code = "o"
    page: int
    topic: str


@dataclass(frozen=True, slots=True)
class OpenCard(Action):
    """Open a card."""

    code = "c"
    card: str


@dataclass(frozen=True, slots=True)
class OpenResult(Action):
    """Open one of the results of a question; `codes` are theirs, best first, parted by dots; `at` counts from 0."""

    code = "r"
    at: int
    codes: str


@dataclass(frozen=True, slots=True)
class Rate(Action):
    """Say whether a result helped (`good` 1) or not (0); `at` and `codes` as in OpenResult."""

    code = "th"
    good: int
    at: int
    codes: str


@dataclass(frozen=True, slots=True)
class Changes(Action):
    """List what changed, newest first; `topic` is empty for all topics, pages count from 0."""

    code = "u"
    page: int
    topic: str


@dataclass(frozen=True, slots=True)
class OpenChange(Action):
    """Open one development by the id of its update."""

    code = "d"
    update: str


@dataclass(frozen=True, slots=True)
class Close(Action):
    """Remove this message."""

    code = "z"


@dataclass(frozen=True, slots=True)
class Hide(Action):
    """Remove the messages of the last 48 hours from the chat."""

    code = "hd"
