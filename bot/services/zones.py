"""Time zones to choose from: a short list, and by region all whose clocks differ from now on."""

from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Final

from bot.services.schedules import zone

NEAR: Final = (
    "Europe/Moscow",
    "Europe/Istanbul",
    "Europe/Berlin",
    "Europe/London",
    "Asia/Dubai",
    "Asia/Seoul",
    "America/New_York",
)
"""Where many readers abroad live; the operator's own zone comes first."""


def short(default: str) -> tuple[str, ...]:
    """Give the short list of zones, the default first."""
    return tuple(dict.fromkeys((default, *NEAR)))


@lru_cache(maxsize=1)
def _regions() -> dict[str, tuple[str, ...]]:
    """IANA's own table of zones that differ from now on, by the first part of their names."""
    table = (files("tzdata") / "zoneinfo" / "zonenow.tab").read_text(encoding="utf-8")
    names = [line.split("\t")[2] for line in table.splitlines() if line and not line.startswith("#")]
    regions = sorted({name.partition("/")[0] for name in names})
    return {region: tuple(sorted(n for n in names if n.startswith(f"{region}/"))) for region in regions}


def regions() -> tuple[str, ...]:
    """Give the regions, such as Asia and Europe."""
    return tuple(_regions())


def of_region(region: str, at: datetime) -> tuple[str, ...]:
    """Give the zones of a region from west to east by their clocks at an instant; none for an unknown region."""
    return tuple(
        sorted(_regions().get(region, ()), key=lambda name: (at.astimezone(zone(name)).utcoffset(), name))
    )


def exists(name: str) -> bool:
    """Say whether this machine knows a zone of this name."""
    return zone(name).key == name
