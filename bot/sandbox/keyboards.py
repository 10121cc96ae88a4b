"""Which keyboards Telegram accepts, and in which words it refuses the others."""

from collections.abc import Callable
from typing import Any

from bot.sandbox import utf16
from bot.sandbox.errors import bad_request
from bot.sandbox.urls import check_url

JSON = dict[str, Any]

MAX_BUTTONS = 100
MAX_IN_ROW = 8
MAX_DATA_BYTES = 64
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def check_inline(markup: object, *, private: bool = True) -> JSON | None:
    """Return an inline keyboard as Telegram stores it, None when it has no buttons; refuse anything else."""
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    rows = _rows(markup["inline_keyboard"], "inline_keyboard", lambda button: _inline_button(button, private))
    return {"inline_keyboard": rows} if rows else None


def check_any(markup: object, *, private: bool = True) -> tuple[JSON | None, JSON | None]:
    """Return (inline keyboard to store, reply keyboard or its removal or forced reply), each or None."""
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return check_inline(markup, private=private), None
    if "keyboard" in markup:
        rows = _rows(markup["keyboard"], "keyboard", _reply_button)
        return None, (markup | {"keyboard": rows} if rows else None)
    for name in ("remove_keyboard", "force_reply"):
        if name in markup:
            return None, markup if markup[name] else None
    raise (
        bad_request("object expected as reply markup") if markup else bad_request("inline keyboard expected")
    )


def _rows(rows: object, name: str, check: Callable[[object], JSON]) -> list[list[JSON]]:
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    checked: list[list[JSON]] = []
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(f'field "{name}" must be an Array of Arrays')
        if len(row) > MAX_IN_ROW:
            raise bad_request(f"sandbox: more than {MAX_IN_ROW} buttons in a row")
        if row:
            checked.append([check(button) for button in row])
    if sum(map(len, checked)) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return checked


def _text(button: JSON, kind: str) -> None:
    if "text" not in button:
        raise bad_request(f"can't parse {kind}: Can't find field \"text\"")
    if not isinstance(button["text"], str):
        raise bad_request(f'can\'t parse {kind}: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request(f"{kind} text must be non-empty")


def _reply_button(button: object) -> JSON:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
    _text(button, "keyboard button")
    if "web_app" in button:
        check_web_app(button["web_app"], "keyboard button Web App")
    return button


def _inline_button(button: object, private: bool) -> JSON:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    _text(button, "inline keyboard button")
    chosen = [name for name in ACTIONS if button.get(name) not in (None, False)]
    if len(chosen) > 1:
        raise bad_request(f"sandbox: an inline keyboard button does one thing, not {' and '.join(chosen)}")
    action = chosen[0] if chosen else ""
    value = button.get(action)
    if not action or (action in ("url", "callback_data") and value == ""):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if action == "callback_data":
        if not isinstance(value, str) or len(value.encode()) > MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return button
    return _other_action(button, action, value, private)


def _other_action(button: JSON, action: str, value: Any, private: bool) -> JSON:
    if action == "url":
        try:
            return button | {"url": check_url(str(value))}
        except ValueError as error:
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: {error}") from error
    if action == "copy_text":
        text = value.get("text") if isinstance(value, dict) else None
        if not isinstance(text, str) or not 1 <= utf16.length(text) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif action == "web_app":
        check_web_app(value, "inline keyboard button Web App")
        if not private:
            raise bad_request("BUTTON_TYPE_INVALID")
    elif action in ("pay", "callback_game"):
        raise bad_request("BUTTON_TYPE_INVALID")
    elif action == "login_url":
        raise bad_request("BOT_DOMAIN_INVALID")
    elif action.startswith("switch_inline_query") and isinstance(value, str) and utf16.length(value) > 256:
        raise bad_request("BUTTON_DATA_INVALID")
    return button


def check_web_app(value: object, what: str) -> None:
    """Refuse a `WebAppInfo` whose address is not HTTPS; `what` names the button in the refusal."""
    url = value.get("url") if isinstance(value, dict) else None
    try:
        check_url(str(url), https_only=True)
    except ValueError as error:
        raise bad_request(f"{what} URL '{url}' is invalid: {error}") from error
