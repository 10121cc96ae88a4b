"""`quqyq link`: the address, the code and the sheet; with a token, of the bot that Telegram knows."""

import asyncio
import io
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from bot.sandbox import demo
from bot.services.links import Link, key, payload
from bot.views.sheets import picture
from tests.bot.test_cli import Quqyq, quqyq, tiny

__all__ = ["quqyq", "tiny"]

WATER = "https://t.me/quqyq_bot?start=1t_water_kk"


def codes(png: bytes) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))]


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ((), "1h"),
        (("--lang", "ru"), "1h__ru"),
        (("--topic", "water", "--lang", "kk"), "1t_water_kk"),
        (("--topic", "water", "--card", "free-water", "--lang", "en"), "1c_free-water_en"),
        (
            ("--card", "free-water", "--lang", "en", "--campaign", "clinic-7"),
            payload(Link("card", "free-water", "en", "clinic-7"), key(demo.TOKEN)),
        ),
    ],
)
def test_link_is_printed(quqyq: Quqyq, words: tuple[str, ...], start: str) -> None:
    assert quqyq("link", *words) == (0, f"https://t.me/quqyq_bot?start={start}\n", "")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--topic", "gone"), "link: there is no topic gone"),
        (("--card", "gone"), "link: there is no card gone"),
        (
            ("--topic", "school", "--card", "free-water"),
            "link: the card free-water stands in the topic water, not in school",
        ),
        (("--lang", "de"), "link: --lang de is not one of kk, ru, en, all"),
        (("--paper", "a3"), "link: --paper a3 is not one of a4, a5, cards"),
        (("--campaign", "Школа"), "link: --campaign takes 2 to 16 small Latin letters, digits and hyphens"),
        (("--qr", "code.gif"), "code.gif: the name must end with .png or .svg"),
        (("--poster", "sheet.svg"), "sheet.svg: the name must end with .pdf or .png"),
        (("--qr", "no/such/code.png"), "no/such/code.png: No such file or directory"),
        (("--poster", "sheet.pdf", "--logo", "gone.png"), "gone.png: No such file or directory"),
    ],
)
def test_link_refuses_in_one_line(quqyq: Quqyq, words: tuple[str, ...], reason: str) -> None:
    assert quqyq("link", *words) == (1, "", f"{reason}\n")


def test_link_writes_code_and_poster(quqyq: Quqyq, tmp_path: Path) -> None:
    Image.new("RGB", (40, 40), "red").save(tmp_path / "logo.png")
    words = ("link", "--topic", "water", "--lang", "kk", "--qr", "code.png", "--poster", "sheet.pdf")
    assert quqyq(*words, "--name", "Қор", "--logo", "logo.png") == (0, f"{WATER}\n", "")
    assert codes((tmp_path / "code.png").read_bytes()) == [WATER]
    assert codes(picture.png((tmp_path / "sheet.pdf").read_bytes())) == [WATER]


def test_link_writes_svg_and_palm_cards_in_all_languages(quqyq: Quqyq, tmp_path: Path) -> None:
    status, out, _ = quqyq(
        "link", "--topic", "water", "--qr", "c.svg", "--poster", "c.png", "--paper", "cards"
    )
    assert (status, out) == (0, "https://t.me/quqyq_bot?start=1t_water\n")
    assert "<svg" in (tmp_path / "c.svg").read_text()
    found = codes((tmp_path / "c.png").read_bytes())
    assert sorted(set(found)) == [
        f"https://t.me/quqyq_bot?start=1t_water_{one}" for one in ("en", "kk", "ru")
    ]


def test_link_refuses_a_logo_that_is_no_picture(quqyq: Quqyq, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_text("hello")
    status, _, err = quqyq("link", "--poster", "sheet.pdf", "--logo", "logo.png")
    assert (status, err) == (1, "logo.png: not a PNG, JPEG or WebP of at most 10 MB and 40 megapixels\n")


async def test_link_with_a_token_names_the_bot_that_telegram_knows(
    quqyq: Quqyq, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = await demo.start("127.0.0.1", 0)
    token = "200:another-token-of-the-local-telegram"
    world.telegram.add_bot(token, "other_bot", "Other")
    monkeypatch.setenv("TELEGRAM_API_URL", world.address)
    monkeypatch.setenv("BOT_TOKEN", token)
    start = payload(Link("topic", "water", "", "clinic-7"), key(token))
    told = await asyncio.to_thread(quqyq, "link", "--topic", "water", "--campaign", "clinic-7")
    monkeypatch.setenv("BOT_TOKEN", "300:" + "x" * 30)
    refused = await asyncio.to_thread(quqyq, "link")
    await world.stop()
    lost = await asyncio.to_thread(quqyq, "link")
    assert told == (0, f"https://t.me/other_bot?start={start}\n", "")
    assert refused == (1, "", "BOT_TOKEN: Telegram refuses it; get the current one from @BotFather\n")
    assert lost == (1, "", f"TELEGRAM_API_URL: {world.address} is out of reach\n")
