"""`python -m bot.sandbox`: an empty local Telegram for trying any bot, with a bot's token and three people."""

import argparse
import asyncio
import os
import sys
from contextlib import suppress

from bot.sandbox.server import Server
from bot.sandbox.telegram import Telegram

TOKEN = "100:sandbox"  # noqa: S105 - a token of this local Telegram alone
PEOPLE = ((1001, "Айгүл", "kk"), (1002, "Мария", "ru"), (1003, "Emma", "en"))


async def serve(host: str, port: int, token: str, username: str) -> None:
    """Serve until cancelled."""
    telegram = Telegram()
    telegram.add_bot(token, username, username)
    for person_id, name, language in PEOPLE:
        telegram.add_person(person_id, name, language)
    async with Server(telegram, host, port) as server:
        sys.stdout.write(
            f"Web client and Bot API: {server.address}\nToken: {token}\n"
            f"Any bot: take {server.address}/bot<token>/<method> as its Bot API server.\n"
        )
        sys.stdout.flush()
        await asyncio.Event().wait()


def main() -> int:
    """Read the arguments, serve, and say in one line what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default="sandbox_bot")
    options = parser.parse_args()
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(serve(options.host, options.port, options.token, options.username))
    except OSError as error:
        sys.stderr.write(f"cannot listen on {options.host}:{options.port}: {os.strerror(error.errno or 0)}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
