"""`quqyq content`: for editors of the curated content."""

import json
from typing import Annotated

import typer

from bot import config
from bot.cli.output import say, with_progress

app = typer.Typer(help="The curated content.", no_args_is_help=True)


@app.command("check")
def check() -> None:
    """Check the content pack, and list every fault with its file and line."""
    from content.check import check

    pack = config.load().content_pack
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

    library = loader.load(config.load().content_pack)
    for row in export.updates(library) if updates else export.cards(library):
        say(json.dumps(row, ensure_ascii=False))


@app.command("coverage")
def coverage() -> None:
    """Say which paragraphs of the document the cards cover, topic by topic."""
    from content import coverage, loader

    for line in coverage.lines(loader.load(config.load().content_pack)):
        say(line)
