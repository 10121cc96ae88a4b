"""What Telegram shows of the bot outside the chat: its commands and descriptions."""

from bot.i18n import Locale

COMMAND_NAMES = (
    "menu",
    "ask",
    "helplines",
    "lawyer",
    "topics",
    "digests",
    "news",
    "poster",
    "language",
    "hide",
    "privacy",
    "about",
)
"""The commands that Telegram lists, in its order; /start and /help work too."""

OPERATOR_COMMANDS = ("stats", "broadcast", "reload", "pause", "resume", "campaign")
"""What operators have besides; Telegram lists it in their private chats alone."""


def commands(locale: Locale) -> dict[str, str]:
    """Give each command's description, at most 256 characters."""
    return {
        "menu": locale.t("Main menu"),
        "ask": locale.t("How to ask a question"),
        "helplines": locale.t("Whom to call"),
        "lawyer": locale.t("Can I get a free lawyer?"),
        "topics": locale.t("All topics"),
        "news": locale.t("What changed since the report"),
        "digests": locale.t("My digests: follow topics"),
        "poster": locale.t("Posters and QR codes"),
        "language": locale.t("Change the language"),
        "hide": locale.t("Clear this chat"),
        "privacy": locale.t("What is kept about you"),
        "about": locale.t("What this bot is"),
    }


def operator_commands(locale: Locale) -> dict[str, str]:
    """Give the description of each command of operators, at most 256 characters."""
    return {
        "stats": locale.t("Figures as charts"),
        "broadcast": locale.t("An urgent notice to all readers"),
        "reload": locale.t("Read the content anew"),
        "pause": locale.t("Stop all deliveries"),
        "resume": locale.t("Let deliveries go on"),
        "campaign": locale.t("Campaigns and their figures"),
    }


def description(locale: Locale) -> str:
    """Give what an empty chat shows, at most 512 characters."""
    return locale.t(
        "Short, exact answers about your rights, in Kazakh, Russian and English: children’s rights, helplines, "
        "free lawyers, benefits and more. Every answer names its source. Who asked what is never stored."
    )


def short_description(locale: Locale) -> str:
    """Give what the bot's profile and shared links show, at most 120 characters."""
    return locale.t("Answers about your rights, each with its source. Қазақша, русский, English.")
