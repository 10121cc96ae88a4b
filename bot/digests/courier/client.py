"""python-telegram-bot as the courier uses it, and a screen in its words."""

from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import ExtBot

from bot.digests.courier.limiter import PaceLimiter
from bot.digests.courier.request import AiohttpRequest
from bot.errors import TelegramUnreachable, TokenRefused
from bot.pace import Pace
from bot.views.screen import Button, Screen

log = structlog.get_logger(__name__)

FREE_RATE = 30
"""Messages a second beyond which Telegram wants broadcasts to be paid for."""
NO_PREVIEW = {"link_preview_options": LinkPreviewOptions(is_disabled=True).to_json()}
SEND = "SendMessage"
"""Telegram takes methods in any case. By this name python-telegram-bot gives the answer as it came: of the message
that was sent only the id is wanted, and making objects of the rest takes half of the time of a delivery."""
NOT_PAID = "floodskip_not_allowed"


class Client:
    """One bot's sending side. Use as `async with Client(…) as client`: entering asks Telegram who the bot is.

    Entering raises TokenRefused and TelegramUnreachable.
    """

    def __init__(self, token: str, api: str, pace: Pace) -> None:
        request = AiohttpRequest()
        self._api = api
        self._limiter = PaceLimiter(pace)
        self._bot: ExtBot[None] = ExtBot(
            token,
            base_url=f"{api}/bot",
            base_file_url=f"{api}/file/bot",
            request=request,
            get_updates_request=request,
            rate_limiter=self._limiter,
        )
        # Paid broadcasts take Stars from the bot's balance; asking for more than the free rate asks for them.
        self._paid: bool | None = True if FREE_RATE < pace.rate < float("inf") else None

    async def __aenter__(self) -> "Client":
        try:
            await self._bot.initialize()
        except InvalidToken:
            await self._bot.shutdown()
            raise TokenRefused from None
        except TelegramError as error:
            await self._bot.shutdown()
            raise TelegramUnreachable(self._api) from error
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._bot.shutdown()

    @property
    def username(self) -> str:
        """The bot's own name, without @."""
        return self._bot.username

    def ask_before_sending(self, wanted: Callable[[int], Awaitable[bool]]) -> None:
        """Let `wanted` say of a chat whose message had to wait whether it may still go there."""
        self._limiter.wanted = wanted

    def is_under_way(self, chat_id: int) -> bool:
        """Say whether a message to a chat is on its way; before that, its send can be taken back."""
        return chat_id in self._limiter.under_way

    def was_cut(self, chat_id: int) -> bool:
        """Say whether a cancelled send to a chat had begun, so that its message may have arrived."""
        return chat_id in self._limiter.cut

    async def send(self, chat_id: int, screen: Screen, *, silent: bool) -> int:
        """Send a screen and give the message's id. Raises telegram's errors, bot.pace.Held, Unwanted."""
        paid = self._paid
        try:
            return await self._send(chat_id, screen, silent=silent, paid=paid)
        except BadRequest as error:
            if not paid or NOT_PAID not in error.message.lower():
                raise
        if self._paid:
            log.warning(
                "telegram does not let this bot pay for broadcasts; DIGEST_RATE over 30 may be refused"
            )
            self._paid = None
        return await self._send(chat_id, screen, silent=silent, paid=None)

    async def _send(self, chat_id: int, screen: Screen, *, silent: bool, paid: bool | None) -> int:
        wanted = {"chat_id": chat_id, "text": screen.text, "parse_mode": ParseMode.HTML, **NO_PREVIEW}
        if screen.rows:
            wanted["reply_markup"] = markup(screen.rows)
        if silent:
            wanted["disable_notification"] = True
        if paid:
            wanted["allow_paid_broadcast"] = True
        answer: Any = await self._bot.do_api_request(SEND, api_kwargs=wanted)
        return int(answer["message_id"])


@lru_cache(maxsize=1024)
def markup(rows: tuple[tuple[Button, ...], ...]) -> str:
    """Write the buttons of a screen as Telegram's JSON; many readers get the same."""
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows]).to_json()


def _button(button: Button) -> InlineKeyboardButton:
    data = button.does.pack() if button.does else None
    return InlineKeyboardButton(button.text, callback_data=data, url=button.url)
