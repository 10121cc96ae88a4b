"""The Bot API's methods, one noun a file. A method takes (state, bot, parameters) and returns its result."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.accounts import Bot
from bot.sandbox.methods import (
    account,
    chats,
    commands,
    copies,
    deletion,
    edits,
    media,
    messages,
    profile,
    queries,
    receiving,
)
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import State

Method = Callable[[State, Bot, Parameters], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    name.lower(): method
    for noun in (
        account,
        chats,
        commands,
        copies,
        deletion,
        edits,
        media,
        messages,
        profile,
        queries,
        receiving,
    )
    for name, method in noun.METHODS.items()
}
