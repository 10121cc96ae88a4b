"""`quqyq content`: for editors of the curated content."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from bot import config
from bot.cli.output import fail, say, with_progress

LIKE = 60
"""Likeness (0 to 100) from which an id may be the one that was meant."""

app = typer.Typer(help="The curated content.", no_args_is_help=True)


@app.command("check")
def check() -> None:
    """Check the content pack, and list every fault with its file and line."""
    from content.check import check

    pack = config.load().pack
    found = with_progress("Checking the content", lambda: check(pack))
    faults = [fault for fault in found if fault.severity == "fault"]
    for fault in found:
        say(str(fault))
    say(f"{len(faults)} faults, {len(found) - len(faults)} warnings")
    raise SystemExit(1 if faults else 0)


@app.command("export")
def export(
    updates: Annotated[
        bool, typer.Option("--updates", help="Export the dated developments instead.")
    ] = False,
) -> None:
    """Print the content as JSONL: a card (or an update) a line."""
    from content import export, loader

    library = loader.load(config.load().pack)
    for row in export.updates(library) if updates else export.cards(library):
        say(json.dumps(row, ensure_ascii=False))


@app.command("coverage")
def coverage() -> None:
    """Say which paragraphs of the document the cards cover, topic by topic."""
    from content import coverage, loader, report
    from content.fault import Fault

    pack = config.load().pack
    library = loader.load(pack)
    faults: list[Fault] = []
    found, _ = report.read_report(pack, library.info.document.paragraphs, faults)
    if found is None:
        raise loader.PackError(faults)
    for line in coverage.lines(library, found.procedural):
        say(line)


@app.command("show")
def show(card: Annotated[str, typer.Argument(help="The card's id.")]) -> None:
    """Show a card as its readers see it, all languages side by side."""
    from content import loader

    library = loader.load(config.load().pack)
    found = library.card(card) or library.update(card)
    if found is None:
        fail(f"content show: there is no card or update {card!r}{_nearest(card, library.ids)}")
    from rich.console import Console
    from rich.table import Table

    paragraphs = ", ".join(map(str, found.paragraphs))
    table = Table(title=f"{found.id} · {paragraphs}", show_lines=True, expand=True)
    for language in library.languages:
        table.add_column(language, ratio=1)
    table.add_row(*(f"[b]{found.text(language).title}[/b]" for language in library.languages))
    table.add_row(*(found.text(language).body.strip() for language in library.languages))
    if (shown := library.card(card)) is not None:
        table.add_row(
            *("\n".join(f"· {ask}" for ask in shown.text(language).asks) for language in library.languages)
        )
    Console().print(table)


@app.command("new")
def new(
    topic: Annotated[str, typer.Argument(help="The topic's id, the name of its folder.")],
    card: Annotated[str, typer.Argument(help="An id for the card, such as bullying-at-school.")],
) -> None:
    """Make an empty card to fill in."""
    from content import drafts

    say(f"{drafts.card(config.load().pack, topic, card)}: fill it in, then `quqyq content check`")


@app.command("agree")
def agree(
    ids: Annotated[list[str] | None, typer.Argument(help="Ids of cards and updates.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All cards and updates.")] = False,
) -> None:
    """Say that the languages of a card or update tell the same; run it after you compared them."""
    from content.agree import agree

    if bool(ids) == every:
        fail("content agree: give either ids or --all")
    pack = config.load().pack
    _refuse_unknown(ids or (), pack)
    changed = agree(pack, None if every else ids)
    for path in changed:
        say(path)
    say(f"{len(changed)} files agreed")


def _refuse_unknown(ids: Iterable[str], pack: Path) -> None:
    """Stop at an id that no card and no update has; other faults of the content are no hindrance."""
    from content.loader import read_pack

    library = read_pack(pack).library
    if library is None:
        return  # `agree` tells why the pack cannot be read
    for wrong in (one for one in ids if not (library.card(one) or library.update(one))):
        fail(f"content agree: there is no card or update {wrong!r}{_nearest(wrong, library.ids)}")


def _nearest(wrong: str, known: tuple[str, ...]) -> str:
    from rapidfuzz import fuzz, process

    found = process.extractOne(wrong, known, scorer=fuzz.ratio, score_cutoff=LIKE)
    return f"; did you mean {found[0]!r}?" if found else ""
