"""Notices: single messages outside of the ledger, and what became of each."""

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.digests.absence import Told
from bot.digests.courier.client import Client
from bot.pace import Held
from bot.views.screen import Screen


async def tell(client: Client, chat_id: int, screen: Screen) -> Told:
    """Send a screen without a sound. A wrong token counts as Telegram being out of reach."""
    try:
        return Told("sent", await client.send(chat_id, screen, silent=True))
    except (Held, RetryAfter):
        return Told("later")
    except Forbidden:
        return Told("blocked")
    except (BadRequest, ChatMigrated):
        return Told("failed")
    except (NetworkError, TelegramError):
        return Told("later")
