"""All that the bot can do, in one hand: made once at start, and given to whoever serves readers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.i18n import Locale
from bot.metrics import Metrics
from bot.services.broadcasts import Broadcasts
from bot.services.campaigns import Campaigns
from bot.services.edition import Editions
from bot.services.ledger import Ledger
from bot.services.messages import Messages
from bot.services.privacy import Privacy
from bot.services.questions import Questions
from bot.services.readers import Readers
from bot.services.reloading import Reloading
from bot.services.stats import Statistics
from bot.services.subscriptions import Subscriptions
from bot.services.tallies import Tallies


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one running program; handlers take each by the name of its field.

    `operators` are the Telegram ids of those who run the bot.
    """

    editions: Editions
    locales: Mapping[str, Locale]
    readers: Readers
    subscriptions: Subscriptions
    privacy: Privacy
    messages: Messages
    questions: Questions
    tallies: Tallies
    campaigns: Campaigns
    broadcasts: Broadcasts
    ledger: Ledger
    statistics: Statistics
    reloading: Reloading
    operators: frozenset[int]
    clock: Clock
    metrics: Metrics = field(default_factory=Metrics)
