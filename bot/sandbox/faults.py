"""Faults on demand: what goes wrong between a bot and Telegram, made to go wrong at a known call."""

import asyncio
from dataclasses import dataclass
from typing import Any, Literal

from bot.sandbox.errors import ApiError, ConnectionDroppedError, GarbageAnswerError

Breakage = Literal["drop", "garbage", "silence"]

_REASONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


@dataclass(slots=True)
class Fault:
    """One planned fault: for which method and chat (None: any), how often, and whether the call still counts."""

    method: str | None
    chat: int | None
    times: int
    error: ApiError | None
    breakage: Breakage | None
    after: bool

    async def happen(self) -> None:
        """Do not answer as a healthy server would: raise, or never return."""
        if self.error:
            raise self.error
        if self.breakage == "drop":
            raise ConnectionDroppedError
        if self.breakage == "garbage":
            raise GarbageAnswerError(b"<html><body><h1>502 Bad Gateway</h1></body></html>", 502)
        await asyncio.Event().wait()  # Silence: whoever called gives up, or the server stops.


class Faults:
    """The faults that wait for their call, in the order in which they were asked for."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def next(
        self,
        *,
        method: str | None = None,
        chat: int | None = None,
        error_code: int | None = None,
        description: str = "",
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
        breakage: Breakage | None = None,
        times: int = 1,
        after: bool = False,
    ) -> Fault:
        """Plan a fault for the next `times` calls of `method` to `chat` (None: any).

        Give an `error_code` (with `retry_after` in seconds, or `migrate_to_chat_id`) or a `breakage`: "drop" cuts
        the connection, "garbage" answers with HTML, "silence" never answers. With `after`, Telegram does what
        was asked and only the answer is lost.
        """
        if (error_code is None) == (breakage is None):
            raise ValueError("a fault is either an error_code or a breakage")
        error = None
        if error_code is not None:
            parameters: dict[str, Any] = {}
            words = description or _REASONS.get(error_code, "Internal Server Error")
            if retry_after is not None:
                parameters["retry_after"] = retry_after
                words = description or f"Too Many Requests: retry after {retry_after}"
            if migrate_to_chat_id is not None:
                parameters["migrate_to_chat_id"] = migrate_to_chat_id
                words = description or "Bad Request: group chat was upgraded to a supergroup chat"
            error = ApiError(error_code, words, **parameters)
        fault = Fault(method.lower() if method else None, chat, times, error, breakage, after)
        self.planned.append(fault)
        return fault

    def clear(self) -> None:
        """Forget every planned fault."""
        self.planned.clear()

    def take(self, method: str, chat: object) -> Fault | None:
        """Return the fault for this call, if one waits for it, and count it."""
        for fault in self.planned:
            if fault.method not in (None, method):
                continue
            if fault.chat is not None and str(fault.chat) != str(chat):
                continue
            fault.times -= 1
            if fault.times <= 0:
                self.planned.remove(fault)
            return fault
        return None
