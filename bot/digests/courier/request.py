"""HTTP for python-telegram-bot over aiohttp, which costs a fifth of the CPU of its own httpx."""

import json
import os
from typing import Any, Final

import aiohttp
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

# Without it, python-telegram-bot warns each time that Telegram asks to wait.
os.environ.setdefault("PTB_TIMEDELTA", "true")

READ_SECONDS: Final = 20.0
CONNECT_SECONDS: Final = 10.0
CONNECTIONS: Final = 128
UNDERSTOOD: Final = frozenset({400, 401, 403, 404, 409, 429})
"""Client errors that python-telegram-bot tells apart; it takes the others for errors of the network."""


JSON: Final = {"Content-Type": "application/json"}


class NeverSent(NetworkError):
    """Telegram was not reached: the message has certainly not arrived."""


class Unanswered(TimedOut):
    """The request may have reached Telegram, and no sensible answer came: the message may have arrived."""


class AiohttpRequest(BaseRequest):
    """One pool of connections. Raises NeverSent, Unanswered, and what python-telegram-bot makes of answers."""

    __slots__ = ("_session",)

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=CONNECTIONS),
                timeout=aiohttp.ClientTimeout(total=READ_SECONDS, sock_connect=CONNECT_SECONDS),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Send a request; give the status and the body of the answer."""
        if self._session is None:
            raise NeverSent("the request was not initialized")
        if request_data is not None and request_data.contains_files:
            raise BadRequest("digests carry no files")
        body = request_data.json_payload if request_data else None
        try:
            async with self._session.request(method, url, data=body, headers=JSON) as response:
                status, body = response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NeverSent(type(error).__name__) from error
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Unanswered(type(error).__name__) from error
        if 400 <= status < 500 and status not in UNDERSTOOD:
            raise BadRequest(f"HTTP {status}")
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Read an answer; whatever is not Telegram's JSON comes from something in between."""
        try:
            answer = json.loads(payload)
        except ValueError:
            raise Unanswered("an answer that is no JSON") from None
        if not isinstance(answer, dict) or "ok" not in answer:
            raise Unanswered("an answer that is none of Telegram's")
        return answer


def is_doubtful(error: TelegramError) -> bool:
    """Say whether the message may have arrived in spite of an error."""
    return isinstance(error, Unanswered) or isinstance(error.__cause__, Unanswered)
