"""`quqyq db`: for operators of the database."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import config
from bot.cli.output import say, with_progress

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.command("upgrade")
def upgrade() -> None:
    """Bring the database's tables up to date; `run` does it by itself."""
    from bot.app import open_database

    async def upgrade() -> str:
        database = await open_database(config.load().database_url)
        await database.stop()
        return database.url

    say(f"{asyncio.run(upgrade())} is up to date")


@app.command("backup")
def backup(file: Annotated[Path, typer.Argument(help="The file to make; it must not exist.")]) -> None:
    """Copy the SQLite database to a file, while the bot runs or not."""
    from storage.backup import backup

    url = config.load().database_url
    size = with_progress("Copying the database", lambda: backup(url, file))
    say(f"{file}: {size:,} bytes; it holds chat ids, so keep it as safe as the database")


@app.command("restore")
def restore(file: Annotated[Path, typer.Argument(help="A file that `quqyq db backup` made.")]) -> None:
    """Put a backup in place of the SQLite database; the bot must be stopped."""
    from storage.backup import restore

    url = config.load().database_url
    with_progress("Restoring the database", lambda: restore(url, file))
    say(f"{file} is restored. Whoever erased their data since that backup must be erased again.")
