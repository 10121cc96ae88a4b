"""Topics that are followed, and when their digests come."""

from dataclasses import dataclass

from bot.views.actions.action import Action


@dataclass(frozen=True, slots=True)
class Digests(Action):
    """Open what the chat follows and when its next digest comes."""

    code = "g"


@dataclass(frozen=True, slots=True)
class Follow(Action):
    """Follow a topic."""

    code = "f"
    topic: str


@dataclass(frozen=True, slots=True)
class OfferTopic(Action):
    """Ask whether to follow a topic: where a link to a digest leads."""

    code = "fo"
    topic: str


@dataclass(frozen=True, slots=True)
class Unfollow(Action):
    """Follow a topic no longer."""

    code = "uf"
    topic: str


@dataclass(frozen=True, slots=True)
class ChooseTopics(Action):
    """List all topics to follow and unfollow; pages count from 0."""

    code = "gt"
    page: int


@dataclass(frozen=True, slots=True)
class ToggleTopic(Action):
    """Follow a topic or follow it no longer, on a page of the list of all topics; pages count from 0."""

    code = "gf"
    page: int
    topic: str


@dataclass(frozen=True, slots=True)
class NextDigest(Action):
    """Show what the next digest would hold by now."""

    code = "gn"


@dataclass(frozen=True, slots=True)
class OpenSchedule(Action):
    """Open the choice of cadence, day and hour."""

    code = "gs"


@dataclass(frozen=True, slots=True)
class ChooseSchedule(Action):
    """Set one field of the schedule: cadence, weekday, monthday, hour or time_zone."""

    code = "gc"
    field: str
    value: str


@dataclass(frozen=True, slots=True)
class OpenZones(Action):
    """Offer time zones: the short list for an empty region, else a page of the region's; pages count from 0."""

    code = "gz"
    page: int
    region: str


@dataclass(frozen=True, slots=True)
class OpenPause(Action):
    """Offer how long to send no digest."""

    code = "go"


@dataclass(frozen=True, slots=True)
class Pause(Action):
    """Send no digest for so many days; 0 ends a pause."""

    code = "gp"
    days: int


@dataclass(frozen=True, slots=True)
class Silence(Action):
    """Deliver digests without a sound (1) or with one (0)."""

    code = "gq"
    on: int


@dataclass(frozen=True, slots=True)
class AskStop(Action):
    """Ask whether to turn everything off."""

    code = "gx"


@dataclass(frozen=True, slots=True)
class Stop(Action):
    """Turn everything off."""

    code = "gX"


@dataclass(frozen=True, slots=True)
class FollowAgain(Action):
    """Undo turning everything off; `mask` says which of the content's topics were followed."""

    code = "gu"
    mask: str


@dataclass(frozen=True, slots=True)
class Apart(Action):
    """Open the page of a packed action in a new message, so that this one stays."""

    code = "n+"
    place: str
