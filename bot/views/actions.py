"""What a button does: one frozen class an action, packed into Telegram's 64 bytes of callback data and read back.

Everything that a button needs stands in its data, so any process can serve any button of any age.
"""

from dataclasses import Field, dataclass, fields
from typing import Any, ClassVar, Self

SEPARATOR = ":"
LONGEST = 64
"""Telegram's limit on callback data, in bytes."""


class BadAction(ValueError):
    """Callback data that is no action of this bot: forged, cut, or of a version that is gone."""


@dataclass(frozen=True, slots=True)
class Action:
    """The root of all actions; `code` is what its data begins with."""

    code: ClassVar[str] = ""

    def pack(self) -> str:
        """Give the callback data. Raises BadAction when it would not fit into Telegram's 64 bytes."""
        values = [str(getattr(self, field.name)) for field in fields(self)]
        if any(SEPARATOR in value for value in values[:-1]):
            raise BadAction(f"{SEPARATOR!r} inside a field of {self!r}")
        data = SEPARATOR.join([self.code, *values])
        if len(data.encode()) > LONGEST:
            raise BadAction(f"{len(data.encode())} bytes of callback data for {self!r}")
        return data

    @classmethod
    def _of(cls, rest: str) -> Self:
        wanted = fields(cls)
        # The last field may hold a packed action of its own, separators included.
        values = rest.split(SEPARATOR, len(wanted) - 1) if wanted else [rest] * bool(rest)
        if len(values) != len(wanted):
            raise BadAction(f"{cls.__name__} takes {len(wanted)} fields, not {len(values)}")
        return cls(*(_read(field, value) for field, value in zip(wanted, values, strict=True)))


def _read(field: "Field[Any]", value: str) -> Any:
    if field.type is not int:
        return value
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise BadAction(f"{field.name} is no number: {value!r}")
    return int(value)


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


@dataclass(frozen=True, slots=True)
class Share(Action):
    """Offer the link to a page; `place` is the page as links write it, `language` and `campaign` go into the link."""

    code = "s"
    language: str
    campaign: str
    place: str


@dataclass(frozen=True, slots=True)
class Campaigns(Action):
    """List one's campaigns."""

    code = "cl"


@dataclass(frozen=True, slots=True)
class Campaign(Action):
    """Open a campaign and its figures."""

    code = "cp"
    campaign: str


@dataclass(frozen=True, slots=True)
class SendFigures(Action):
    """Send a campaign's figures, as `png` (a chart) or `csv`."""

    code = "cf"
    form: str
    campaign: str


@dataclass(frozen=True, slots=True)
class CampaignTopics(Action):
    """List the topics to make a campaign's links for; pages count from 0."""

    code = "ct"
    page: int
    campaign: str


@dataclass(frozen=True, slots=True)
class CampaignCards(Action):
    """List a topic's cards to make a campaign's links for; pages count from 0."""

    code = "cc"
    page: int
    campaign: str
    topic: str


@dataclass(frozen=True, slots=True)
class Coordinators(Action):
    """List the coordinators: for admins."""

    code = "co"


@dataclass(frozen=True, slots=True)
class Coordinator(Action):
    """Open a coordinator: for admins."""

    code = "ck"
    name: str


@dataclass(frozen=True, slots=True)
class RevokeCoordinator(Action):
    """Take a coordinator's rights and unused invitation back: for admins."""

    code = "cX"
    name: str


@dataclass(frozen=True, slots=True)
class SendQr(Action):
    """Send the QR code of a link, as png or svg."""

    code = "q"
    form: str
    language: str
    campaign: str
    place: str


@dataclass(frozen=True, slots=True)
class Posters(Action):
    """Offer the sheets to print for a link; the language `*` means all on one sheet."""

    code = "po"
    language: str
    campaign: str
    place: str


@dataclass(frozen=True, slots=True)
class SendPoster(Action):
    """Send a sheet to print; `form` is its paper and format, as in `a4.pdf`."""

    code = "pp"
    form: str
    language: str
    campaign: str
    place: str


@dataclass(frozen=True, slots=True)
class Close(Action):
    """Remove this message."""

    code = "z"


@dataclass(frozen=True, slots=True)
class Privacy(Action):
    """Tell what is kept of readers."""

    code = "p"


@dataclass(frozen=True, slots=True)
class MyData(Action):
    """Show what is kept of this chat."""

    code = "pd"


