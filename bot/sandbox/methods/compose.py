"""What messages of all kinds share: text, captions, replies, keyboards."""

from typing import Any

from bot.sandbox import utf16
from bot.sandbox.accounts import Bot
from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import from_bot
from bot.sandbox.keyboards import check_any, check_inline
from bot.sandbox.messages import Message
from bot.sandbox.methods.reach import find_chat_by_id, speaker
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import State

JSON = dict[str, Any]

MAX_TEXT = 4096
MAX_CAPTION = 1024


def text_content(
    state: State, text: str, parse_mode: str, entities: list[JSON], preview: JSON | None
) -> JSON:
    """Return `text`, `entities` and `link_preview_options` of a message, or refuse: empty, too long, unparsable."""
    if not text:
        raise bad_request("message text is empty")
    clean, marks = from_bot(text, parse_mode, entities)
    if not clean:
        raise bad_request("text must be non-empty")
    if utf16.length(clean) > MAX_TEXT:
        raise bad_request("message is too long")
    content: JSON = {"text": clean}
    if marks:
        content["entities"] = name_people(state, marks)
    if preview:
        content["link_preview_options"] = preview
    return content


def read_text(state: State, parameters: Parameters) -> JSON:
    """Return the content of a text message from the parameters of sendMessage or editMessageText."""
    return text_content(
        state,
        parameters.text("text"),
        parameters.text("parse_mode"),
        parameters.objects("entities"),
        parameters.structure("link_preview_options"),
    )


def caption_content(state: State, caption: str, parse_mode: str, entities: list[JSON]) -> JSON:
    """Return `caption` and `caption_entities`, nothing when there is no caption; refuse one that is too long."""
    clean, marks = from_bot(caption, parse_mode, entities)
    if utf16.length(clean) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    if not clean:
        return {}
    return {"caption": clean} | ({"caption_entities": name_people(state, marks)} if marks else {})


def read_caption(state: State, parameters: Parameters) -> JSON:
    """Return the caption from the parameters of a method that takes one."""
    content = caption_content(
        state,
        parameters.text("caption"),
        parameters.text("parse_mode"),
        parameters.objects("caption_entities"),
    )
    if parameters.boolean("show_caption_above_media") and content:
        content["show_caption_above_media"] = True
    return content


def name_people(state: State, entities: list[JSON]) -> list[JSON]:
    """Put the whole user into mentions by id; a mention of somebody unknown is dropped from HTML as Telegram does."""
    named: list[JSON] = []
    for entity in entities:
        if entity["type"] == "text_mention":
            person = state.people.get(entity["user"]["id"])
            if person is None:
                continue
            entity = entity | {"user": person.user()}
        named.append(entity)
    return named


def read_reply(state: State, bot: Bot, chat: Chat, parameters: Parameters) -> JSON:
    """Return `reply_to_message` from `reply_parameters`, or refuse when that message is not there."""
    reply = parameters.structure("reply_parameters")
    if not reply:
        return {}
    if not isinstance(reply.get("message_id"), int):
        raise bad_request('can\'t find field "message_id"')
    target = chat
    if reply.get("chat_id") not in (None, chat.id):
        target = find_chat_by_id(state, bot, int(reply["chat_id"]))
    replied = target.by_id.get(reply["message_id"])
    if replied is None:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    content: JSON = {"reply_to_message": replied.quoted()} if target is chat else {}
    if quote := reply.get("quote"):
        position = replied.text.find(quote)
        if position < 0:
            raise bad_request("QUOTE_TEXT_INVALID")
        offset = utf16.length(replied.text[:position])
        content["quote"] = {"text": quote, "position": offset, "is_manual": True}
    return content


def read_keyboards(chat: Chat, parameters: Parameters) -> tuple[JSON, JSON | None]:
    """Return (`reply_markup` of the message or nothing, keyboard that replaces the person's own or None)."""
    markup = parameters.structure("reply_markup")
    if markup is None:
        return {}, None
    inline, reply = check_any(markup, private=chat.private)
    return ({"reply_markup": inline} if inline else {}), reply


def read_inline_keyboard(parameters: Parameters, *, private: bool) -> JSON | None:
    """Return the inline keyboard for an edited message; None takes it away."""
    markup = parameters.structure("reply_markup")
    return None if markup is None else check_inline(markup, private=private)


_UNSUPPORTED = {
    "business_connection_id": "business connection not found",
    "message_thread_id": "message thread not found",
    "direct_messages_topic_id": "message thread not found",
    "suggested_post_parameters": "suggested posts can be sent only to channel direct messages",
    "message_effect_id": "EFFECT_ID_INVALID",
}


def send(
    state: State, bot: Bot, chat: Chat, parameters: Parameters, content: JSON, file_ids: tuple[str, ...] = ()
) -> Message:
    """Post a bot's message with what all send methods share: reply, keyboard, protection."""
    for name, reason in _UNSUPPORTED.items():
        if name in parameters.values and parameters.values[name] not in ("", "0", 0):
            raise bad_request(reason)
    if parameters.boolean("allow_paid_broadcast"):
        raise bad_request("FLOODSKIP_NOT_ALLOWED")
    inline, reply_keyboard = read_keyboards(chat, parameters)
    content = read_reply(state, bot, chat, parameters) | content | inline
    if parameters.boolean("protect_content"):
        content["has_protected_content"] = True
    return state.post(chat, speaker(bot, chat), content, reply_keyboard=reply_keyboard, file_ids=file_ids)
