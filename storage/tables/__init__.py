"""The tables, one a file. Importing this package registers all of them on `metadata`."""

from storage.tables.base import metadata
from storage.tables.broadcast import Broadcast, Broadcaster, BroadcastText
from storage.tables.campaign import Campaign
from storage.tables.coordinator import Coordinator
from storage.tables.counter import Counter
from storage.tables.delivery import Delivery
from storage.tables.published import Published
from storage.tables.question import Question
from storage.tables.reader import Reader
from storage.tables.sent_card import SentCard
from storage.tables.sent_message import SentMessage
from storage.tables.setting import Setting
from storage.tables.subscription import Subscription

__all__ = [
    "Broadcast",
    "BroadcastText",
    "Broadcaster",
    "Campaign",
    "Coordinator",
    "Counter",
    "Delivery",
    "Published",
    "Question",
    "Reader",
    "SentCard",
    "SentMessage",
    "Setting",
    "Subscription",
    "metadata",
]
