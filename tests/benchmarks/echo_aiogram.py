"""A bare aiogram echo bot, as its documentation has it: what ours is compared with."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message


def dispatcher() -> Dispatcher:
    made = Dispatcher()

    @made.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    return made


async def main(token: str, api: str) -> None:
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    await dispatcher().start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
