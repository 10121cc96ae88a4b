"""`quqyq link`: a link to a page of the bot, with its code and poster, for whoever prints by the hundred."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import config
from bot.cli.output import fail, say, with_progress

if TYPE_CHECKING:
    from bot.i18n import Locale
    from bot.services.links import Link
    from bot.views.sheets.sheet import Sheet
    from content.library import Library

ALL = "all"
PAPERS = {"a4": "a4", "a5": "a5", "cards": "pc"}


def link(
    topic: Annotated[str, typer.Option(help="The id of the topic to open.")] = "",
    card: Annotated[str, typer.Option(help="The id of the card to open.")] = "",
    lang: Annotated[
        str, typer.Option(help="The language to open it in, such as kk; all: let people choose.")
    ] = ALL,
    campaign: Annotated[str, typer.Option(help="The campaign that openings count for.")] = "",
    qr: Annotated[Path | None, typer.Option(help="Write the QR code here (.png or .svg).")] = None,
    poster: Annotated[Path | None, typer.Option(help="Write a sheet to print here (.pdf or .png).")] = None,
    paper: Annotated[str, typer.Option(help="What to print: a4, a5 or cards (ten on A4).")] = "a4",
    name: Annotated[str, typer.Option(help="The organisation's name for the sheet.")] = "",
    logo: Annotated[Path | None, typer.Option(help="The organisation's logo (PNG, JPEG or WebP).")] = None,
) -> None:
    """Print the link to a topic, a card or the menu; write its code and poster."""
    _endings(qr, (".png", ".svg"))
    _endings(poster, (".pdf", ".png"))
    if paper not in PAPERS:
        fail(f"link: --paper {paper} is not one of {', '.join(PAPERS)}")
    from bot.services import links
    from content import loader

    settings = config.load()
    library = with_progress("Reading the content", lambda: loader.load(settings.pack))
    if lang not in (*library.languages, ALL):
        fail(f"link: --lang {lang} is not one of {', '.join(library.languages)}, {ALL}")
    target = _target(library, topic, card, "" if lang == ALL else lang, campaign)
    username, signing = _bot(settings)
    address = links.address(username, target, signing)
    if qr is not None:
        from bot.views.sheets import qr as codes

        _write(qr, (codes.svg if qr.suffix == ".svg" else codes.png)(address))
    if poster is not None:
        from bot.views.sheets import printing

        sheet = _sheet(library, target, lang, username, signing, name, logo)
        made = with_progress("Printing", lambda: printing.printed(sheet, PAPERS[paper], poster.suffix[1:]))
        _write(poster, made)
    say(address)


def _target(library: "Library", topic: str, card: str, language: str, campaign: str) -> "Link":
    from bot.services.links import CAMPAIGN, Link

    if topic and library.topic(topic) is None:
        fail(f"link: there is no topic {topic}")
    found = library.card(card) if card else None
    if card and found is None:
        fail(f"link: there is no card {card}")
    if found is not None and topic and found.topic != topic:
        fail(f"link: the card {card} stands in the topic {found.topic}, not in {topic}")
    if campaign and not CAMPAIGN.match(campaign):
        fail("link: --campaign takes 2 to 16 small Latin letters, digits and hyphens")
    if card:
        return Link("card", card, language, campaign)
    return Link("topic", topic, language, campaign) if topic else Link("home", "", language, campaign)


def _bot(settings: config.Settings) -> tuple[str, bytes]:
    """The bot's username and the key of its links; without a token those of the local Telegram."""
    from bot.services import links

    if settings.bot_token is None:
        from bot.sandbox import demo

        return demo.USERNAME, links.key(demo.TOKEN)
    from bot.conversation import identity

    token = settings.bot_token.get_secret_value()
    return asyncio.run(identity.username(token, settings.telegram_api_url)), links.key(token)


def _sheet(
    library: "Library", target: "Link", lang: str, username: str, signing: bytes, name: str, logo: Path | None
) -> "Sheet":
    from bot import i18n
    from bot.views import poster as view
    from bot.views.sheets import logo as logos

    locales: dict[str, Locale] = dict(i18n.load(library.languages))
    chosen = list(locales.values()) if lang == ALL else [locales[lang]]
    try:
        mark = logos.read(logo.read_bytes()) if logo else None
    except OSError as error:
        fail(f"{logo}: {error.strerror}")
    except logos.BadLogo:
        fail(f"{logo}: not a PNG, JPEG or WebP of at most 10 MB and 40 megapixels")
    sheet = view.sheet(library, chosen, target, username, signing, name=name, logo=mark)
    assert sheet is not None  # noqa: S101 - its page was found above
    return sheet


def _endings(path: Path | None, endings: tuple[str, ...]) -> None:
    if path is not None and path.suffix not in endings:
        fail(f"{path}: the name must end with {' or '.join(endings)}")


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        fail(f"{path}: {error.strerror}")
