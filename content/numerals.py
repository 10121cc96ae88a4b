"""How each language writes numbers and dates: the tables that `content.figures` reads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_NAME = r"(?P<name>[^\W\d_]+\d[^\s,;:()«»“”\"]*)"
_DATE = r"(?P<date>\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2})(?!\d)"
_REST = r"(?P<word>[^\W\d_]+)|(?P<mark>[^\w\s])"
_COMMA_THOUSANDS = r"(?P<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
_SPACE_THOUSANDS = r"(?P<number>\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?)"


def _forms(table: str) -> Mapping[str, int]:
    """Read lines such as “2: два две двух”."""
    found: dict[str, int] = {}
    for line in table.strip().splitlines():
        number, words = line.split(":")
        found.update(dict.fromkeys(words.split(), int(number)))
    return found


@dataclass(frozen=True)
class Numerals:
    """One language's ways.

    `cardinals` count as figures wherever they stand; `loose` are words that may stand for a number (ordinals,
    “both”, “halved”): they are never asked for, but they satisfy a figure of another text. `prefixes` open words
    such as “трёхлетний”. `multipliers` and `percent` are beginnings of words; months need their
    `capital` where a small letter makes another word of them.
    """

    token: re.Pattern[str]
    decimal: str
    cardinals: Mapping[str, int]
    tens: Mapping[str, int]
    loose: Mapping[str, int]
    prefixes: Mapping[str, int]
    multipliers: Mapping[str, int]
    percent: re.Pattern[str]
    months: tuple[re.Pattern[str], ...]
    capital: bool
    year: re.Pattern[str] | None
    half: re.Pattern[str]
    joiners: frozenset[str]


def _months(stems: str, ending: str = "") -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(stem + ending) for stem in stems.split())


ENGLISH = Numerals(
    token=re.compile(rf"{_NAME}|{_DATE}|{_COMMA_THOUSANDS}|{_REST}"),
    decimal=".",
    cardinals=_forms(
        """
        1: one
        2: two
        3: three
        4: four
        5: five
        6: six
        7: seven
        8: eight
        9: nine
        10: ten
        11: eleven
        12: twelve
        13: thirteen
        14: fourteen
        15: fifteen
        16: sixteen
        17: seventeen
        18: eighteen
        19: nineteen
        """
    ),
    tens=_forms(
        """
        20: twenty twentieth
        30: thirty thirtieth
        40: forty fortieth
        50: fifty fiftieth
        60: sixty sixtieth
        70: seventy seventieth
        80: eighty eightieth
        90: ninety ninetieth
        """
    ),
    loose=_forms(
        """
        1: first once single
        2: second both twice halved half double doubled pair
        3: third thrice triple tripled quarterly
        4: fourth
        5: fifth
        6: sixth
        7: seventh
        8: eighth
        9: ninth
        10: tenth
        11: eleventh
        12: twelfth
        """
    ),
    prefixes={},
    multipliers={
        "hundred": 100,
        "thousand": 10**3,
        "million": 10**6,
        "billion": 10**9,
        "trillion": 10**12,
        "bn": 10**9,
    },
    percent=re.compile(r"percent(?:age)?"),
    months=_months("January February March April May June July August September October November December"),
    capital=True,
    year=None,
    half=re.compile(r"and a half"),
    joiners=frozenset({"and", "to", "or", "–", "-", "—"}),
)

RUSSIAN = Numerals(
    token=re.compile(rf"{_NAME}|{_DATE}|{_SPACE_THOUSANDS}|{_REST}"),
    decimal=",",
    cardinals=_forms(
        """
        1: один одна одно одного одной одному одним одном одну
        2: два две двух двум двумя двое двоих
        3: три трех трем тремя трое троих
        4: четыре четырех четырем четырьмя четверо четверых
        5: пять пяти пятью пятеро пятерых
        6: шесть шести шестью
        7: семь семи
        8: восемь восьми восемью
        9: девять девяти девятью
        10: десять десяти десятью
        11: одиннадцать одиннадцати
        12: двенадцать двенадцати
        13: тринадцать тринадцати
        14: четырнадцать четырнадцати
        15: пятнадцать пятнадцати
        16: шестнадцать шестнадцати
        17: семнадцать семнадцати
        18: восемнадцать восемнадцати
        19: девятнадцать девятнадцати
        """
    ),
    tens=_forms(
        """
        20: двадцать двадцати
        30: тридцать тридцати
        40: сорок сорока
        50: пятьдесят пятидесяти
        60: шестьдесят шестидесяти
        70: семьдесят семидесяти
        80: восемьдесят восьмидесяти
        90: девяносто
        """
    ),
    loose=_forms(
        """
        2: оба обе обоих обеих обоим обеим вдвое дважды пара пару половина половину половины
        3: втрое трижды
        4: вчетверо
        100: сто ста
        """
    ),
    prefixes=_forms(
        """
        1: перв одно
        2: втор двух двой удво
        3: трет трех трой утро
        4: четверт четырех
        5: пят
        6: шест
        7: седьм семи
        8: восьм
        9: девят
        10: десят
        11: одиннадцат
        12: двенадцат
        """
    ),
    multipliers={
        "тыс": 10**3,
        "тысяч": 10**3,
        "млн": 10**6,
        "миллион": 10**6,
        "млрд": 10**9,
        "миллиард": 10**9,
        "трлн": 10**12,
        "триллион": 10**12,
    },
    percent=re.compile(r"процент"),
    months=_months(
        "январ феврал март апрел ма(?=[йяею]) июн июл август сентябр октябр ноябр декабр", ending="[а-я]{0,2}"
    ),
    capital=False,
    year=None,
    half=re.compile(r"с половиной"),
    joiners=frozenset({"и", "до", "по", "или", "–", "-", "—"}),
)

KAZAKH = Numerals(
    token=RUSSIAN.token,
    decimal=",",
    cardinals=_forms(
        """
        1: бір
        2: екі
        3: үш
        4: төрт
        5: бес
        6: алты
        7: жеті
        8: сегіз
        9: тоғыз
        """
    ),
    tens=_forms(
        """
        10: он
        20: жиырма
        30: отыз
        40: қырық
        50: елу
        60: алпыс
        70: жетпіс
        80: сексен
        """
    ),
    loose=_forms(
        """
        2: қос жұп жарты жартысы
        90: тоқсан
        100: жүз
        """
    ),
    prefixes=_forms(
        """
        1: бірінш
        2: екі екеу
        3: үшінш үшеу үшк үшт
        4: төрт
        5: бесінш бесеу беск бест
        6: алтынш алтау алтыд
        7: жетінш жетеу жетід
        8: сегіз
        9: тоғыз
        10: оныншы оннан онға
        """
    ),
    multipliers={
        "мың": 10**3,
        "млн": 10**6,
        "миллион": 10**6,
        "млрд": 10**9,
        "миллиард": 10**9,
        "трлн": 10**12,
        "триллион": 10**12,
    },
    percent=re.compile(r"пайыз|процент"),
    months=_months(
        "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйе[кг] қазан қараша желтоқсан", ending=r"\w*"
    ),
    capital=False,
    year=re.compile(r"жыл|ж$"),
    half=re.compile(r"жарым"),
    joiners=frozenset({"және", "мен", "бен", "пен", "немесе", "–", "-", "—"}),
)

BY_LANGUAGE: Mapping[str, Numerals] = {"en": ENGLISH, "ru": RUSSIAN, "kk": KAZAKH}
