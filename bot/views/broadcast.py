"""An urgent notice: how operators write, look at and confirm it, how readers see it, and how far it is."""

from collections.abc import Mapping, Sequence

from bot.i18n import Locale
from bot.services.broadcasts import LONGEST, Draft, Progress
from bot.services.discretion import height, told
from bot.views.actions import (
    Apart,
    CancelBroadcast,
    ConfirmBroadcast,
    Home,
    NewBroadcast,
    OnlyWritten,
    SkipLanguage,
    StopBroadcast,
    WatchBroadcast,
    WriteLanguage,
)
from bot.views.languages import NAMES
from bot.views.navigation import Row
from bot.views.screen import Button, Screen, bold, italic, paragraphs, plain


def notice(
    texts: Mapping[str, str], locales: Mapping[str, Locale], language: str | None, kind: str
) -> Screen:
    """The notice as a reader gets it: in their `language`, or in all that are written when they have chosen none.

    `texts` are the words by language, plain and without marks; `kind` is that of the chat.
    """
    chosen = [language] if language is not None else [one for one in locales if one in texts]
    blocks = []
    for one in chosen:
        title = locales[one].t("📢 Important notice")
        blocks.append(paragraphs(bold(title), plain(texts[one])))
    rows: tuple[Row, ...] = ()
    if kind != "channel":
        rows = ((Button(locales[chosen[0]].t("🏠 Menu"), Apart(place=Home().pack())),),)
    return Screen(text=paragraphs(*blocks), rows=rows)


def prompt(draft: Draft, languages: Sequence[str], locale: Locale, length: int = 0) -> Screen:
    """Ask for the words in the language being written; `length` is that of words that were too long."""
    writing = draft.writing or languages[0]
    name = _name(writing)
    too_long = locale.t(
        "That was too long: {length} characters. Please shorten it and send it again.",
        length=locale.number(length),
    )
    return Screen(
        text=paragraphs(
            italic(too_long) if length else "",
            bold(locale.t("📢 An urgent notice to all readers")),
            plain(
                locale.t(
                    "Write it in this language: {language}. Your next message is its text: at most {most} "
                    "characters, without formatting.",
                    language=name,
                    most=locale.number(LONGEST),
                )
            ),
            plain(locale.t("Nothing is sent before you have seen and confirmed it.")),
        ),
        rows=(
            (Button(locale.t("Skip: {language}", language=name), SkipLanguage(draft.token, writing)),),
            _cancel(draft, locale),
        ),
    )


def review(
    draft: Draft,
    readers: Mapping[str | None, int],
    languages: Sequence[str],
    locale: Locale,
    *,
    paused: bool,
) -> Screen:
    """What is about to be sent, to how many, and what is still to be decided; `readers` are all, by language."""
    reached = draft.reached(readers)
    total = sum(reached.values())
    missing = draft.missing(languages)
    gap = locale.t(
        "There is no text in: {languages}. Write it, or send the notice only to readers whose language you wrote.",
        languages=locale.join(map(_name, missing)),
    )
    without = locale.t(
        "Readers of these languages get nothing: {languages}.", languages=locale.join(map(_name, missing))
    )
    left_out = without if draft.only_written else gap
    send: tuple[Row, ...] = ()
    if draft.is_ready(languages):
        words = locale.t("📢 Send now")
        send = ((Button(words, ConfirmBroadcast(draft.token)),),)
    elif draft.texts:
        send = ((Button(locale.t("Only to readers whose language I wrote"), OnlyWritten(draft.token)),),)
    return Screen(
        text=paragraphs(
            bold(locale.t("📢 Is this right?")),
            _recipients(reached, total, locale)
            if draft.texts
            else plain(locale.t("Nothing is written yet.")),
            plain(left_out) if missing and draft.texts else "",
            plain(locale.t("⏸ Deliveries are paused: the notice waits until you send /resume."))
            if paused
            else "",
        ),
        rows=(
            *send,
            *(
                (Button(f"✍️ {_name(language)}", WriteLanguage(draft.token, language)),)
                for language in languages
            ),
            _cancel(draft, locale),
        ),
    )


def _recipients(reached: Mapping[str | None, int], total: int, locale: Locale) -> str:
    unchosen = locale.t("No language chosen yet (they get all that is written)")
    lines = [
        f"• {plain(_name(language) if language else unchosen)}: {plain(_told(count, locale))}"
        for language, count in sorted(reached.items(), key=lambda one: (one[0] is None, one[0] or ""))
    ]
    head = plain(locale.t("Readers who get it: {count}", count=_told(total, locale)))
    return "\n".join((head, *lines))


def cancelled(locale: Locale) -> Screen:
    """A draft was thrown away."""
    return Screen(text=bold(locale.t("Nothing was sent.")), rows=((Button(locale.t("🏠 Menu"), Home()),),))


def progress(found: Progress, locale: Locale) -> Screen:
    """How far a broadcast is."""
    titles = {
        "sending": locale.t("📢 The notice is being sent"),
        "done": locale.t("✅ The notice has been sent"),
        "stopped": locale.t("⏹ The notice was stopped"),
    }
    total, sent = _told(found.total, locale), _told(found.sent, locale)
    lines = [plain(locale.t("Sent: {sent} of {total}", sent=sent, total=total))]
    if found.waiting:
        lines.append(plain(locale.t("Waiting to be sent: {count}", count=_told(found.waiting, locale))))
    if found.blocked:
        lines.append(plain(locale.t("Have blocked the bot: {count}", count=_told(found.blocked, locale))))
    if found.failed:
        lines.append(plain(locale.t("Could not be delivered: {count}", count=_told(found.failed, locale))))
    if found.dropped:
        lines.append(plain(locale.t("Not sent any more: {count}", count=_told(found.dropped, locale))))
    waits = locale.t("⏸ Deliveries are paused: the notice waits until you send /resume.")
    sending = found.state == "sending"
    buttons = (
        (
            Button(locale.t("🔄 Refresh"), WatchBroadcast(found.token)),
            Button(locale.t("⏹ Stop"), StopBroadcast(found.token)),
        )
        if sending
        else ()
    )
    return Screen(
        text=paragraphs(
            bold(titles[found.state]), "\n".join(lines), plain(waits) if sending and found.paused else ""
        ),
        rows=(
            *((buttons,) if buttons else ()),
            (Button(locale.t("✍️ A new notice"), NewBroadcast()), Button(locale.t("🏠 Menu"), Home())),
        ),
    )


def _told(count: int, locale: Locale) -> str:
    return told(count) if height(count) is None else locale.number(count)


def _name(language: str) -> str:
    return NAMES.get(language, language)


def _cancel(draft: Draft, locale: Locale) -> Row:
    return (Button(locale.t("✖️ Cancel"), CancelBroadcast(draft.token)),)
