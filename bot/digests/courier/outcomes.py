"""From what Telegram answered to what the ledger keeps."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.digests.courier.limiter import seconds
from bot.digests.courier.request import NeverSent, is_doubtful
from bot.errors import TokenRefused
from storage.deliveries import Claim, Outcome, Result

log = structlog.get_logger(__name__)

ATTEMPTS: Final = 8
"""Sends that count, until a delivery is given up."""
FIRST_RETRY: Final = timedelta(seconds=10)
LONGEST_RETRY: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Settled:
    """An outcome with what else follows: whether the reader blocked the bot, and the chat that theirs became."""

    outcome: Outcome
    blocked: bool = False
    moved_to: int | None = None
    out_of_reach: bool = False
    """Whether Telegram itself seems to be in trouble, and not this one message."""


def settle(claim: Claim, error: TelegramError, now: datetime) -> Settled:
    """Decide what becomes of a delivery that failed at an instant. Raises TokenRefused when all of them would.

    BadRequest is a NetworkError to python-telegram-bot, so it is looked at first.
    """
    match error:
        case InvalidToken() | EndPointNotFound():
            # Telegram answers 404 to a token that it has never known, and sending is no unknown method.
            raise TokenRefused
        case RetryAfter():
            later = now + timedelta(seconds=seconds(error))
            return Settled(Outcome(claim, "planned", attempts=0, not_before=later, error="flood"))
        case ChatMigrated():
            outcome = Outcome(claim, "planned", attempts=0, error="migrated")
            return Settled(outcome, moved_to=error.new_chat_id)
        case Forbidden():
            return Settled(Outcome(claim, "blocked", error="forbidden"), blocked=True)
        case BadRequest():
            log.warning("telegram refused a digest", delivery=claim.id, reason=error.message)
            return Settled(Outcome(claim, "failed", error="refused"))
        case NeverSent():
            # It costs no attempt: nothing was tried at Telegram.
            later = now + FIRST_RETRY
            outcome = Outcome(claim, "planned", attempts=0, not_before=later, error="unreachable")
            return Settled(outcome, out_of_reach=True)
    if claim.attempts + 1 >= ATTEMPTS:
        log.warning("digest given up", delivery=claim.id, attempts=claim.attempts + 1, reason=error.message)
        return Settled(Outcome(claim, "failed", error="gave-up"), out_of_reach=True)
    later = now + min(FIRST_RETRY * 3**claim.attempts, LONGEST_RETRY)
    state: Result = "uncertain" if is_doubtful(error) or not isinstance(error, NetworkError) else "planned"
    reason = "unanswered" if state == "uncertain" else "server-error"
    return Settled(Outcome(claim, state, not_before=later, error=reason), out_of_reach=True)
