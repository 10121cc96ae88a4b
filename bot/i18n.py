"""The one wrapper around gettext and Babel: the bot's own words, plurals, dates and numbers in a reader's language.

Catalogs are the .po files themselves, compiled in memory at start, so there is no build step and none to forget.
"""

import gettext
import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

import babel
from babel import dates, lists, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

Precision = Literal["day", "month", "year"]
Day = date
"""A day of the calendar; a name of its own, since `date` is also what a Locale does."""
CATALOGS = Path(__file__).resolve().parent.parent / "locales"


class Locale:
    """One language of the bot's own words.

    `language` is its two-letter code. Placeholders are named, `{like_this}`, and filled from keyword arguments.
    """

    def __init__(self, language: str, catalog: gettext.NullTranslations) -> None:
        self.language = language
        self._catalog = catalog
        self._babel = babel.Locale.parse(language)
        # The same few dates and numbers stand on most pages, and Babel takes its time to write one.
        self._written = lru_cache(maxsize=4096)(self._date)
        self._figures = lru_cache(maxsize=4096, typed=True)(self._number)

    def t(self, message: str, **values: object) -> str:
        """Translate a message and fill its placeholders."""
        text = self._catalog.gettext(message)
        return text.format(**values) if values else text

    def n(self, one: str, other: str, count: int, **values: object) -> str:
        """Translate a message that counts; `{count}` is the number as the language writes it."""
        text = self._catalog.ngettext(one, other, count)
        return text.format(count=self.number(count), **values)

    def number(self, value: float) -> str:
        """Write a number with the language's separators."""
        return self._figures(value)

    def _number(self, value: float) -> str:
        return str(numbers.format_decimal(value, locale=self._babel))

    def date(self, day: Day, precision: Precision = "day") -> str:
        """Write a date as far as it is known: «18 October 2024», «October 2024», «2024»."""
        return self._written(day, precision)

    def _date(self, day: Day, precision: Precision) -> str:
        patterns = {
            # NOTE: the three are CLDR date patterns (d day, MMMM month, LLLL month on its own, y year)
            "day": self.t("d MMMM y"),
            "month": self.t("LLLL y"),
            "year": self.t("y"),
        }
        return str(dates.format_date(day, patterns[precision], locale=self._babel))

    def moment(self, when: datetime, pattern: str) -> str:
        """Write an aware datetime by a CLDR pattern, in its own time zone."""
        return str(dates.format_datetime(when, pattern, tzinfo=when.tzinfo, locale=self._babel))

    def city(self, time_zone: str) -> str:
        """Name the city that an IANA time zone goes by: «Berlin»."""
        return str(dates.get_timezone_location(time_zone, locale=self._babel, return_city=True))

    def join(self, items: Iterable[str]) -> str:
        """Join words as the language does: «a, b and c»."""
        return str(lists.format_list(list(items), locale=self._babel))


def load(languages: Iterable[str], folder: Path = CATALOGS) -> Mapping[str, Locale]:
    """Read the catalogs of these languages. Blocking; raises FileNotFoundError for a language without one."""
    return {language: Locale(language, _catalog(language, folder)) for language in languages}


def _catalog(language: str, folder: Path) -> gettext.NullTranslations:
    with (folder / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
