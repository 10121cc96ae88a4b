"""aiogram's models built at first use instead of at import.

aiogram.types ends by rebuilding each of its some 400 pydantic models, which costs seconds and over 100 MB although a
bot uses a few dozen of them (aiogram's issue 1876). They are declared with `defer_build`, so it is enough to keep the
namespace that aiogram passes to `model_rebuild` and to hand it to pydantic when a model is first used.

Import this module before the first import of aiogram. Where aiogram was imported already, or no longer rebuilds its
models in this way, nothing is changed and aiogram works as it always does.
"""

import sys
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

_namespace: dict[str, Any] = {}
"""The names that aiogram's annotations refer to, as aiogram passes them; empty when deferring did not happen."""


def is_deferred() -> bool:
    """Say whether aiogram's models are built at first use in this process."""
    return bool(_namespace)


def _defer() -> None:
    if "aiogram" in sys.modules:
        return
    rebuild = BaseModel.__dict__["model_rebuild"]

    def remember(
        cls: type[BaseModel], /, *, _types_namespace: Mapping[str, Any] | None = None, **options: Any
    ) -> bool | None:
        if _types_namespace is None or not cls.__module__.startswith("aiogram.types."):
            options["_parent_namespace_depth"] = options.get("_parent_namespace_depth", 2) + 1
            return rebuild.__func__(cls, _types_namespace=_types_namespace, **options)  # type: ignore[no-any-return]
        if not _namespace:
            _namespace.update(_types_namespace)
        return None

    def build(
        cls: type[BaseModel], /, *, _types_namespace: Mapping[str, Any] | None = None, **options: Any
    ) -> bool | None:
        return rebuild.__func__(  # type: ignore[no-any-return]
            cls, _types_namespace={**_namespace, **(_types_namespace or {})}, **options
        )

    BaseModel.model_rebuild = classmethod(remember)  # type: ignore[method-assign, assignment]
    try:
        from aiogram.methods.base import Response, TelegramMethod
        from aiogram.types.base import TelegramObject
    finally:
        BaseModel.model_rebuild = rebuild  # type: ignore[method-assign]
    if _namespace:
        # Methods and responses hold types, so they too are completed with the namespace, each at its first use.
        for base in (TelegramObject, TelegramMethod, Response):
            base.model_rebuild = classmethod(build)  # type: ignore[method-assign, assignment]


_defer()
