import pytest

from content.search.fold import clean, fold, lines

SPELLINGS = [
    # Kazakh: proper, on a Russian keyboard, in Latin letters old, new and informal
    ("kukik", ["құқық", "ҚҰҚЫҚ", "кукык", "quqyq", "kukyk", "qūqyq", "kuqik"]),
    ("zan komegi", ["заң көмегі", "зан комеги", "zań kómegi", "zañ kömegi", "zang komegi", "zan komegi"]),
    ("jardemaki", ["жәрдемақы", "жэрдемакы", "jardemaqy", "zhardemaqy", "järdemaqı"]),
    ("bala", ["бала", "bala", "Bala"]),
    ("ael", ["әйел", "эйел", "aiel", "ayel", "áiel", "äyel"]),
    ("shagim", ["шағым", "шагым", "shagym", "şağym", "shaghym"]),
    ("jumis", ["жұмыс", "жумыс", "jumys", "zhumys", "jūmys"]),
    ("til", ["тіл", "тiл", "til", "тил"]),
    # Russian and its transliterations
    ("jilishni sertifikat", ["жилищный сертификат", "zhilishnyj sertifikat", "zhilishchnyy sertifikat"]),
    ("besplatnaia pomosh", ["бесплатная помощь", "besplatnaya pomoshch", "besplatnaya pomosch"]),
    ("rebenok", ["ребёнок", "ребенок", "rebenok", "rebyonok"]),
    ("onlain", ["онлайн", "onlain", "onlajn", "onlayn"]),
    ("konstitusia", ["конституция", "konstituciya", "konstitutsiya"]),
    # English
    ("uomens rigs", ["women's rights", "women’s rights", "WOMENS RIGHTS"]),
    ("advokate", ["advocate", "ADVOCATE"]),
    # what nobody sees
    (
        "prava",
        ["права", "пра\u200bва", "п\u0336р\u0336а\u0301в\u034fа", "\u202eправа\u202c", "прaвa", "пpава"],
    ),
    ("polisia 102", ["полиция 102", "полиция\u00a0102", "полиция １０２", "ПОЛИЦИЯ — 102!"]),
]


@pytest.mark.parametrize(("skeleton", "spelling"), [(key, each) for key, many in SPELLINGS for each in many])
def test_fold_gives_one_skeleton_for_every_spelling(skeleton: str, spelling: str):
    assert fold(spelling) == skeleton


@pytest.mark.parametrize(
    ("text", "skeleton"),
    [
        ("", ""),
        ("😀 🆘", ""),
        ("?!,.—", ""),
        ("16-да 139.134", "16 da 139 134"),
        ("2-10-20", "2 10 20"),
        ("ＡＢＣ１２", "abk 12"),
        ("ООН", "oon"),  # doubled letters become one, but not at the start of a word
        ("коммуна", "komuna"),
        ("аааааа", "aa"),
        ("漢字 abc", "abk"),
    ],
)
def test_fold_keeps_words_and_numbers_alone(text: str, skeleton: str):
    assert fold(text) == skeleton


def test_fold_parts_what_differs():
    assert (
        len({fold(word) for word in ("суд", "сад", "111", "112", "право", "правда", "жала", "жалоба")}) == 8
    )


def test_clean_gives_a_word_one_script():
    assert clean("cтaтья and Сourt") == "статья and court"


def test_lines_are_the_words_of_each_text():
    texts = [
        "Құқық\nқорғау",
        "",
        "а б",
        "э, tax; x.tax-mix (онлайн): «эй» — ex…",
        "a\0b",
        "sms-хабар, it’s, 139.134",
    ]
    assert lines(texts) == [fold(text).split() for text in texts]
