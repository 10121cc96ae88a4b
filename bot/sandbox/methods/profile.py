"""How a bot presents itself: names and descriptions by language, the menu button."""

from typing import Any

from bot.sandbox import utf16
from bot.sandbox.accounts import Bot
from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import check_web_app
from bot.sandbox.methods.commands import language
from bot.sandbox.methods.reach import find_chat
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import State

JSON = dict[str, Any]

DEFAULT_BUTTON = {"type": "commands"}


def _set(state: State, texts: dict[str, str], parameters: Parameters, name: str, limit: int) -> bool:
    text = parameters.text(name).strip()
    if utf16.length(text) > limit:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    code = language(parameters)
    if text:
        texts[code] = text
    else:
        texts.pop(code, None)
    state.tell("commands")
    return True


def _get(texts: dict[str, str], parameters: Parameters) -> str:
    return texts.get(language(parameters), texts.get("", ""))


def set_name(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Set the bot's name in a language (up to 64 characters)."""
    return _set(state, bot.names, parameters, "name", 64)


def get_name(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Return the bot's name in a language."""
    return {"name": _get(bot.names, parameters) or bot.name}


def set_description(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Set what an empty chat shows (up to 512 characters)."""
    return _set(state, bot.descriptions, parameters, "description", 512)


def get_description(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Return what an empty chat shows."""
    return {"description": _get(bot.descriptions, parameters)}


def set_short_description(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Set what the profile page shows (up to 120 characters)."""
    return _set(state, bot.short_descriptions, parameters, "short_description", 120)


def get_short_description(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Return what the profile page shows."""
    return {"short_description": _get(bot.short_descriptions, parameters)}


def _button_chat(state: State, bot: Bot, parameters: Parameters) -> int:
    if "chat_id" not in parameters:
        return 0
    if parameters.integer("chat_id") <= 0:
        raise bad_request("invalid chat_id specified")
    return find_chat(state, bot, parameters).id


def set_menu_button(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Set the menu button of one private chat, or of all that have none of their own."""
    button = parameters.structure("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    if button["type"] == "web_app":
        if not button.get("text"):
            raise bad_request("menu button text must be non-empty")
        check_web_app(button.get("web_app"), "menu button Web App")
    bot.menu_buttons[_button_chat(state, bot, parameters)] = button
    state.tell("commands")
    return True


def menu_button(bot: Bot, chat_id: int) -> JSON:
    """Return the menu button that a private chat shows; chat 0 is the default of all."""
    button = bot.menu_buttons.get(chat_id, {"type": "default"})
    if button["type"] == "default":
        button = bot.menu_buttons.get(0, DEFAULT_BUTTON)
    return DEFAULT_BUTTON if button["type"] == "default" else button


def get_menu_button(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Return the menu button of one private chat, or the default of all."""
    return menu_button(bot, _button_chat(state, bot, parameters))


METHODS = {
    "setMyName": set_name,
    "getMyName": get_name,
    "setMyDescription": set_description,
    "getMyDescription": get_description,
    "setMyShortDescription": set_short_description,
    "getMyShortDescription": get_short_description,
    "setChatMenuButton": set_menu_button,
    "getChatMenuButton": get_menu_button,
}
