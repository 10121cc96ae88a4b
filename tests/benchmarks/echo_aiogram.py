"""A bare aiogram echo bot, as its documentation has it: what ours is compared with."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web


def dispatcher() -> Dispatcher:
    made = Dispatcher()

    @made.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    return made


async def main(token: str, api: str) -> None:
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    await dispatcher().start_polling(bot)


async def main_webhook(token: str, api: str, port: int) -> None:
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    server = web.Application()
    SimpleRequestHandler(dispatcher(), bot).register(server, path="/hook")
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook")
    await asyncio.Event().wait()


if __name__ == "__main__":
    if len(sys.argv) > 3:
        asyncio.run(main_webhook(sys.argv[1], sys.argv[2], int(sys.argv[3])))
    asyncio.run(main(sys.argv[1], sys.argv[2]))
