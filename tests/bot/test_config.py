"""Settings: good values are taken, a wrong one is named in one line without repeating a secret."""

from pathlib import Path

import pytest

from bot import config
from bot.errors import SettingsError

TOKEN = "123456:" + "a" * 35


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in config.Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_settings_without_environment_start_the_local_telegram() -> None:
    settings = config.load()
    assert settings.bot_token is None
    assert settings.content_pack.name == "kz-upr-2025"


@pytest.mark.parametrize(
    ("given", "folder"),
    [
        ({"CACHE_DIR": "/a", "CACHE_DIRECTORY": "/b", "XDG_CACHE_HOME": "/c"}, "/a"),
        ({"CACHE_DIRECTORY": "/b:/d", "XDG_CACHE_HOME": "/c"}, "/b"),
        ({"XDG_CACHE_HOME": "/c"}, "/c/quqyq"),
        ({"XDG_CACHE_HOME": "not/absolute", "HOME": "/h"}, "/h/.cache/quqyq"),
        ({"CACHE_DIR": "", "HOME": "/h"}, "/h/.cache/quqyq"),
    ],
)
def test_content_is_kept_where_the_machine_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], folder: str
) -> None:
    for name in ("CACHE_DIRECTORY", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert config.load().cache_dir == Path(folder)


def test_user_without_a_home_keeps_content_in_the_folder_of_its_data(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CACHE_DIR", "CACHE_DIRECTORY", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    # As for a user of a container whom its list of users does not know.
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    assert config.load().cache_dir == Path("var/cache")


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("ADMIN_IDS", "1, 22 ,")
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:8081/")
    settings = config.load()
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.admin_ids == {1, 22}
    assert settings.telegram_api_url == "http://127.0.0.1:8081"


def test_settings_come_from_a_dotenv_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("LOG_LEVEL=debug\nTIMEZONE=Asia/Qyzylorda\n", encoding="utf-8")
    assert (config.load().log_level, config.load().timezone) == ("DEBUG", "Asia/Qyzylorda")


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        (
            "BOT_TOKEN",
            "hunter2-not-a-token",
            "BOT_TOKEN: is not a bot token (123456:letters, from @BotFather)",
        ),
        ("TELEGRAM_API_URL", "telegram", "TELEGRAM_API_URL: is not an address that can be used here"),
        (
            "DATABASE_URL",
            "mysql://x",
            "DATABASE_URL: must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://",
        ),
        (
            "ADMIN_IDS",
            "me",
            "ADMIN_IDS: input should be a valid integer, unable to parse string as an integer",
        ),
        ("WEBHOOK_URL", "http://example.org", "WEBHOOK_URL: is not an address that can be used here"),
        ("WEBHOOK_SECRET", "no spaces", "WEBHOOK_SECRET: may hold 1 to 256 letters, digits, _ and - alone"),
        ("HTTP_PORT", "65536", "HTTP_PORT: input should be less than or equal to 65535"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL: input should be 'DEBUG', 'INFO', 'WARNING' or 'ERROR'"),
        ("TIMEZONE", "Asia/Atlantis", "TIMEZONE: is not a time zone of the IANA list, as Asia/Almaty is"),
        (
            "ERASE_AFTER_MONTHS",
            "2",
            "ERASE_AFTER_MONTHS: is 0, or 3 at the least: readers get a notice 30 days before",
        ),
        ("DIGEST_RATE", "0", "DIGEST_RATE: input should be greater than 0"),
    ],
)
def test_wrong_setting_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        config.load()
    assert str(caught.value) == line


def test_webhook_without_a_token_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://example.org/hook")
    with pytest.raises(SettingsError, match="WEBHOOK_URL: needs BOT_TOKEN"):
        config.load()


def test_settings_keep_secrets_out_of_their_repr() -> None:
    settings = config.load(bot_token=TOKEN, webhook_secret="s3cret")
    assert TOKEN not in repr(settings)
    assert "s3cret" not in repr(settings)


def test_folder_without_a_pack_is_named_with_its_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"^CONTENT_PACK: there is no content pack in {tmp_path}$"):
        _ = config.load(content_pack=tmp_path).pack
