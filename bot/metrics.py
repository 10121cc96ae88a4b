"""Figures for operators, as Prometheus reads them; they count what happened and never to whom."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)

TYPE: Final = CONTENT_TYPE_LATEST
"""The media type of the text that `Metrics.text` gives."""
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The figures of one running program. Every label has a short list of values, and none of them names a chat."""

    def __init__(self) -> None:
        self._all = CollectorRegistry(auto_describe=True)
        ProcessCollector(registry=self._all)
        PlatformCollector(registry=self._all)
        self._updates = Counter(
            "quqyq_updates", "Updates handled, by kind and by what came of them", ["kind", "outcome"],
            registry=self._all,
        )  # fmt: skip
        self._took = Histogram(
            "quqyq_update_seconds", "Time from taking an update up to being done with it", ["kind"],
            buckets=SECONDS, registry=self._all,
        )  # fmt: skip
        self._in_hand = Gauge(
            "quqyq_updates_in_hand", "Updates that are being handled now", registry=self._all
        )
        self._answers = Counter(
            "quqyq_answers", "Questions answered, by outcome (answer, unsure, urgent, none) and language",
            ["outcome", "language"], registry=self._all,
        )  # fmt: skip
        self._calls = Counter(
            "quqyq_telegram_calls", "Calls to Telegram, by method and result (an HTTP status, or what failed)",
            ["method", "result"], registry=self._all,
        )  # fmt: skip
        self._call_took = Histogram(
            "quqyq_telegram_call_seconds", "Time that Telegram took to answer a call", ["method"],
            buckets=SECONDS, registry=self._all,
        )  # fmt: skip
        self._refused = Counter(
            "quqyq_webhook_refused", "Webhook requests that were refused, by reason", ["reason"],
            registry=self._all,
        )  # fmt: skip
        self._throttled = Counter(
            "quqyq_throttled", "Messages and presses not answered since their chat sent too many",
            registry=self._all,
        )  # fmt: skip
        self._reloads = Counter(
            "quqyq_content_reloads", "Reloads of the content, by result (taken, refused)", ["result"],
            registry=self._all,
        )  # fmt: skip
        self._content = Gauge(
            "quqyq_content", "What the content in force holds, by kind (cards, updates)", ["kind"],
            registry=self._all,
        )  # fmt: skip
        self._ledger = Gauge(
            "quqyq_ledger_deliveries", "Digest deliveries of the last days, by state", ["state"],
            registry=self._all,
        )  # fmt: skip

    @contextmanager
    def update(self, kind: str) -> Iterator[list[str]]:
        """Count and time one update; the block appends an outcome other than "handled" where there is one."""
        outcome: list[str] = []
        began = time.perf_counter()
        self._in_hand.inc()
        try:
            yield outcome
        except BaseException:
            outcome.append("not handled")
            raise
        finally:
            self._in_hand.dec()
            self._took.labels(kind).observe(time.perf_counter() - began)
            self._updates.labels(kind, outcome[-1] if outcome else "handled").inc()

    def answered(self, outcome: str, language: str) -> None:
        """Count the answer to a question."""
        self._answers.labels(outcome, language).inc()

    def called(self, method: str, result: str, seconds: float | None = None) -> None:
        """Count a call to Telegram; `seconds` is None for one that went in a webhook's response."""
        self._calls.labels(method, result).inc()
        if seconds is not None:
            self._call_took.labels(method).observe(seconds)

    def refused(self, reason: str) -> None:
        """Count a webhook request that was refused."""
        self._refused.labels(reason).inc()

    def throttled(self) -> None:
        """Count a message or press that got no answer since its chat sent too many."""
        self._throttled.inc()

    def reloaded(self, *, taken: bool) -> None:
        """Count a reload of the content."""
        self._reloads.labels("taken" if taken else "refused").inc()

    def holds(self, *, cards: int, updates: int) -> None:
        """Set what the content in force holds."""
        self._content.labels("cards").set(cards)
        self._content.labels("updates").set(updates)

    def ledger(self, states: Mapping[str, int]) -> None:
        """Set how many digest deliveries are in each state."""
        self._ledger.clear()
        for state, count in states.items():
            self._ledger.labels(state).set(count)

    def text(self) -> bytes:
        """Write everything in Prometheus's text format."""
        return generate_latest(self._all)
