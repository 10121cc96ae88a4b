"""What is kept of a reader, why and how long, in plain words."""

from bot.i18n import Locale
from bot.views.actions import AskErase, MyData, Privacy
from bot.views.navigation import home_row
from bot.views.screen import Button, Screen, bold, paragraphs, plain


def privacy(locale: Locale, erase_after_months: int = 0, *, keeps_questions: bool = False) -> Screen:
    """What is kept, why and how long; `erase_after_months` of silence everything goes (0: never).

    `keeps_questions` says that the operator keeps masked questions.
    """
    lines = (
        locale.t("your chat’s number and its kind, to answer you"),
        locale.t("your language, to speak it"),
        locale.t("the days of your first and last message, and whether you blocked me"),
        locale.t("the topics you follow, when you want digests, and which digests went out"),
        locale.t("the short code of the link that first brought you, if there was one"),
        locale.t(
            "for 48 hours, the numbers of our messages and never their words, so that /hide can remove them"
        ),
    )
    never = locale.t(
        "Your name, your username, your phone number, your questions, your answers in the lawyer check."
    )
    masked = ""
    if keeps_questions:
        never = locale.t("Your name, your username, your phone number, your answers in the lawyer check.")
        masked = locale.t(
            "Questions that I cannot answer are kept for 90 days, so that answers can be written: only words that my "
            "cards know, without names, numbers and addresses, with the day and without who asked. Never those about "
            "danger."
        )
    return Screen(
        text=paragraphs(
            bold(locale.t("🔒 What I keep about you")),
            "\n".join(f"• {plain(line)}" for line in lines),
            bold(locale.t("What I never keep")),
            plain(never),
            plain(masked),
            plain(_how_long(erase_after_months, locale)),
            plain(locale.t("Counters of how often a card was read know no person.")),
            plain(locale.t("Telegram itself keeps your chat with me. You can delete it in Telegram.")),
        ),
        rows=(
            (Button(locale.t("📄 My data"), MyData()), Button(locale.t("🗑 Erase everything"), AskErase())),
            home_row(locale, Privacy()),
        ),
    )


def _how_long(months: int, locale: Locale) -> str:
    if not months:
        return locale.t("All of it stays until you erase it.")
    return locale.n(
        "All of it stays until you erase it. It goes by itself when nothing was written here for {count} month and "
        "no digest came; 30 days before, I ask you.",
        "All of it stays until you erase it. It goes by itself when nothing was written here for {count} months and "
        "no digest came; 30 days before, I ask you.",
        months,
    )
