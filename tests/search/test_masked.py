"""Masking: what could say who asked never comes through, whatever the pack's words are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.search import Search
from content.search.masked import GAP, LONGEST, masked

WORDS = (
    "where is the school my husband has no work and i am вера где школа в суд на мужа подать как можно мне ли "
    "тегін адвокат керек қызы ұлы бала мектеп for a child can get help 18 aigul"
)
KNOWN = frozenset(WORDS.split())


def mask(question: str) -> str:
    return masked(question, KNOWN.__contains__)


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("Where is the school?", "where is the school"),
        ("where is Bolashak school", "where is … school"),
        ("can I get help", "can i get help"),
        # Names: inside a sentence by their capital, anywhere by being unknown, patronymics by their ending.
        ("my husband Aigul has no work", "my husband … has no work"),
        ("my husband nurlan ospanov has no work", "my husband … has no work"),
        ("Вера где школа", "вера где школа"),
        ("где школа, Вера", "где школа …"),
        ("подать на мужа Ивана Петровича", "подать на мужа …"),
        ("тегін адвокат керек, Серік Ахметұлы", "тегін адвокат керек …"),
        ("серікқызы бала", "… бала"),
        ("ұлы қызы мектеп", "ұлы қызы мектеп"),
        ("WHERE IS AIGUL school", "… school"),
        # Digits, though the pack has them.
        ("help for a child 18", "help for a child …"),
        ("help 8 701 123-45-67 child", "help … child"),
        ("child 2a", "child …"),
        ("٣٤ child", "… child"),
        # Handles, mail, addresses.
        ("help @aigul child", "help … child"),
        ("help aigul@school.kz child", "help … child"),
        ("help https://school.kz/child?x=1 child", "help … child"),
        ("help t.me/school child", "help … child"),
        ("help www.school.kz.", "help …"),
        ("help school.kz child", "help … child"),
        ("help #school child", "help … child"),
        # Nothing known, nothing kept.
        ("Айгүл Серікқызы", ""),
        ("8 701 123 45 67", ""),
        ("", ""),
        ("???", ""),
        ("help\nAigul child", "help aigul child"),
    ],
)
def test_masked_keeps_the_words_that_are_known(question: str, kept: str) -> None:
    assert mask(question) == kept


def test_masked_is_bounded() -> None:
    assert len(mask("school " * 500).split()) == LONGEST
    assert mask("school" * 500) == ""


@given(st.text(max_size=300))
def test_masked_lets_nothing_else_through(question: str) -> None:
    words = mask(question).split(" ")
    assert {word for word in words if word} <= KNOWN | {GAP}
    assert not any(letter.isdigit() for letter in mask(question))


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        (
            "Меня зовут Айгүл Серікқызы, живу на Сатпаева 15, как открыть кофейню",
            {"айгүл", "серікқызы", "15"},
        ),
        ("мой сын данияр нурланович учится в школе 25", {"данияр", "нурланович", "25"}),
        ("my name is Zhanar Ospanova, phone +77011234567", {"zhanar", "ospanova", "77011234567"}),
    ],
)
def test_masked_with_the_words_of_the_real_pack(search: Search, question: str, kept: set[str]) -> None:
    found = masked(question, search.knows)
    assert found
    assert not {*found.split(" ")} & kept
