"""Safe HTML for the web client: of a text and its entities, and nothing else the text may contain."""

from html import escape
from typing import Any
from urllib.parse import quote

from bot.sandbox import utf16

JSON = dict[str, Any]

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "strikethrough": ("<s>", "</s>"),
    "spoiler": ('<span class="spoiler">', "</span>"),
    "code": ("<code>", "</code>"),
    "pre": ("<pre>", "</pre>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ("<blockquote expandable>", "</blockquote>"),
}


def render(text: str, entities: list[JSON]) -> str:
    """Return HTML of b, i, u, s, code, pre, blockquote, span.spoiler and a[href]; the rest is escaped."""
    if not entities:
        return escape(text)
    offsets = utf16.Offsets(text)
    spans = []
    for entity in entities:
        begin = offsets.position(entity["offset"])
        end = offsets.position(entity["offset"] + entity["length"])
        if begin is not None and end is not None and begin < end and (tags := _tags(entity, text[begin:end])):
            spans.append((begin, end, tags))
    spans.sort(key=lambda span: (span[0], -span[1]))
    edges = sorted({0, len(text), *(edge for begin, end, _ in spans for edge in (begin, end))})
    output: list[str] = []
    open_spans: list[tuple[int, int, tuple[str, str]]] = []
    for since, until in zip(edges, [*edges[1:], len(text)], strict=True):
        # Entities may cross each other; tags may not. So close down to what stays open, then open the rest.
        wanted = [span for span in spans if span[0] <= since < span[1]]
        shared = 0
        while shared < min(len(wanted), len(open_spans)) and wanted[shared] is open_spans[shared]:
            shared += 1
        output.extend(span[2][1] for span in reversed(open_spans[shared:]))
        output.extend(span[2][0] for span in wanted[shared:])
        open_spans = wanted
        output.append(escape(text[since:until]))
    output.extend(span[2][1] for span in reversed(open_spans))
    return "".join(output)


def _tags(entity: JSON, covered: str) -> tuple[str, str] | None:
    if simple := _TAGS.get(entity["type"]):
        return simple
    href = _href(entity, covered)
    return (f'<a href="{escape(href)}">', "</a>") if href else None


def _href(entity: JSON, covered: str) -> str:
    match entity["type"]:
        case "text_link":
            return _safe(entity["url"])
        case "url":
            return _safe(covered if "://" in covered else f"http://{covered}")
        case "email":
            return f"mailto:{quote(covered, safe='@.+-_')}"
        case "phone_number":
            return "tel:" + "".join(character for character in covered if character in "+0123456789")
        case "mention":
            return f"https://t.me/{quote(covered[1:])}"
        case "bot_command":
            return f"tg://bot_command?command={quote(covered[1:])}"
        case "text_mention":
            return f"tg://user?id={int(entity['user']['id'])}"
        case _:
            return ""


def _safe(url: str) -> str:
    """Return the link only when following it cannot run anything."""
    return url if url.lower().startswith(("http://", "https://", "tg://", "ton://")) else ""
