"""Sending files and fetching them: sendPhoto, sendDocument, sendMediaGroup, getFile."""

from typing import Any

from bot.sandbox.accounts import Bot
from bot.sandbox.errors import bad_request
from bot.sandbox.files import MAX_DOWNLOAD_BYTES, FileKind, StoredFile
from bot.sandbox.methods.compose import caption_content, read_caption, send
from bot.sandbox.methods.reach import writable_chat
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import State

JSON = dict[str, Any]


def file_content(stored: StoredFile) -> JSON:
    """Return the field of a message that holds this file."""
    if stored.kind == "photo":
        return {"photo": stored.photo_sizes()}
    return {stored.kind: stored.document() if stored.kind == "document" else stored.reference()}


def send_photo(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Send a photo with a caption."""
    return _send_file(state, bot, parameters, "photo")


def send_document(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Send any file with a caption."""
    return _send_file(state, bot, parameters, "document")


def _send_file(state: State, bot: Bot, parameters: Parameters, kind: FileKind) -> JSON:
    caption = read_caption(state, parameters)
    chat = writable_chat(state, bot, parameters)
    stored = parameters.file(kind, kind, state.files)
    content = file_content(stored) | caption
    if parameters.boolean("has_spoiler"):
        content["has_media_spoiler"] = True
    return send(state, bot, chat, parameters, content, (stored.id,)).json


def read_media(state: State, parameters: Parameters, media: JSON) -> tuple[JSON, StoredFile]:
    """Return the content of a message from an `InputMedia` object, and its file."""
    kind = media.get("type")
    if kind not in ("photo", "document"):
        raise bad_request(f"sandbox: InputMedia of type {kind} is not supported, use photo or document")
    stored = parameters.file_named(str(media.get("media", "")), kind, state.files)
    caption = caption_content(
        state, media.get("caption", ""), media.get("parse_mode", ""), media.get("caption_entities", [])
    )
    return file_content(stored) | caption, stored


def send_media_group(state: State, bot: Bot, parameters: Parameters) -> list[JSON]:
    """Send 2 to 10 photos, or documents, as an album."""
    media = parameters.objects("media")
    if not media:
        raise bad_request("there are no messages to send")
    if not 2 <= len(media) <= 10:
        raise bad_request("group of messages must contain 2-10 items to send")
    if len({item.get("type") for item in media}) > 1:
        raise bad_request("document can't be mixed with other media types")
    chat = writable_chat(state, bot, parameters, len(media))
    contents = [read_media(state, parameters, item) for item in media]
    album = {"media_group_id": str(state.number())}
    return [
        send(state, bot, chat, parameters, content | album, (stored.id,)).json for content, stored in contents
    ]


def get_file(state: State, bot: Bot, parameters: Parameters) -> JSON:
    """Return a `File` with the path to fetch it from."""
    stored = state.files.find(parameters.text("file_id"))
    if len(stored.content) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.reference() | {"file_path": stored.path}


METHODS = {
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendMediaGroup": send_media_group,
    "getFile": get_file,
}
