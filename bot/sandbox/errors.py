"""What the Bot API answers when it refuses, and what the sandbox does instead of answering."""

from typing import Any


class ApiError(Exception):
    """A refusal: an HTTP status, Telegram's own words, and its optional `parameters` object."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def envelope(self) -> dict[str, Any]:
        """Return the JSON object that the Bot API sends for this refusal."""
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class ConnectionDroppedError(Exception):
    """The connection is to be cut without an answer (an injected fault)."""


class GarbageAnswerError(Exception):
    """Bytes that are no Bot API answer are to be sent (an injected fault)."""

    def __init__(self, body: bytes, status: int = 200) -> None:
        super().__init__(f"{len(body)} bytes of garbage")
        self.body = body
        self.status = status


class SandboxError(Exception):
    """A person tried what Telegram would not let them do; the text is one line for the developer."""


def bad_request(description: str) -> ApiError:
    """Return the usual refusal, `400 Bad Request: …`."""
    return ApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> ApiError:
    """Return `403 Forbidden: …`."""
    return ApiError(403, f"Forbidden: {description}")
