"""Answering people who wait: answerCallbackQuery, answerInlineQuery."""

import re
from typing import Any

from bot.sandbox import utf16
from bot.sandbox.accounts import Bot
from bot.sandbox.errors import bad_request
from bot.sandbox.keyboards import check_inline
from bot.sandbox.methods.compose import text_content
from bot.sandbox.parameters import Parameters
from bot.sandbox.queries import CALLBACK_SECONDS, INLINE_SECONDS
from bot.sandbox.state import State

JSON = dict[str, Any]

START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_FIELDS = {"article": ("title", "input_message_content"), "contact": ("phone_number", "first_name")}


def answer_callback(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Answer a pressed button, once and in time: a note, an alert, a link, or just the end of waiting."""
    press = state.presses.get(parameters.text("callback_query_id"))
    text = parameters.text("text")
    if utf16.length(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    late = press is None or state.clock().timestamp() - press.date > CALLBACK_SECONDS
    if press is None or late or press.answered or press.bot is not bot:
        raise bad_request(_TOO_OLD)
    url = parameters.text("url")
    if url and not url.startswith((f"https://t.me/{bot.username}?", f"t.me/{bot.username}?")):
        raise bad_request("URL_INVALID")
    press.answered = True
    press.text, press.alert, press.url = text or None, parameters.boolean("show_alert"), url or None
    press.done.set()
    state.changed.wake()
    return True


def answer_inline(state: State, bot: Bot, parameters: Parameters) -> bool:
    """Answer an inline query with up to 50 results."""
    query = state.inline_queries.get(parameters.text("inline_query_id"))
    results = [_check_result(state, result) for result in parameters.objects("results")]
    if len(results) > 50:
        raise bad_request("RESULTS_TOO_MUCH")
    ids = [result["id"] for result in results]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(parameters.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = parameters.structure("button")
    if button is not None:
        _check_button(button)
    late = query is None or state.clock().timestamp() - query.date > INLINE_SECONDS
    if query is None or late or query.answered or query.bot is not bot:
        raise bad_request(_TOO_OLD)
    query.answered = True
    query.results, query.button, query.next_offset = results, button, parameters.text("next_offset")
    query.done.set()
    state.changed.wake()
    return True


def _check_button(button: JSON) -> None:
    if not button.get("text"):
        raise bad_request('can\'t find field "text"')
    if "web_app" not in button and not START_PAYLOAD.fullmatch(button.get("start_parameter", "")):
        raise bad_request("START_PARAM_INVALID")


def _check_result(state: State, result: JSON) -> JSON:
    """Check one result, and write its message as it would be sent into `_message`."""
    kind = result.get("type")
    if kind not in _FIELDS:
        raise bad_request(f"sandbox: inline results of type {kind} are not supported, use article or contact")
    if not isinstance(result.get("id"), str) or not 1 <= len(result["id"].encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    for name in _FIELDS[kind]:
        if not result.get(name):
            raise bad_request(f"can't parse inline query result: Can't find field \"{name}\"")
    markup = result.get("reply_markup")
    keyboard = check_inline(markup) if markup else None
    message = _message(state, result) | ({"reply_markup": keyboard} if keyboard else {})
    return result | {"_message": message}


def _message(state: State, result: JSON) -> JSON:
    content = result.get("input_message_content")
    if content is None:
        return {"contact": {name: result[name] for name in ("phone_number", "first_name")}}
    if "message_text" in content:
        return text_content(
            state,
            content["message_text"],
            content.get("parse_mode", ""),
            content.get("entities", []),
            content.get("link_preview_options"),
        )
    if "phone_number" in content:
        return {
            "contact": {name: content[name] for name in ("phone_number", "first_name") if name in content}
        }
    raise bad_request("sandbox: inline results may hold text or a contact")


METHODS = {"answerCallbackQuery": answer_callback, "answerInlineQuery": answer_inline}
