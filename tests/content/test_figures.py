from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.figures import Figure, figures, readings, widened

MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "kk": [
        "қаңтар",
        "ақпан",
        "наурыз",
        "сәуір",
        "мамыр",
        "маусым",
        "шілде",
        "тамыз",
        "қыркүйек",
        "қазан",
        "қараша",
        "желтоқсан",
    ],
}
LANGUAGES = ("kk", "ru", "en")


def stated(text: str, lang: str) -> list[str]:
    return [figure.value for figure in figures(text, lang) if figure.stated]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # dates
        ("en", "on 26 December 2022", ["2022-12-26"]),
        ("en", "on December 26, 2022", ["2022-12-26"]),
        ("en", "in December 2022", ["2022-12"]),
        ("en", "on the 1st of July 2023", ["2023-07-01"]),
        ("en", "since 2022", ["2022"]),
        ("en", "from 1 March", ["--03-01"]),
        ("en", "persons under 18 may work", ["18"]),
        ("en", "31 February 2022", ["31", "2022-02"]),
        ("ru", "26 декабря 2022 года", ["2022-12-26"]),
        ("ru", "в декабре 2022 года", ["2022-12"]),
        ("ru", "с 1-го мая 2024", ["2024-05-01"]),
        ("ru", "01.07.2022", ["2022-07-01"]),
        ("ru", "5 майоров", ["5"]),
        ("kk", "2022 жылғы 26 желтоқсанда", ["2022-12-26"]),
        ("kk", "2022 жылдың 26 желтоқсанынан бері", ["2022-12-26"]),
        ("kk", "2022 ж. 1 шілде", ["2022-07-01"]),
        ("kk", "2023 жылғы қыркүйектегі", ["2023-09"]),
        ("kk", "26 желтоқсан 2022 жыл", ["2022-12-26"]),
        ("en", "in June to July 2025", ["2025-06", "2025-07"]),
        ("ru", "в июне–июле 2025 года", ["2025-06", "2025-07"]),
        ("kk", "2025 жылғы маусым–шілдеде", ["2025-06", "2025-07"]),
        ("kk", "2021–2023 жылдарға", ["2021", "2023"]),
        # numbers and shares
        ("en", "629,415 citizens, 30 per cent, 12.5% and 7 percent", ["629415", "30%", "12.5%", "7%"]),
        ("en", "4.4 million; 2.2 billion; 3 thousand", ["4400000", "2200000000", "3000"]),
        ("en", "twenty-nine women, Seventy per cent, two hundred, eighty-four", ["29", "70%", "200", "84"]),
        ("en", "two and a half years", ["2.5"]),
        ("en", "a two-and-a-half-fold drop", ["2.5"]),
        ("en", "“2-10-20” and 24-hour", ["2", "10", "20", "24"]),
        ("en", "one of the cards, a card", []),
        ("en", "BalaQorgauBot2.0 and A4", []),
        ("ru", "629\u00a0415 человек, 30 процентов, 12,5%, 7 %", ["629415", "30%", "12.5%", "7%"]),
        ("ru", "4,4 млн, 2,2 миллиарда, 45 млрд, 3 тысячи", ["4400000", "2200000000", "45000000000", "3000"]),
        ("ru", "двадцать девять, двух, трёх, четырьмя", ["29", "2", "3", "4"]),
        ("ru", "полтора года; два с половиной", ["1.5", "2.5"]),
        ("ru", "30-процентная квота, 75-летие", ["30%", "75"]),
        ("ru", "с семьёй, тыс. нет, семью", []),
        ("ru", "с 20\u00a0000 до 5\u00a0000", ["20000", "5000"]),
        ("ru", "в 2022 году 250", ["2022", "250"]),
        ("kk", "629\u00a0415 адам, 30 пайыз, 12,5%-ы", ["629415", "30%", "12.5%"]),
        ("kk", "4,4 млн, 2,2 миллиард, 14 мыңнан астам", ["4400000", "2200000000", "14000"]),
        ("kk", "он екі, жиырма тоғыз, екі, бес", ["12", "29", "2", "5"]),
        ("kk", "екі жарым жыл", ["2.5"]),
        ("kk", "20\u00a0000-нан 5\u00a0000-ға", ["20000", "5000"]),
        ("kk", "бір жыл, үшін, жетім бала", []),
    ],
)
def test_figures_are_read(lang: str, text: str, expected: list[str]):
    assert stated(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "between 70 and 80 per cent"),
        ("ru", "от 70 до 80 процентов"),
        ("ru", "70–80%"),
        ("kk", "70–80 пайыз"),
    ],
)
def test_figures_of_a_range_share_its_unit(lang: str, text: str):
    assert [(figure.value, figure.also) for figure in figures(text, lang)] == [
        ("70", frozenset({"70%"})),
        ("80%", frozenset()),
    ]


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "5 and 6 June 2022"), ("ru", "5 и 6 июня 2022 года"), ("kk", "2022 жылғы 5 және 6 маусым")],
)
def test_figures_of_two_days_share_their_month(lang: str, text: str):
    assert {"2022-06-05", "2022-06-06"} <= readings(figures(text, lang))


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "the second reading", "2"),
        ("en", "ranked sixty-sixth", "66"),
        ("en", "category II", "2"),
        ("en", "the number halved", "2"),
        ("ru", "оба закона", "2"),
        ("ru", "трёхуровневая модель", "3"),
        ("kk", "үшінші есеп", "3"),
        ("kk", "екеуі де", "2"),
    ],
)
def test_figures_know_words_that_may_mean_a_number(lang: str, text: str, value: str):
    assert [(figure.value, figure.stated) for figure in figures(text, lang)] == [(value, False)]


