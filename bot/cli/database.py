"""`quqyq db`: for operators of the database."""

import asyncio

import typer

from bot import config
from bot.cli.output import say

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
