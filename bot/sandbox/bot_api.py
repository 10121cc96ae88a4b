"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import json

from aiohttp import web

from bot.sandbox.body import read_request
from bot.sandbox.errors import ApiError, ConnectionDroppedError, GarbageAnswerError
from bot.sandbox.telegram import Telegram


class BotApi:
    """Answers bots. Each answer's HTTP status is the envelope's error code, as Telegram's is."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    def add_routes(self, app: web.Application) -> None:
        """Add the two routes to an application."""
        app.router.add_route("*", "/bot{token:[^/]+}/{method:.*}", self.call)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self.download)

    async def call(self, request: web.Request) -> web.Response:
        """Do a method."""
        facts = request.match_info
        try:
            values, files = await read_request(request)
            envelope = await self._telegram.call(facts["token"], facts["method"], values, files)
        except ApiError as error:
            envelope = error.envelope()
        except ConnectionDroppedError:
            if request.transport:
                request.transport.abort()
            return web.Response()
        except GarbageAnswerError as error:
            return web.Response(body=error.body, status=error.status, content_type="text/html")
        if envelope["ok"]:
            return web.Response(body=json.dumps(envelope).encode(), content_type="application/json")
        headers = {}
        if "retry_after" in envelope.get("parameters", {}):
            headers["Retry-After"] = str(envelope["parameters"]["retry_after"])
        return web.Response(
            body=json.dumps(envelope).encode(),
            status=envelope["error_code"],
            content_type="application/json",
            headers=headers,
        )

    async def download(self, request: web.Request) -> web.Response:
        """Return a file's bytes by the `file_path` of getFile."""
        stored = self._telegram.files.at(request.match_info["path"])
        if request.match_info["token"] not in self._telegram.bots:
            return web.json_response(ApiError(401, "Unauthorized").envelope(), status=401)
        if stored is None:
            return web.json_response(ApiError(404, "Not Found").envelope(), status=404)
        return web.Response(body=stored.content, content_type="application/octet-stream")
