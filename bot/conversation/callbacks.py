"""Callback data to actions: the filter that routes button presses."""

from functools import lru_cache
from typing import Any

from aiogram.filters import Filter
from aiogram.types import CallbackQuery

from bot.views.actions import Action, BadAction, unpack


class Does(Filter):
    """Pass presses of buttons that do one of these actions, and hand the action on as `action`."""

    def __init__(self, *kinds: type[Action]) -> None:
        self.kinds = kinds

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, Any]:
        """Read the button's data; data of other bots, versions or forgers passes no filter.

        Neither does a press without its message: what is sent inline has no such buttons.
        """
        action = action_of(query)
        return {"action": action} if isinstance(action, self.kinds) else False


def action_of(query: CallbackQuery) -> Action | None:
    """Read what the button does that was pressed; None for what is no button of this bot."""
    return None if query.message is None else _action(query.data or "")


@lru_cache(maxsize=16)
def _action(data: str) -> Action | None:
    """Read a button's data; kept for a moment, since every handler of buttons asks for it in turn."""
    try:
        return unpack(data)
    except BadAction:
        return None
