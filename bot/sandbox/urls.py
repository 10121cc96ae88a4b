"""Which links Telegram accepts in buttons and in text, and in which words it refuses the others."""

import re

_HOST = re.compile(r"[^\s/?#:@\[\]<>\"\\^`{|}]+")
_OWN_SCHEMES = ("tg://", "ton://", "tonsite://")


def check_url(url: str, *, https_only: bool = False) -> str:
    """Return the link as Telegram stores it; ValueError with Telegram's reason for one that it refuses."""
    url = url.strip()
    lowered = url.lower()
    if not https_only and lowered.startswith(_OWN_SCHEMES):
        return url
    if https_only and not lowered.startswith("https://"):
        raise ValueError("Only HTTPS links are allowed")
    scheme, mark, rest = url.partition("://")
    if not mark or not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme):
        scheme, rest = "http", url
    scheme = scheme.lower()
    if scheme not in ("http", "https"):
        raise ValueError("Unsupported URL protocol")
    cut = re.search(r"[/?#]", rest)
    authority, path = (rest[: cut.start()], rest[cut.start() :]) if cut else (rest, "")
    userinfo, at, host = authority.rpartition("@")
    host, colon, port = host.partition(":")
    if colon and not (port.isascii() and port.isdigit() and 0 < int(port) <= 65535):
        raise ValueError("Wrong port number specified in the URL")
    if not host:
        raise ValueError("URL host is empty")
    if not _HOST.fullmatch(host) or re.search(r"\s", path):
        raise ValueError("URL host is invalid" if not _HOST.fullmatch(host) else "Wrong HTTP URL")
    if "." not in host.strip("."):
        raise ValueError("Wrong HTTP URL")
    if not path.startswith("/"):
        path = "/" + path
    return f"{scheme}://{userinfo}{at}{host.lower()}{colon}{port}{path}"
