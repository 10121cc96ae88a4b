"""The local Telegram: its state, people's acts, and the Bot API in one call."""

import inspect
from collections.abc import Mapping
from typing import Any

from bot.sandbox import specification
from bot.sandbox.accounts import Bot
from bot.sandbox.acts.groups import Groups
from bot.sandbox.acts.pressing import Pressing
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.files import Upload
from bot.sandbox.methods import METHODS
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import TOKEN, Call

__all__ = ["Call", "Telegram"]

JSON = dict[str, Any]


class Telegram(Pressing, Groups):
    """A whole Telegram in memory.

    Bots talk to it through `call` (or over HTTP through `Server`); tests and the web client act as people through
    `send_text`, `press`, `start` and the other acts; what happened stands in `calls` and in `chat(…).messages`.
    Time in messages is the clock's; only long polling waits in real time.
    """

    async def call(
        self,
        token: str,
        method: str,
        params: Mapping[str, Any] | None = None,
        files: Mapping[str, bytes | Upload] | None = None,
    ) -> JSON:
        """Do one Bot API method and return its envelope: `{"ok": true, "result": …}` or ok false with the error.

        `params` are values as JSON has them or strings as forms have them; `files` are bytes by parameter name or
        by the name after `attach://`. Planned faults that answer nothing raise ConnectionDroppedError or
        GarbageAnswerError, or never return.
        """
        uploads = {
            name: content if isinstance(content, Upload) else Upload(content)
            for name, content in (files or {}).items()
        }
        bot = self.bots.get(token)
        if bot is None:
            known_form = TOKEN.fullmatch(token)
            return (ApiError(401, "Unauthorized") if known_form else ApiError(404, "Not Found")).envelope()
        name = specification.method_names().get(method.lower())
        if name is None:
            return self._refuse(bot, method, {}, uploads, ApiError(404, "Not Found: method not found"))
        parameters = Parameters(params or {}, uploads)
        fault = (
            self.faults.take(name.lower(), parameters.values.get("chat_id")) if self.faults.planned else None
        )
        try:
            if fault and not fault.after:
                await fault.happen()
            result = await self._perform(bot, name, parameters)
            if fault:
                await fault.happen()
        except ApiError as error:
            return self._refuse(bot, name, parameters.values, uploads, error)
        except BaseException as error:
            self._record(bot, name, parameters.values, uploads, 0, type(error).__name__, None)
            raise
        self._record(bot, name, parameters.values, uploads, 200, "", result)
        return {"ok": True, "result": result}

    async def _perform(self, bot: Bot, name: str, parameters: Parameters) -> Any:
        method = METHODS.get(name.lower())
        if method is None:
            raise bad_request(f"sandbox: method {name} is not supported")
        specification.check(name, parameters)
        result = method(self, bot, parameters)
        return await result if inspect.isawaitable(result) else result

    def _refuse(
        self, bot: Bot, method: str, params: JSON, files: Mapping[str, Upload], error: ApiError
    ) -> JSON:
        self._record(bot, method, params, files, error.code, error.description, None)
        return error.envelope()

    def _record(
        self,
        bot: Bot,
        method: str,
        params: JSON,
        files: Mapping[str, Upload],
        code: int,
        description: str,
        result: Any,
    ) -> None:
        self.calls.append(Call(bot, method, params, tuple(files), code, description, result))
        self.changed.wake()

    def sent(self, method: str, chat: int | None = None) -> list[Call]:
        """Return the logged calls of a method, those to one chat when it is given, oldest first."""
        wanted = method.lower()
        return [
            call
            for call in self.calls
            if call.method.lower() == wanted
            and (chat is None or str(call.params.get("chat_id")) == str(chat))
        ]
