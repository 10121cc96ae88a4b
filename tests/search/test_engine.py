import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from content.library import Library
from content.search import Found, Search


@pytest.mark.parametrize(
    ("question", "card"),
    [
        ("Кому положен бесплатный адвокат?", "free-lawyer-who"),
        ("Тегін адвокат кімге беріледі?", "free-lawyer-who"),
        ("Who can get a free lawyer?", "free-lawyer-who"),
        ("Стамбульская конвенция", "istanbul-convention"),
        ("стамбул конвенциясы", "istanbul-convention"),
        ("stambulskaya konvenciya", "istanbul-convention"),
    ],
)
def test_ask_is_sure_of_what_a_card_is_about(search: Search, question: str, card: str):
    found = search.ask(question, "")
    assert (found.outcome, found.hits[0].id) == ("answer", card)


def test_ask_finds_every_card_by_its_title(search: Search, library: Library):
    missed = [
        (card.id, language)
        for card in library.cards
        for language, text in card.texts.items()
        if card.id not in [hit.id for hit in search.ask(text.title, language).hits[:3]]
    ]
    assert len(missed) <= len(library.cards) * len(library.languages) // 100, missed


@pytest.mark.parametrize(
    "question",
    [
        "какая погода завтра",
        "рецепт борща",
        "кто выиграл матч",
        "курс доллара",
        "ауа райы қандай ертең",
        "бауырсақ пісіру",
        "bank loan interest rate",
        "fiance visa for my wife",
        "tax return deadline",
        "как дела",
        "😀😀😀",
        "...",
        "",
    ],
)
def test_ask_refuses_what_the_pack_does_not_answer(search: Search, question: str):
    found = search.ask(question, "")
    assert (found.outcome, found.hits) == ("none", ())


def test_ask_offers_a_choice_when_it_is_not_sure(search: Search):
    found = search.ask("помощь детям", "ru")
    assert (found.outcome, len(found.hits)) == ("unsure", 3)


@pytest.mark.parametrize(
    "question",
    [
        "права ребенка",
        "ghfdf ht,tyrf",
        "пособия",
        "сайлау",
        "мүгедек балалар",
        "rights of the child",
        "housing",
    ],
)
def test_ask_offers_cards_for_words_that_name_their_subject(search: Search, question: str):
    found = search.ask(question, "")
    assert (found.outcome, len(found.hits)) == ("unsure", 3)


def test_ask_names_the_nearest_topics_of_a_question_without_answer(search: Search):
    found = search.ask("пенсия водителя", "ru")
    assert (found.outcome, found.nearest) == ("none", ("benefits",))


@pytest.mark.parametrize("question", ["какая завтра погода", "bitcoin price", "реши уравнение"])
def test_ask_names_no_topic_for_what_is_far_from_all(search: Search, question: str):
    assert search.ask(question, "ru") == Found("none", search.ask(question, "ru").language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Сәлеметсіз бе!", "kk"),
        ("рахмет", "kk"),
        ("salem", "kk"),
        ("Здравствуйте, добрый день", "ru"),
        ("спасибо большое!!", "ru"),
        ("ghbdtn", "ru"),
        ("hello", "en"),
        ("thank you so much", "en"),
    ],
)
def test_ask_knows_a_greeting_from_a_question(search: Search, question: str, language: str):
    assert search.ask(question, language) == Found("none", language, greeting=True)


@pytest.mark.parametrize("question", ["привет, кому положен бесплатный адвокат", "hi, what is 111", "how"])
def test_ask_answers_what_follows_a_greeting(search: Search, question: str):
    assert not search.ask(question, "").greeting


def test_ask_gives_hits_once_and_best_first(search: Search):
    for question in ("торговля людьми", "адам саудасы", "torture", "омбудсмен", "квота"):
        hits = search.ask(question, "").hits
        scores = [hit.score for hit in hits if hit.kind == "card"]
        assert len({hit.id for hit in hits}) == len(hits) <= 5
        assert scores == sorted(scores, reverse=True)


def test_ask_hides_updates_until_they_are_published(library: Library):
    update = next(update for update in library.updates if update.publish_at is None and not update.withdrawn)
    title = update.text("ru").title

    def ids(**changes: object) -> list[str]:
        changed = dataclasses.replace(
            library, cards=(), updates=(update.model_copy(update=changes),), urgent=None
        )
        return [hit.id for hit in Search(changed).ask(title, "ru").hits]

    assert update.id in ids()
    assert update.id not in ids(publish_at=datetime.now(UTC) + timedelta(days=1))
    assert update.id not in ids(withdrawn=object())


def test_ask_prefers_the_current_answer(search: Search, library: Library):
    opening = [each for each in library.updates if each.effect == "supersedes" and each.withdrawn is None]
    first = sum(search.ask(update.text("ru").title, "ru").hits[0].id == update.id for update in opening)
    assert first >= 0.8 * len(opening)


def test_ask_of_an_empty_library_finds_nothing(library: Library):
    empty = dataclasses.replace(library, cards=(), updates=(), lexicon=None, urgent=None)
    assert Search(empty).ask("бесплатный адвокат", "").outcome == "none"


@pytest.mark.parametrize(
    ("question", "language", "card"),
    [
        ("helpline", "en", "which-number"),
        ("телефон доверия", "ru", "which-number"),
        ("жедел желі", "kk", "which-number"),
        ("legal aid", "en", "free-lawyer-who"),
        ("тегін заң көмегі", "kk", "free-lawyer-who"),
    ],
)
def test_ask_opens_the_card_whose_way_of_asking_is_the_whole_question(
    search: Search, question: str, language: str, card: str
):
    found = search.ask(question, language)
    assert (found.outcome, found.hits[0].id) == ("answer", card)
