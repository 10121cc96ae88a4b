import random

import pytest

from content.search import Search
from content.search.fold import clean, words
from content.search.index import MOST_WORDS

ALPHABETS = [
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя ",
    "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя ",
    "abcdefghijklmnopqrstuvwxyz ",
    "abcdефгһіӣ ¥0123456789 .,!?-@#'\"",
    "".join(map(chr, range(32, 0x2FF))),
    "".join(
        map(chr, [*range(0x300, 0x36F), *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF, 97, 1072])
    ),
    "".join(map(chr, [*range(0x1F300, 0x1F64F), *range(0x4E00, 0x4E40), *range(0x600, 0x640)])),
]


def test_ask_takes_ten_thousand_random_strings_calmly(search: Search):
    chance = random.Random(7)
    alarms = []
    for _ in range(10_000):
        text = "".join(chance.choices(chance.choice(ALPHABETS), k=chance.randint(0, 24)))
        if search.ask(text, chance.choice(["", "kk", "ru", "en"])).outcome == "urgent":
            alarms.append(text)
    assert alarms == []


@pytest.mark.parametrize(
    "text",
    [
        "а",
        "?" * 4096,
        "а" * 4096,
        "а " * 2048,
        "муж бьет меня " * 300,
        "\u0301" * 4096,
        "a\u0336\u0301\u0489" * 1024,
        "\u202e\u200b\u200f" * 1365,
        "😀" * 4096,
        "aб" * 2048,
        "слово" + "о" * 4000,
        "139." * 1000,
        "\x00\x01\t\r\n" * 800,
        "\ud800",
        "0" * 4096,
        "не хочу " * 500,
    ],
)
def test_ask_takes_long_and_strange_messages(search: Search, text: str):
    search.ask(text, "")


def test_ask_looks_at_so_many_words_and_no_more(search: Search):
    text = " ".join(f"слово{number}" for number in range(400))
    assert len(search._index.hear(words(clean(text)))) == MOST_WORDS


def test_ask_sees_danger_at_the_end_of_a_long_message(search: Search):
    assert search.ask("Здравствуйте. " * 250 + "Муж бьёт меня, помогите.", "").outcome == "urgent"
