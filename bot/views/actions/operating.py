"""What operators do: deliveries, figures, urgent notices."""

from dataclasses import dataclass

from bot.views.actions.action import Action


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
