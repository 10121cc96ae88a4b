"""The log: lines for people on a terminal, JSON elsewhere; ids of chats and words of people never reach it."""

import logging
import sys

# structlog loads rich, where there is one, for tracebacks that we do not want: 3 MB and 0.05 s of every start.
_loaded = "rich" in sys.modules
if not _loaded:
    sys.modules["rich"] = None  # type: ignore[assignment]
import structlog  # noqa: E402
from structlog.typing import Processor  # noqa: E402

if not _loaded:
    del sys.modules["rich"]

SHARED: tuple[Processor, ...] = (
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)
CHATTY = ("aiogram.event", "aiohttp.access", "apscheduler", "alembic", "httpx", "asyncio", "fontTools")


def configure(level: str) -> None:
    """Send everything that this program and its libraries log to standard error, from `level` upwards."""
    through_logging()
    terminal = sys.stderr.isatty()
    # Plain tracebacks: the rich ones print local variables, and with them what people wrote.
    console = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    rendering = (
        [console] if terminal else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=SHARED,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def through_logging() -> None:
    """Let structlog hand its lines to the standard library's logging, whose handlers print them."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
