"""One visit, four times: aiogram and python-telegram-bot, by polling and by webhook, over real HTTP."""

import pytest
import telegram.error
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetMe

from tests.sandbox.bots import RUNNERS, Runner, aiogram_bot
from tests.sandbox.conftest import TOKEN, World


@pytest.mark.parametrize("runner", RUNNERS.values(), ids=RUNNERS)
async def test_visit_is_the_same_in_every_library(world: World, address: str, runner: Runner) -> None:
    sandbox, emma = world.telegram, world.emma
    chat = sandbox.chat(emma)
    async with runner(address):
        sandbox.open_link(emma, "https://t.me/quqyq_bot?start=card_7")
        await sandbox.changed.wait_for(lambda: len(chat.messages) == 2)
        greeting = chat.last
        assert (greeting.text, greeting.labels) == ("Hello card_7", [["Next"]])
        assert greeting.entities == [{"type": "bold", "offset": 0, "length": 5}]

        press = await sandbox.press_label(emma, "Next").answer()
        assert (press.text, press.alert) == ("turning", True)
        await sandbox.changed.wait_for(lambda: greeting.text == "Second page")
        assert (greeting.labels, len(chat.messages)) == ([], 2)

        sandbox.send_text(emma, "photo")
        await sandbox.changed.wait_for(lambda: len(chat.messages) == 4)
        assert (chat.last.kind, chat.last.text) == ("photo", "grey")

        query = await sandbox.inline_query(emma, "school").answer()
        shared = sandbox.choose_inline_result(query, "1")
        assert (shared.text, shared.sender, shared.json["via_bot"]["username"]) == (
            "school",
            emma,
            "quqyq_bot",
        )
    refused = [(call.method, call.description) for call in sandbox.calls if call.code not in (200, 0)]
    assert refused == []


AIOGRAM_ERRORS = [
    ({"error_code": 400}, TelegramBadRequest),
    ({"error_code": 401}, TelegramUnauthorizedError),
    ({"error_code": 403}, TelegramForbiddenError),
    ({"error_code": 429, "retry_after": 3}, TelegramRetryAfter),
    ({"error_code": 400, "migrate_to_chat_id": -1005}, TelegramMigrateToChat),
    ({"error_code": 502}, TelegramServerError),
    ({"breakage": "drop"}, TelegramNetworkError),
]


@pytest.mark.parametrize(("fault", "error"), AIOGRAM_ERRORS, ids=[str(fault) for fault, _ in AIOGRAM_ERRORS])
async def test_fault_reaches_aiogram_as_its_own_error(
    world: World, address: str, fault: dict[str, object], error: type[Exception]
) -> None:
    world.telegram.faults.next(method="getMe", **fault)  # type: ignore[arg-type]
    async with aiogram_bot(address).context() as bot:
        with pytest.raises(error):
            await bot(GetMe())
        assert (await bot(GetMe())).username == "quqyq_bot"


PTB_ERRORS = [
    ({"error_code": 400}, telegram.error.BadRequest),
    ({"error_code": 401}, telegram.error.InvalidToken),
    ({"error_code": 403}, telegram.error.Forbidden),
    ({"error_code": 429, "retry_after": 3}, telegram.error.RetryAfter),
    ({"error_code": 400, "migrate_to_chat_id": -1005}, telegram.error.ChatMigrated),
    ({"error_code": 502}, telegram.error.NetworkError),
    ({"breakage": "drop"}, telegram.error.NetworkError),
    ({"breakage": "garbage"}, telegram.error.NetworkError),
]


@pytest.mark.filterwarnings("ignore:.*retry_after:DeprecationWarning")
@pytest.mark.parametrize(("fault", "error"), PTB_ERRORS, ids=[str(fault) for fault, _ in PTB_ERRORS])
async def test_fault_reaches_python_telegram_bot_as_its_own_error(
    world: World, address: str, fault: dict[str, object], error: type[Exception]
) -> None:
    async with telegram.Bot(TOKEN, base_url=f"{address}/bot") as bot:
        world.telegram.faults.next(method="sendMessage", chat=1001, **fault)  # type: ignore[arg-type]
        with pytest.raises(error):
            await bot.send_message(1001, "x")
        assert (await bot.send_message(1001, "x")).text == "x"


async def test_silence_ends_with_the_callers_patience(world: World, address: str) -> None:
    async with telegram.Bot(TOKEN, base_url=f"{address}/bot") as bot:
        world.telegram.faults.next(method="sendMessage", breakage="silence")
        with pytest.raises(telegram.error.TimedOut):
            await bot.send_message(1001, "x", read_timeout=0.05)
    assert [message.text for message in world.telegram.chat(world.aigul).messages] == ["/start"]


async def test_lost_answer_leaves_the_message_sent(world: World, address: str) -> None:
    async with telegram.Bot(TOKEN, base_url=f"{address}/bot") as bot:
        world.telegram.faults.next(method="sendMessage", breakage="drop", after=True)
        with pytest.raises(telegram.error.NetworkError):
            await bot.send_message(1001, "x")
    assert world.telegram.chat(world.aigul).last.text == "x"


async def test_file_comes_back_through_both_libraries(world: World, address: str) -> None:
    sent = world.telegram.send_document(world.aigul, b"the bytes", "письмо.txt")
    async with telegram.Bot(TOKEN, f"{address}/bot", f"{address}/file/bot") as bot:
        found = await bot.get_file(sent.file_ids[0])
        assert bytes(await found.download_as_bytearray()) == b"the bytes"
    async with aiogram_bot(address).context() as bot:
        downloaded = await bot.download(sent.file_ids[0])
        assert downloaded is not None
        assert downloaded.read() == b"the bytes"
