"""Reads the parameters of a Bot API request in every form that clients send: query, form, multipart, JSON."""

import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, web

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.files import MAX_UPLOAD_BYTES, Upload

JSON = dict[str, Any]
MAX_REQUEST_BYTES = MAX_UPLOAD_BYTES + 1024 * 1024
Body = tuple[JSON, dict[str, Upload]]


async def read_request(request: web.Request) -> Body:
    """Return the parameters and the files of a request; ApiError for a body that is not what it says."""
    values: JSON = dict(request.query) if request.query_string else {}
    files: dict[str, Upload] = {}
    if request.method == "GET" or not request.can_read_body:
        return values, files
    kind = request.content_type
    if kind.startswith("multipart/"):
        values_read, files = await read_multipart(await request.multipart())
        return values | values_read, files
    try:
        body = (await request.read()).decode()
    except ValueError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, "Request Entity Too Large") from error
    return values | decode(kind, body), files


def decode(kind: str, body: str) -> JSON:
    """Return the parameters of a form or a JSON object."""
    if kind == "application/json":
        try:
            values = json.loads(body or "{}")
        except ValueError as error:
            raise bad_request("can't parse request JSON object") from error
        if not isinstance(values, dict):
            raise bad_request("object expected as request body")
        return values
    return dict(parse_qsl(body, keep_blank_values=True))


async def read_multipart(reader: MultipartReader) -> Body:
    """Return the fields and files of a multipart form; a part with a file name is a file."""
    values: JSON = {}
    files: dict[str, Upload] = {}
    size = 0
    try:
        async for part in reader:
            if not isinstance(part, BodyPartReader) or not part.name:
                continue
            content = bytes(await part.read(decode=True))
            size += len(content)
            if size > MAX_REQUEST_BYTES:
                raise ApiError(413, "Request Entity Too Large")
            if part.filename is None:
                values[part.name] = content.decode()
            else:
                files[part.name] = Upload(content, part.filename)
    except ValueError as error:
        raise bad_request("can't parse multipart request") from error
    return values, files
