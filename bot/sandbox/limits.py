"""Telegram's limits on sending: so many messages a second overall, a second in a chat, a minute in a group."""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime

from bot.sandbox.errors import ApiError


class Limits:
    """Counts messages in sliding windows and refuses with 429 what exceeds them. Time comes from the clock."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.overall_per_second = 30
        self.chat_per_second = 1
        self.group_per_minute = 20
        self._sent: defaultdict[tuple[int, int], deque[float]] = defaultdict(deque)

    def spend(self, bot_id: int, chat_id: int, messages: int = 1) -> None:
        """Count messages to a chat; ApiError 429 with `retry_after` (whole seconds) when a limit is reached."""
        now = self._clock().timestamp()
        windows = [
            (self._sent[bot_id, 0], 1.0, self.overall_per_second),
            (self._sent[bot_id, chat_id], 1.0, self.chat_per_second),
        ]
        if chat_id < 0:
            windows[1] = (self._sent[bot_id, chat_id], 60.0, self.group_per_minute)
        wait = max(_wait(*window, now, messages) for window in windows)
        if wait > 0:
            seconds = max(1, math.ceil(wait))
            raise ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        for sent, _, _ in windows:
            sent.extend([now] * messages)


def _wait(sent: deque[float], window: float, limit: int, now: float, messages: int) -> float:
    """Return how many seconds must pass before so many more messages fit; an album fits an empty window."""
    while sent and sent[0] <= now - window:
        sent.popleft()
    too_many = min(len(sent) + messages - limit, len(sent))
    return sent[too_many - 1] + window - now if too_many > 0 else 0.0
