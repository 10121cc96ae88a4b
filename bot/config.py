"""Settings, from the environment or a `.env` file, checked at start."""

import os
import re
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError

Network = IPv4Network | IPv6Network
HOUSE = Path(__file__).resolve().parent.parent
TOKEN_FORM = r"^\d{1,20}:[A-Za-z0-9_-]{20,100}$"  # noqa: S105 - a pattern
SECRET_FORM = r"^[A-Za-z0-9_-]{1,256}$"  # noqa: S105 - a pattern

FEWEST_MONTHS = 3


def _cache() -> Path:
    """Where systemd says that a service keeps such things, else where this user does, or beside the data."""
    given = os.environ.get("CACHE_DIRECTORY", "").partition(":")[0]
    if given:
        return Path(given)
    home = os.environ.get("XDG_CACHE_HOME", "")
    if not home.startswith("/"):
        home = os.path.expanduser("~/.cache")  # noqa: PTH111 - pathlib's raises for a user who has no home
    return Path(home, "quqyq") if home.startswith("/") else Path("var/cache")


class Settings(BaseSettings):
    """What an operator can set; every field is the environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    bot_token: SecretStr | None = Field(
        default=None, description="The bot's token from @BotFather; without it, a local Telegram starts"
    )
    telegram_api_url: Annotated[str, Field(pattern=r"^https?://[^/\s]+(/\S*)?$")] = Field(
        default="https://api.telegram.org", description="Another Bot API server: http://host:port"
    )
    database_url: str = Field(
        default="sqlite+aiosqlite:///var/quqyq.db",
        description="sqlite+aiosqlite:///file or postgresql+asyncpg://user:password@host/name",
    )
    content_pack: Path = Field(
        default=HOUSE / "content" / "kz-upr-2025", description="The folder of the content pack to serve"
    )
    cache_dir: Path = Field(
        default_factory=_cache,
        description="The folder in which the content is kept ready for the next start; no other user may write it",
    )
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="Telegram ids of the operators, parted by commas"
    )
    webhook_url: (
        Annotated[str, Field(pattern=r"^https://[^\s{}]+$|^http://(127\.0\.0\.1|localhost)[:/][^\s{}]*$")]
        | None
    ) = Field(default=None, description="The public https address of the webhook; without it, the bot polls")
    webhook_secret: SecretStr | None = Field(
        default=None,
        description="The secret that Telegram sends with each webhook call; made from the token when not set",
    )
    webhook_from: Annotated[tuple[Network, ...], NoDecode] = Field(
        default=(), description="The networks that may call the webhook, parted by commas; none set: any"
    )
    webhook_proxies: Annotated[tuple[Network, ...], NoDecode] = Field(
        default=(IPv4Network("127.0.0.0/8"), IPv6Network("::1/128")),
        description="Your reverse proxies, whose X-Forwarded-For says who called the webhook",
    )
    chat_limit: Annotated[int, Field(ge=0, le=10_000)] = Field(
        default=60, description="Answers a minute for one chat; 0 for as many as it asks for"
    )
    erase_after_months: Annotated[int, Field(ge=0, le=240)] = Field(
        default=24,
        description="Months of silence after which a reader is erased, with a notice 30 days before; 0: never",
    )
    keep_questions: bool = Field(
        default=False,
        description="Keep questions without an answer for 90 days, masked and without who asked, for editors",
    )
    http_host: str = Field(
        default="127.0.0.1",
        description="The address that the bot's own server (webhook, health, metrics) listens on",
    )
    http_port: Annotated[int, Field(ge=0, le=65535)] = Field(
        default=8080, description="The port of the bot's own server; 0 takes any free one"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much to log: DEBUG, INFO, WARNING or ERROR"
    )
    timezone: str = Field(default="Asia/Almaty", description="The time zone of readers who chose none")
    digest_rate: Annotated[float, Field(gt=0, le=1000)] = Field(
        default=30.0, description="Messages a second, replies and digests together (Telegram allows 30)"
    )

    @field_validator("admin_ids", "webhook_from", "webhook_proxies", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @field_validator("erase_after_months")
    @classmethod
    def _months(cls, value: int) -> int:
        if 0 < value < FEWEST_MONTHS:
            raise ValueError(f"is 0, or {FEWEST_MONTHS} at the least: readers get a notice 30 days before")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: Any) -> Any:
        return value.upper() if isinstance(value, str) else value

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        return _matching(value, TOKEN_FORM, "is not a bot token (123456:letters, from @BotFather)")

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        return _matching(value, SECRET_FORM, "may hold 1 to 256 letters, digits, _ and - alone")

    @field_validator("telegram_api_url")
    @classmethod
    def _no_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
            raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("is not a time zone of the IANA list, as Asia/Almaty is") from None
        return value

    @model_validator(mode="after")
    def _webhook_wants_token(self) -> "Settings":
        if self.webhook_url and self.bot_token is None:
            raise SettingsError("WEBHOOK_URL", "needs BOT_TOKEN; without a token the local Telegram is used")
        return self

    @property
    def pack(self) -> Path:
        """The folder of the content pack. Raises SettingsError when none is there."""
        if not (self.content_pack / "pack.yaml").is_file():
            raise SettingsError("CONTENT_PACK", f"there is no content pack in {self.content_pack}")
        return self.content_pack


def _matching(value: SecretStr | None, pattern: str, reason: str) -> SecretStr | None:
    if value is not None and not re.fullmatch(pattern, value.get_secret_value()):
        raise ValueError(reason)
    return value


def load(**values: Any) -> Settings:
    """Read the settings from the environment and `.env`; `values` go before both.

    Raises SettingsError for the first setting that cannot be used, by its environment name.
    """
    try:
        return Settings(**values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "settings"
        raise SettingsError(name, _plain(first)) from None


def _plain(fault: Any) -> str:
    """Pydantic's message as the end of a sentence that begins with the setting's name."""
    message = str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "string_pattern_mismatch":
        return "is not an address that can be used here"
    return message[:1].lower() + message[1:]
