"""Urgent notices: written, looked at and confirmed by operators in private; inert for everyone else."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Message

from bot.conversation.callbacks import Does
from bot.conversation.operators import ByOperator
from bot.conversation.reply import send, turn
from bot.i18n import Locale
from bot.services.broadcasts import LONGEST, Broadcasts, Draft
from bot.services.ledger import Ledger
from bot.views import broadcast as view
from bot.views import notices
from bot.views.actions import (
    CancelBroadcast,
    ConfirmBroadcast,
    NewBroadcast,
    OnlyWritten,
    SkipLanguage,
    StopBroadcast,
    WatchBroadcast,
    WriteLanguage,
)
from bot.views.screen import Screen, plain, width


class Writing(Filter):
    """Pass the words of an operator who has just been asked for them; hands on the `draft`."""

    async def __call__(self, message: Message, broadcasts: Broadcasts) -> bool | dict[str, Any]:
        """Look up what the operator is at."""
        draft = await broadcasts.writing(message.chat.id)
        return {"draft": draft} if draft else False


async def on_broadcast(
    message: Message, broadcasts: Broadcasts, locale: Locale, locales: Mapping[str, Locale]
) -> None:
    """Show the notice that is on its way, or ask for the words of a new one."""
    running = await broadcasts.on_their_way()
    progress = await broadcasts.progress(running[0]) if running else None
    if progress is not None and progress.state == "sending":
        await send(message, view.progress(progress, locale))
        return
    draft = await broadcasts.begin(message.chat.id, next(iter(locales)))
    await send(message, view.prompt(draft, tuple(locales), locale))


async def on_words(
    message: Message,
    draft: Draft,
    broadcasts: Broadcasts,
    ledger: Ledger,
    locale: Locale,
    locales: Mapping[str, Locale],
) -> None:
    """Keep the words and ask for those of the next language; after the last, show all as readers will see it."""
    text = _writable(message.text or "")
    length = width(plain(text))
    if not text or length > LONGEST:
        await send(message, view.prompt(draft, tuple(locales), locale, length))
        return
    written = await broadcasts.write(message.chat.id, draft, text, tuple(locales))
    if written is None:
        await send(message, view.cancelled(locale))
        return
    if written.writing is None:
        for language in filter(written.texts.__contains__, locales):
            await send(message, view.notice(written.texts, locales, language, "private"))
    await send(message, await _page(written, broadcasts, ledger, locale, tuple(locales)))


def _writable(text: str) -> str:
    """Drop what no database keeps and nobody sees: the NUL character, and halves of characters."""
    return text.replace("\0", "").encode(errors="ignore").decode().strip()


async def on_new(
    query: CallbackQuery, broadcasts: Broadcasts, locale: Locale, locales: Mapping[str, Locale]
) -> None:
    """Ask for the words of a new notice."""
    if query.message:
        draft = await broadcasts.begin(query.message.chat.id, next(iter(locales)))
        await turn(query, view.prompt(draft, tuple(locales), locale))


async def on_draft(
    query: CallbackQuery,
    action: WriteLanguage | SkipLanguage | OnlyWritten,
    broadcasts: Broadcasts,
    ledger: Ledger,
    locale: Locale,
    locales: Mapping[str, Locale],
    toast: list[str],
) -> None:
    """Write or leave out a language, or decide that it goes to the others alone."""
    languages, operator = tuple(locales), query.from_user.id
    found = await broadcasts.draft(action.token)
    if found is not None and not isinstance(action, OnlyWritten):
        language = action.language if action.language in languages else languages[0]
        if isinstance(action, SkipLanguage):
            following = found.after(language, languages)
            found = await broadcasts.turn_to(operator, action.token, following)
        else:
            found = await broadcasts.turn_to(operator, action.token, language)
    elif found is not None:
        found = await broadcasts.only_written(action.token)
    if found is None:
        toast.append(notices.moved(locale))
        return
    await turn(query, await _page(found, broadcasts, ledger, locale, languages))


async def on_confirm(
    query: CallbackQuery,
    action: ConfirmBroadcast | WatchBroadcast | StopBroadcast,
    broadcasts: Broadcasts,
    locale: Locale,
    locales: Mapping[str, Locale],
    toast: list[str],
) -> None:
    """Send, or stop, or just look: whatever is pressed again does nothing twice and shows how far it is."""
    if isinstance(action, ConfirmBroadcast):
        await broadcasts.confirm(action.token, tuple(locales))
    elif isinstance(action, StopBroadcast):
        await broadcasts.stop(action.token)
    progress = await broadcasts.progress(action.token)
    if progress is None or query.message is None:
        toast.append(notices.moved(locale))
        return
    await turn(query, view.progress(progress, locale))
    if progress.state == "sending":
        await broadcasts.watch(query.from_user.id, action.token, query.message.message_id)


async def on_cancel(
    query: CallbackQuery, action: CancelBroadcast, broadcasts: Broadcasts, locale: Locale, toast: list[str]
) -> None:
    """Throw a draft away; what is confirmed is not cancelled by it."""
    if await broadcasts.throw_away(action.token):
        await turn(query, view.cancelled(locale))
    else:
        toast.append(notices.moved(locale))


async def _page(
    draft: Draft, broadcasts: Broadcasts, ledger: Ledger, locale: Locale, languages: Sequence[str]
) -> Screen:
    if draft.writing is not None:
        return view.prompt(draft, languages, locale)
    paused = (await ledger.standing()).paused_since is not None
    return view.review(draft, await broadcasts.readers(), languages, locale, paused=paused)


def router() -> Router:
    """Make the router of this part of the conversation."""
    made = Router(name="broadcast")
    made.message.register(on_broadcast, Command("broadcast"), ByOperator())
    made.message.register(on_words, F.text, ~F.text.startswith("/"), ByOperator(), Writing())
    made.callback_query.register(on_new, Does(NewBroadcast), ByOperator())
    made.callback_query.register(on_draft, Does(WriteLanguage, SkipLanguage, OnlyWritten), ByOperator())
    made.callback_query.register(
        on_confirm, Does(ConfirmBroadcast, WatchBroadcast, StopBroadcast), ByOperator()
    )
    made.callback_query.register(on_cancel, Does(CancelBroadcast), ByOperator())
    return made
