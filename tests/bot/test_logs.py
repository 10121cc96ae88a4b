"""The log: what this program says, without the small talk of its libraries."""

import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, settings = root.handlers[:], root.level, structlog.get_config()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**settings)
    for name in logs.CHATTY:
        logging.getLogger(name).setLevel(logging.NOTSET)


@pytest.mark.parametrize("library", ["aiohttp.access", "fontTools.subset", "fontTools.varLib.instancer"])
def test_log_leaves_out_the_small_talk_of_libraries(capsys: pytest.CaptureFixture[str], library: str) -> None:
    logs.configure("INFO")
    logging.getLogger("bot.app").info("ready")
    logging.getLogger(library).info("small talk")
    logging.getLogger(library).warning("trouble")
    said = capsys.readouterr().err
    assert [word in said for word in ("ready", "small talk", "trouble")] == [True, False, True]
