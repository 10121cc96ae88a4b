"""Which inline query of a person is their newest: one comes with every letter typed, and only the last one matters."""

from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import InlineQuery, TelegramObject, Update

from bot.conversation.middlewares import Handler


class Newest(BaseMiddleware):
    """Note inline queries as they come, before they wait for their turn; hands itself on as `newest`.

    A person who sends twenty queries a second is answered as fast as answers are made, and skipped in between.
    """

    def __init__(self) -> None:
        self._newest: dict[int, str] = {}

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Note, and forget when the newest one is done."""
        query = event.inline_query if isinstance(event, Update) else None
        if query is None:
            return await handler(event, data)
        data["newest"] = self
        self._newest[query.from_user.id] = query.id
        try:
            return await handler(event, data)
        finally:
            if self.is_newest(query):
                del self._newest[query.from_user.id]

    def is_newest(self, query: InlineQuery) -> bool:
        """Say whether nothing has been asked since by the same person."""
        return self._newest.get(query.from_user.id) == query.id