@dataclass(frozen=True, slots=True)
class MyDataFile(Action):
    """Send what is kept of this chat as a file."""

    code = "pf"


@dataclass(frozen=True, slots=True)
class AskErase(Action):
    """Ask whether everything kept of this chat shall go."""

    code = "pe"


@dataclass(frozen=True, slots=True)
class Erase(Action):
    """Erase everything kept of this chat."""

    code = "px"


@dataclass(frozen=True, slots=True)
class Keep(Action):
    """Keep what is kept of a chat that was not heard of for long."""

    code = "pk"


@dataclass(frozen=True, slots=True)
class Hide(Action):
    """Remove the messages of the last 48 hours from the chat."""

    code = "hd"


@dataclass(frozen=True, slots=True)
class Rate(Action):
    """Say whether a result helped (`good` 1) or not (0); `at` and `codes` as in OpenResult."""

    code = "th"
    good: int
    at: int
    codes: str


@dataclass(frozen=True, slots=True)
class Deliver(Action):
    """Let deliveries go on (1) or stop all of them (0): for operators."""

    code = "ad"
    on: int


@dataclass(frozen=True, slots=True)
class ShowStats(Action):
    """Show figures by `span` (day, week), those of one chapter: for operators."""

    code = "as"
    span: str
    chapter: str


@dataclass(frozen=True, slots=True)
class NewBroadcast(Action):
    """Begin an urgent notice: for operators."""

    code = "bn"


@dataclass(frozen=True, slots=True)
class WriteLanguage(Action):
    """Write a draft's words in a language; `token` is the draft's, used up when it is confirmed."""

    code = "bw"
    token: str
    language: str


@dataclass(frozen=True, slots=True)
class SkipLanguage(Action):
    """Leave a language of a draft without words."""

    code = "bs"
    token: str
    language: str


@dataclass(frozen=True, slots=True)
class OnlyWritten(Action):
    """Let a draft go to readers of the languages that are written alone."""

    code = "bo"
    token: str


@dataclass(frozen=True, slots=True)
class ConfirmBroadcast(Action):
    """Send a draft to everyone."""

    code = "bc"
    token: str


@dataclass(frozen=True, slots=True)
class CancelBroadcast(Action):
    """Throw a draft away."""

    code = "bz"
    token: str


@dataclass(frozen=True, slots=True)
class WatchBroadcast(Action):
    """Show how far a broadcast is."""

    code = "bp"
    token: str


@dataclass(frozen=True, slots=True)
class StopBroadcast(Action):
    """Send no more of a broadcast."""

    code = "bx"
    token: str


_classes: dict[str, type[Action]] = {
    cls.code: cls
    for cls in (
        Home,
        Languages,
        SetLanguage,
        Ask,
        About,
        Helplines,
        SendContact,
        LegalAid,
        Topics,
        OpenTopic,
        OpenCard,
        OpenResult,
        Changes,
        OpenChange,
        Digests,
        Follow,
        OfferTopic,
        Unfollow,
        ChooseTopics,
        ToggleTopic,
        NextDigest,
        OpenSchedule,
        ChooseSchedule,
        OpenZones,
        OpenPause,
        Pause,
        Silence,
        AskStop,
        Stop,
        FollowAgain,
        Apart,
        Share,
        Campaigns,
        Campaign,
        SendFigures,
        CampaignTopics,
        CampaignCards,
        Coordinators,
        Coordinator,
        RevokeCoordinator,
        SendQr,
        Posters,
        SendPoster,
        Close,
        Privacy,
        MyData,
        MyDataFile,
        AskErase,
        Erase,
        Keep,
        Hide,
        Rate,
        Deliver,
        ShowStats,
        NewBroadcast,
        WriteLanguage,
        SkipLanguage,
        OnlyWritten,
        ConfirmBroadcast,
        CancelBroadcast,
        WatchBroadcast,
        StopBroadcast,
    )
}


def unpack(data: str) -> Action:
    """Read callback data back into its action. Raises BadAction for anything that this version does not know."""
    if len(data.encode(errors="replace")) > LONGEST:
        raise BadAction("longer than Telegram lets data be")
    code, _, rest = data.partition(SEPARATOR)
    cls = _classes.get(code)
    if cls is None:
        raise BadAction(f"no action {code!r}")
    return cls._of(rest)
