"""What is kept of a chat."""

from dataclasses import dataclass

from bot.views.actions.action import Action


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
