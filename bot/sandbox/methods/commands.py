"""The command menu: setMyCommands, getMyCommands, deleteMyCommands, by scope and language."""

import re
from typing import Any

from bot.sandbox import utf16
from bot.sandbox.accounts import Bot, Person
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.methods.reach import find_chat
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import State

JSON = dict[str, Any]

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_OF_CHAT = ("chat", "chat_administrators", "chat_member")
_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators", *_OF_CHAT)


def language(parameters: Parameters) -> str:
    """Return `language_code`, two letters or empty; refuse anything else."""
    code = parameters.text("language_code")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _scope(state: State, bot: Bot, parameters: Parameters) -> str:
    """Return the scope as a key: its type, and the chat and user where it has them."""
    scope = parameters.structure("scope") or {"type": "default"}
    if not isinstance(scope, dict) or "type" not in scope:
        raise bad_request("can't parse BotCommandScope: Can't find field \"type\"")
    if scope["type"] not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if scope["type"] not in _OF_CHAT:
        return str(scope["type"])
    chat = find_chat(state, bot, Parameters(scope, {}))
    if chat.private and scope["type"] != "chat":
        raise bad_request("can't use specified scope in private chats")
    return ":".join([scope["type"], str(chat.id), *([str(scope["user_id"])] if "user_id" in scope else [])])


def set_commands(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Replace the list of one scope and language; an empty list deletes it."""
    commands = [_check_command(command) for command in parameters.objects("commands")]
    key = (_scope(state, bot, parameters), language(parameters))
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if commands:
        bot.commands[key] = commands
    else:
        bot.commands.pop(key, None)
    state.tell("commands")
    return True


def _check_command(command: JSON) -> JSON:
    name, description = command.get("command"), command.get("description")
    for field, value in (("command", name), ("description", description)):
        if not isinstance(value, str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{field}\"")
    name, description = str(name).removeprefix("/").strip(), str(description).strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if utf16.length(description) > 256:
        raise bad_request("command description length must not exceed 256")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def get_commands(state: State, bot: Bot, parameters: Parameters) -> list[JSON]:
    """Return the list of exactly this scope and language."""
    return bot.commands.get((_scope(state, bot, parameters), language(parameters)), [])


def delete_commands(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Delete the list of exactly this scope and language."""
    bot.commands.pop((_scope(state, bot, parameters), language(parameters)), None)
    state.tell("commands")
    return True


def commands_shown(bot: Bot, chat: Chat, person: Person) -> list[JSON]:
    """Return the commands that a person sees in a chat, by Telegram's order of scopes and languages."""
    if chat.private:
        scopes = [f"chat:{chat.id}", "all_private_chats", "default"]
    else:
        member = chat.members.get(person.id)
        admin = member is not None and member.is_admin
        scopes = [
            f"chat_member:{chat.id}:{person.id}",
            *([f"chat_administrators:{chat.id}"] if admin else []),
            f"chat:{chat.id}",
            *(["all_chat_administrators"] if admin else []),
            "all_group_chats",
            "default",
        ]
    for scope in scopes:
        for code in (person.language_code[:2], ""):
            if found := bot.commands.get((scope, code)):
                return found
    return []


METHODS = {
    "setMyCommands": set_commands,
    "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands,
}
