from datetime import date

from storage import cards, readers
from storage.database import Database


async def test_add_keeps_each_card_once_and_nothing_of_the_unknown(database: Database) -> None:
    async with database.session() as session:
        for chat_id in (1, 2):
            await readers.remember(session, chat_id, "private", date(2026, 11, 20))
        await cards.add(session, [(1, "a"), (1, "a"), (2, "a"), (9, "a")])
        await cards.add(session, [(1, "b"), (1, "a")])
        await cards.add(session, [])
    async with database.session() as session:
        assert await cards.sent_to(session, [1, 2, 9]) == {1: {"a", "b"}, 2: {"a"}}
        assert await cards.sent_to(session, []) == {}
