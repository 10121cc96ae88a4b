"""What storage raises when the database itself is the trouble."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

_SECRET_PARAMETERS = ("password", "passfile", "sslpassword")
_UNREADABLE = "(unreadable URL)"


class StorageError(Exception):
    """The database cannot be opened, read or written.

    `url` is the database's address without its password, `reason` one line in English from the driver or from
    us, never holding the password. `str(error)` joins both in one line, fit for the operator's terminal.
    """

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(url, reason)
        self.url = url
        self.reason = reason

    def __str__(self) -> str:
        return f"database {self.url}: {self.reason}"


def without_password(url: URL | str) -> str:
    """The URL as text with user, host and path, but no secret; a fixed phrase when it is no URL."""
    try:
        full = make_url(url)
    except (ArgumentError, ValueError):
        # The text may hold a password in a place we cannot tell, so none of it is shown.
        return _UNREADABLE
    # Built anew, since URL.set() takes None for "as it was".
    bare = URL.create(full.drivername, full.username, None, full.host, full.port, full.database, full.query)
    return bare.difference_update_query(_SECRET_PARAMETERS).render_as_string(hide_password=False)


def storage_error(url: URL, error: BaseException) -> StorageError:
    """A StorageError that tells what `error` (of the driver, the system or SQLAlchemy) said, in one line."""
    cause: BaseException = error
    if isinstance(cause, DBAPIError) and cause.orig is not None:
        cause = cause.orig
    # SQLAlchemy's asyncpg adapter prefixes the message with a class name; the driver's own error is behind
    # it.
    if cause.__cause__ is not None and type(cause).__module__.startswith("sqlalchemy."):
        cause = cause.__cause__
    if isinstance(cause, TimeoutError) and not str(cause):
        reason = "no answer in time"
    else:
        lines = str(cause).strip().splitlines()
        reason = lines[0] if lines else type(cause).__name__
    for secret in (url.password, *(url.query.get(name) for name in _SECRET_PARAMETERS)):
        if isinstance(secret, str) and secret:
            reason = reason.replace(secret, "***")
    return StorageError(without_password(url), reason)
