"""`quqyq updates`: for editors of the dated developments."""

from datetime import timedelta
from typing import Annotated

import typer

from bot import clock, config
from bot.cli.output import say

app = typer.Typer(help="The dated developments.", no_args_is_help=True)


@app.command("new")
def new(
    update: Annotated[str, typer.Argument(help="An id for the update, such as petition-50-signatures.")],
) -> None:
    """Make an empty update in every language to fill in."""
    from content import drafts

    say(f"{drafts.update(config.load().pack, update)}: fill it in, then `quqyq content check`")


@app.command("stale")
def stale(
    days: Annotated[int, typer.Option(min=0, help="How many days ago the last check may be.")] = 180,
) -> None:
    """List contacts and updates that want to be checked again, the longest unchecked first."""
    from content import loader, staleness

    found = staleness.stale(loader.load(config.load().pack), clock.now().date() - timedelta(days=days))
    for one in found:
        say(f"{one.checked or 'never confirmed'}  {one.what} {one.id}")
    say(f"{len(found)} to check again")
