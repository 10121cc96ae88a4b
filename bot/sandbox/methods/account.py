"""The bot's own account: getMe, logOut, close."""

from typing import Any

from bot.sandbox.accounts import Bot
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import State


def get_me(state: State, bot: Bot, parameters: Parameters) -> dict[str, Any]:
    """Return the bot's `User`."""
    return bot.me()


def log_out(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Do nothing: there is no cloud to leave."""
    return True


METHODS = {"getMe": get_me, "logOut": log_out, "close": log_out}
