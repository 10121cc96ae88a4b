"""The `quqyq` command. Commands that need no Telegram import neither of its libraries."""

import asyncio
import gc
import signal
import sys
from enum import StrEnum
from typing import Annotated

import typer

from bot import config
from bot.cli import ask, content, database, digests, doctor, legal_aid, link, questions, updates
from bot.cli.output import fail, say
from bot.errors import QuqyqError


class Part(StrEnum):
    """The parts of the program that can run alone."""

    receiver = "receiver"
    scheduler = "scheduler"
    courier = "courier"


app = typer.Typer(
    name="quqyq",
    help="Quqyq: answers about rights, from a country's national report to the UN Universal Periodic Review.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("ask")(ask.ask)
app.command("link")(link.link)
app.command("questions")(questions.questions)
app.command("doctor")(doctor.doctor)
app.command("legal-aid")(legal_aid.legal_aid)
app.add_typer(content.app, name="content")
app.add_typer(updates.app, name="updates")
app.add_typer(digests.app, name="digests")
app.add_typer(database.app, name="db")


def main() -> None:
    """Run the command line; every refusal is one line on standard error and exit status 1."""
    try:
        app()
    except BrokenPipeError:
        # Whoever reads our output (head, for one) has enough.
        sys.stderr.close()
        raise SystemExit(0) from None
    except Exception as error:
        line = _refusal(error)
        if line is None:
            raise
        fail(line)


def _refusal(error: Exception) -> str | None:
    """Give the words of an error that is meant for the operator, or None for a fault of the program.

    Only modules that are loaded can have raised it, so a command that needs no database never imports SQLAlchemy.
    """
    if isinstance(error, ExceptionGroup) and len(error.exceptions) == 1:
        return _refusal(error.exceptions[0])
    if isinstance(error, QuqyqError):
        return str(error)
    fault, storage = sys.modules.get("content.fault"), sys.modules.get("storage.errors")
    if fault is not None and isinstance(error, fault.PackError):
        return "\n".join(map(str, error.faults))
    if storage is not None and isinstance(error, storage.StorageError):
        return str(error)
    return None


@app.callback(invoke_without_command=True)
def _default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        run(only=None)


@app.command()
def run(
    only: Annotated[
        Part | None, typer.Option(help="Run one part alone; all of them share a PostgreSQL database.")
    ] = None,
) -> None:
    """Serve: Telegram with BOT_TOKEN, a local Telegram in your browser without."""
    # A start makes no garbage to speak of, and looking for it takes 0.25 s of its 1.7 s of CPU. `house` lets it go on.
    gc.disable()
    # `house` reloads on it; until it listens, what is loaded is new anyhow.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    # First, since it loads its library leaner than others would.
    from bot import logs

    # isort: split
    from bot import app as house

    settings = config.load()
    logs.configure(settings.log_level)
    asyncio.run(house.run(settings, say, only.value if only else None))
