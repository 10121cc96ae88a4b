import pytest

from content.library import Library
from content.search import Search


def found(search: Search, question: str) -> tuple[str, tuple[str, ...]]:
    answer = search.ask(question, "")
    return answer.outcome, tuple(hit.id for hit in answer.hits)


@pytest.mark.parametrize(
    "question",
    [
        "пункт 276",
        "что сказано в пункте 276?",
        "п. 276 доклада, пункт № 276",
        "276-тармақ",
        "276 тармакта не айтылган",
        "276-shy tarmaq",
        "paragraph 276",
        "para 276",
        "what does paragraph number 276 say",
    ],
)
def test_ask_opens_a_paragraph_by_its_number(search: Search, library: Library, question: str):
    outcome, cards = found(search, question)
    assert (outcome, set(cards)) == ("answer", {card.id for card in library.citing(276)})


@pytest.mark.parametrize("question", ["пункт 999", "paragraph 300", "1000-тармақ"])
def test_ask_knows_no_paragraph_beyond_the_last(search: Search, question: str):
    assert found(search, question) == ("none", ())


def test_ask_finds_the_paragraphs_of_a_recommendation(search: Search, library: Library):
    [*paragraphs] = library.recommendations["139.134"]
    for question in ("139.134", "рекомендация 139.134", "139.134 ұсынысы"):
        outcome, cards = found(search, question)
        assert outcome == "answer"
        assert all(set(library.card(card).paragraphs) & set(paragraphs) for card in cards)


@pytest.mark.parametrize("question", ["139.9999", "1.134", "139.134.5"])
def test_ask_takes_no_other_number_for_a_recommendation(search: Search, question: str):
    assert search.ask(question, "").outcome in ("none", "unsure")


@pytest.mark.parametrize(
    ("question", "contact"),
    [
        ("1424", "1424"),
        ("11616", "11616"),
        ("111", "111"),
        ("102", "102"),
        ("@AntikorKZ_Bot", "antikor-bot"),
        ("antikorkz_bot деген не", "antikor-bot"),
        ("https://bala.gov.kz", "bala.gov.kz"),
        ("kense@antikor.gov.kz", "antikor-email"),
        ("BalaQorgauBot2.0", "bala-qorgau-bot"),
    ],
)
def test_ask_finds_cards_by_a_contact(search: Search, library: Library, question: str, contact: str):
    outcome, cards = found(search, question)
    assert outcome == "answer"
    assert all(contact in library.card(card).contacts for card in cards)


@pytest.mark.parametrize("question", ["7", "1425", "1161", "116160", "14 24"])
def test_ask_matches_numbers_exactly(search: Search, question: str):
    assert search.ask(question, "").outcome in ("none", "unsure")


def test_ask_offers_the_paragraph_of_a_bare_number(search: Search, library: Library):
    outcome, cards = found(search, "202")
    assert (outcome, set(cards) <= {card.id for card in library.citing(202)}) == ("unsure", True)
