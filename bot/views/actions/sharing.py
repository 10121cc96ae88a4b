"""Links, codes and sheets to hand on."""

from dataclasses import dataclass

from bot.views.actions.action import Action


@dataclass(frozen=True, slots=True)
class Share(Action):
    """Offer the link to a page; `place` is the page as links write it, `language` and `campaign` go into the link."""

    code = "s"
    language: str
    campaign: str
    place: str


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
