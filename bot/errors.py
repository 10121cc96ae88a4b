"""Errors of the bot: fields, no reader-facing text; the command line and the views find the words."""


class QuqyqError(Exception):
    """Anything that Quqyq itself refuses; `str()` is one line for the operator, without secrets."""

    permanent: bool = True
    """Whether trying the same again is pointless."""


class SettingsError(QuqyqError):
    """A setting has a value that cannot be used.

    `name` is the environment variable, `reason` says what is wrong with it; the value itself is not kept, since it
    may be a secret.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class TokenRefused(QuqyqError):
    """Telegram does not know the bot token."""

    def __init__(self) -> None:
        super().__init__("BOT_TOKEN: Telegram refuses it; get the current one from @BotFather")


class TelegramUnreachable(QuqyqError):
    """Telegram's Bot API server cannot be reached, or did not answer in time."""

    permanent = False

    def __init__(self, api: str) -> None:
        super().__init__(f"TELEGRAM_API_URL: {api} is out of reach")
        self.api = api


class NotPrepared(QuqyqError):
    """What answers questions cannot be made, however often it is tried; `cause` is the name of the last error."""

    permanent = False

    def __init__(self, cause: str) -> None:
        super().__init__(f"the search cannot be made ({cause}); questions cannot be answered")
        self.cause = cause


class PortTaken(QuqyqError):
    """An address to listen on is in use, or may not be used."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"HTTP_PORT: cannot listen on {host}:{port} ({reason})")
        self.host = host
        self.port = port