def test_figures_say_where_they_stand():
    text = "Since 1 July 2023, 4.4 million."
    found = figures(text, "en")
    assert [text[figure.start : figure.end] for figure in found] == ["1 July 2023", "4.4 million"]
    assert found[0] == Figure("2023-07-01", 6, 17)


def test_figures_of_an_unknown_language_are_refused():
    with pytest.raises(KeyError):
        figures("1", "xx")


def test_widened_adds_what_a_date_says_less_precisely():
    assert widened(["2022-07-01", "2023-05", "7%"]) == {
        "2022-07-01", "2022-07", "2022", "--07-01", "2023-05", "2023", "7%",
    }  # fmt: skip


def _grouped(number: int, lang: str) -> str:
    return f"{number:,}".replace(",", "," if lang == "en" else "\u00a0")


@given(st.integers(min_value=2, max_value=10**9), st.sampled_from(LANGUAGES))
def test_every_number_is_read_as_it_is_written(number: int, lang: str):
    assert stated(f"({_grouped(number, lang)})", lang) == [str(number)]


@given(
    st.integers(min_value=0, max_value=999), st.integers(min_value=1, max_value=9), st.sampled_from(LANGUAGES)
)
def test_every_share_is_read_as_it_is_written(whole: int, part: int, lang: str):
    mark = "." if lang == "en" else ","
    assert stated(f"x {whole}{mark}{part}% y", lang) == [f"{whole}.{part}%"]


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_every_date_is_the_same_in_all_languages(day: date):
    written = {
        "en": f"from {day.day} {MONTHS['en'][day.month - 1]} {day.year} on",
        "ru": f"с {day.day} {MONTHS['ru'][day.month - 1]} {day.year} года",
        "kk": f"{day.year} жылғы {day.day} {MONTHS['kk'][day.month - 1]}дан бастап",
    }
    assert {lang: stated(text, lang) for lang, text in written.items()} == {
        key: [day.isoformat()] for key in LANGUAGES
    }


@given(st.text(), st.sampled_from(LANGUAGES))
def test_no_text_breaks_the_reading(text: str, lang: str):
    for figure in figures(text, lang):
        assert 0 <= figure.start < figure.end <= len(text)
