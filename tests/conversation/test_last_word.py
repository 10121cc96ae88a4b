"""The last word: one call that may go in the webhook's response, and whatever is asked for after it goes after it."""

from aiogram import Bot
from aiogram.methods import SendMessage

from bot.conversation import last_word
from bot.conversation.calls import Calls
from bot.metrics import Metrics
from bot.sandbox.telegram import Telegram
from tests.conversation.talk import TOKEN, client


async def test_last_word_is_held_and_what_comes_before_is_sent_in_order() -> None:
    telegram = Telegram()
    telegram.add_bot(TOKEN, "quqyq_bot", "Quqyq")
    person = telegram.add_person(5, "Zhanar", "en")
    telegram.start(person)
    bot = client(telegram)
    bot.session.middleware(Calls(Metrics()))

    def texts() -> list[str]:
        return [message.text for message in telegram.chat(person).messages if message.from_bot]

    with last_word.opened() as word:
        await last_word.say(bot_message(bot, "one"))
        assert texts() == []
        await last_word.say(bot_message(bot, "two"))
        assert texts() == ["one"]
        await bot.send_message(person.id, "three")
        assert texts() == ["one", "two", "three"]
        await last_word.say(bot_message(bot, "four"))
        held = word.take()
        assert (texts(), held and getattr(held, "text", None)) == (["one", "two", "three"], "four")
    await last_word.say(bot_message(bot, "five"))
    assert texts() == ["one", "two", "three", "five"]


def bot_message(bot: Bot, text: str) -> SendMessage:
    return SendMessage(chat_id=5, text=text).as_(bot)
