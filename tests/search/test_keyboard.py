import pytest

from content.search import Search
from content.search.keyboard import retyped


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghfdf ht,tyrf", "права ребенка"),
        ("090s0 0jh5fe", "құқық қорғау"),
        ("дфцнук", "lawyer"),
    ],
)
def test_retyped_gives_what_was_meant(typed: str, meant: str):
    assert meant in list(retyped(typed))


def test_retyped_leaves_numbers_alone():
    assert list(retyped("111 😀")) == []


@pytest.mark.parametrize(
    ("typed", "meant", "language"),
    [
        ("ghfdf ht,tyrf", "права ребенка", "ru"),
        (",tcgkfnysq fldjrfn", "бесплатный адвокат", "ru"),
        ("вшыфишдшен ощи йгщеф", "disability job quota", "en"),
    ],
)
def test_ask_understands_a_question_in_the_wrong_layout(
    search: Search, typed: str, meant: str, language: str
):
    wrong, right = search.ask(typed, ""), search.ask(meant, "")
    assert (wrong.language, wrong.hits) == (language, right.hits)


@pytest.mark.parametrize("question", ["бесплатный адвокат", "тегін адвокат", "free lawyer", "tegin advokat"])
def test_ask_leaves_a_question_in_the_right_layout(search: Search, question: str):
    assert search.ask(question, "").outcome == "answer"
