"""Imports go downward only: the house's one rule that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent

# Every layer with those below it that it may import; a module belongs to the longest name that fits it.
ALLOWED = {
    "bot.cli": {"bot", "content", "storage"},
    "bot.__main__": {"bot.cli"},
    "bot.app": {"bot", "content", "storage"},
    "bot.logs": set(),
    "bot.conversation": {
        "bot.conversation",
        "bot.metrics",
        "bot.health",
        "bot.views",
        "bot.services",
        "bot.tasks",
        "bot.pace",
        "bot.clock",
        "bot.errors",
        "bot.i18n",
        "content",
    },
    "bot.digests": {
        "bot.digests",
        "bot.views",
        "bot.services",
        "bot.tasks",
        "bot.pace",
        "bot.clock",
        "bot.errors",
        "bot.i18n",
        "content",
        "storage",
    },
    "bot.sandbox": {"bot.sandbox"},
    "bot.views": {"bot.views", "bot.services", "bot.i18n", "content"},
    "bot.services": {
        "bot.services",
        "bot.metrics",
        "bot.clock",
        "bot.errors",
        "bot.i18n",
        "bot.config",
        "content",
        "storage",
    },
    "bot.metrics": set(),
    "bot.health": set(),
    "bot.server": {"bot.metrics", "bot.health", "bot.errors"},
    "bot.tasks": set(),
    "bot.pace": {"bot.clock"},
    "bot.clock": set(),
    "bot.config": {"bot.errors"},
    "bot.errors": set(),
    "bot.i18n": set(),
    "bot": set(),
    "content": {"content"},
    "storage": {"storage"},
    "locales": set(),
}

# The library with the one folder or file that may import it.
ONLY_IN = {
    "aiogram": "bot/conversation/",
    "telegram": "bot/digests/courier",
    "apscheduler": "bot/digests/schedule.py",
    "babel": "bot/i18n.py",
    "gettext": "bot/i18n.py",
    "alembic": "storage/",
    "prometheus_client": "bot/metrics.py",
    "fpdf": "bot/views/sheets/",
    "fontTools": "bot/views/sheets/fonts.py",
    "pypdfium2": "bot/views/sheets/",
    "segno": "bot/views/sheets/",
    "PIL": "bot/views/sheets/",
    "sqlmodel": "storage/",
    "sqlalchemy": "storage/",
}


def _modules() -> Iterator[tuple[str, Path]]:
    for folder in ("bot", "content", "storage", "locales"):
        for path in sorted((HOUSE / folder).rglob("*.py")):
            parts = path.relative_to(HOUSE).with_suffix("").parts
            yield ".".join(parts).removesuffix(".__init__"), path


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            # `from bot import config` imports bot.config, not the empty package.
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if _is_module(name) else node.module


def _is_module(name: str) -> bool:
    path = HOUSE.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def _layer(module: str) -> str:
    return max((layer for layer in ALLOWED if _within(module, layer)), key=len)


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


MODULES = list(_modules())


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_module_imports_only_what_is_below_it(module: str, path: Path) -> None:
    allowed = ALLOWED[_layer(module)]
    ours = {name for name in _imports(path) if name.split(".")[0] in ("bot", "content", "storage", "locales")}
    upward = {name for name in ours if not any(_within(name, below) for below in allowed)}
    assert upward == set()


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_library_is_imported_in_its_one_place(module: str, path: Path) -> None:
    place = str(path.relative_to(HOUSE))
    strays = {name for name in _imports(path) for library, home in ONLY_IN.items()
              if _within(name, library) and not place.startswith(home)}  # fmt: skip
    assert strays == set()


def test_tasks_are_spawned_in_one_place() -> None:
    spawning = ("create_task", "ensure_future", "TaskGroup", "run_coroutine_threadsafe")
    places = {
        module
        for module, path in MODULES
        if not _within(module, "bot.sandbox")
        and any(word in path.read_text(encoding="utf-8") for word in spawning)
    }
    assert places == {"bot.tasks"}


def test_nothing_of_the_country_stands_in_the_code() -> None:
    words = (
        "kazakhstan",
        "qazaqstan",
        "казахстан",
        "қазақстан",
        "almaty",
        "1424",
        "11616",
        "bala qorgau",
        "egov",
    )
    allowed = {("bot.config", "almaty")}
    found = {
        (module, word)
        for module, path in MODULES
        if module.split(".")[0] in ("bot", "storage") and not _within(module, "bot.sandbox")
        for word in words
        if word in path.read_text(encoding="utf-8").lower()
    }
    assert found <= allowed
