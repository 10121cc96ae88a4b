"""For operators, in private: the content read anew, deliveries stopped and let go on. Inert for everyone else."""

from aiogram import Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import CallbackQuery, Message

from bot.conversation.callbacks import Does
from bot.conversation.reply import send, turn
from bot.i18n import Locale
from bot.services.ledger import Ledger, Standing
from bot.services.reloading import Reloading
from bot.views import operators as view
from bot.views.actions import Deliver


class ByOperator(Filter):
    """Pass what operators do in their private chats with the bot; for anyone else it is as if there were nothing."""

    async def __call__(self, event: Message | CallbackQuery, operators: frozenset[int]) -> bool:
        """Look who it is, each time."""
        message = event if isinstance(event, Message) else event.message
        private = message is not None and message.chat.type == "private"
        return private and event.from_user is not None and event.from_user.id in operators


async def on_reload(message: Message, reloading: Reloading, locale: Locale) -> None:
    """Read the content anew; say what is otherwise, or what is wrong with it."""
    await send(message, view.reloaded(await reloading.reload(), locale))


async def on_command(message: Message, command: CommandObject, ledger: Ledger, locale: Locale) -> None:
    """Stop deliveries or let them go on, and show how they stand."""
    await send(message, view.deliveries(await _set(ledger, on=command.command == "resume"), locale))


async def on_deliver(query: CallbackQuery, action: Deliver, ledger: Ledger, locale: Locale) -> None:
    """The same by a button."""
    await turn(query, view.deliveries(await _set(ledger, on=bool(action.on)), locale))


async def _set(ledger: Ledger, *, on: bool) -> Standing:
    return await (ledger.resume() if on else ledger.pause())


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="operators")
    made.message.register(on_reload, Command("reload"), ByOperator())
    made.message.register(on_command, Command("pause", "resume"), ByOperator())
    made.callback_query.register(on_deliver, Does(Deliver), ByOperator())
    return made
