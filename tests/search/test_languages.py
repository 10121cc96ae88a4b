import pytest

from content.search import Search


@pytest.mark.parametrize(
    ("question", "reader", "language"),
    [
        ("тегін адвокат кімге беріледі", "", "kk"),
        ("тегин адвокат кимге бериледи", "", "kk"),
        ("tegin advokat kimge beriledi", "en", "kk"),
        ("кому дают бесплатного адвоката", "kk", "ru"),
        ("komu dayut besplatnogo advokata", "en", "ru"),
        ("who gets a free lawyer", "ru", "en"),
        ("бесплатный адвокат кімге положено", "", "kk"),
        # nothing speaks for a language: the reader's, or the first of the pack
        ("111", "en", "en"),
        ("111", "ru", "ru"),
        ("111", "", "kk"),
        ("😀", "ru", "ru"),
        ("", "en", "en"),
        ("139.134", "xx", "kk"),
    ],
)
def test_ask_answers_in_the_language_of_the_question(
    search: Search, question: str, reader: str, language: str
):
    assert search.ask(question, reader).language == language
