"""`python -m bot.sandbox`: a local Telegram for trying any bot: one bot's token, three people, no bot behind it."""

import argparse
import asyncio
import sys
from contextlib import suppress

from bot.sandbox import demo


async def serve(host: str, port: int) -> None:
    """Serve until cancelled."""
    world = await demo.start(host, port)
    try:
        sys.stdout.write(
            f"Web client and Bot API: {world.address}\nToken: {world.token}\n"
            f"Any bot: take {world.address}/bot<token>/<method> as its Bot API server.\n"
        )
        sys.stdout.flush()
        await asyncio.Event().wait()
    finally:
        await world.stop()


def main() -> int:
    """Read the arguments, serve, and say in one line what went wrong."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    options = parser.parse_args()
    try:
        with suppress(KeyboardInterrupt):
            asyncio.run(serve(options.host, options.port))
    except OSError as error:
        sys.stderr.write(f"cannot listen on {options.host}:{options.port}: {error.strerror}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
