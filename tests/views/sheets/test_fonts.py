"""The typeface: every letter that is printed, in every weight."""

import pytest
from fontTools.ttLib import TTFont

from bot.views.sheets import fonts
from content import loader
from tests.conversation.conftest import REAL


@pytest.mark.parametrize("weight", [fonts.REGULAR, fonts.BOLD])
def test_font_has_every_letter_that_it_promises(weight: int) -> None:
    with TTFont(fonts.font(weight)) as font:
        has = set(font.getBestCmap())
    assert {hex(one) for one in fonts.LETTERS - has} == set()
    assert set(map(ord, fonts.KAZAKH + "ЁёЪъЙй«»“”’–—·№₸")) <= fonts.LETTERS


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Тегін заң көмегі", "Тегін заң көмегі"),
        ("🌷 Red\n\tTulip\x00 🌷", "Red Tulip"),
        ("🌷🌷", ""),
        ("Халықтың", "Халықтың"),
        ("Әди\u0306л — 8\u2011800", "Әдйл — 8-800"),
        ("<b>«Қор» & Co</b>", "<b>«Қор» & Co</b>"),
        ("محمد 法", ""),
    ],
)
def test_printable_keeps_what_the_font_has(text: str, printed: str) -> None:
    assert fonts.printable(text) == printed


def test_every_title_of_the_content_is_printed_whole() -> None:
    library = loader.load(REAL)
    titles = [card.text(lang).title for card in library.cards for lang in library.languages]
    titles += [topic.texts[lang].name for topic in library.topics for lang in library.languages]
    titles += [topic.texts[lang].about for topic in library.topics for lang in library.languages]
    assert [title for title in titles if fonts.printable(title) != " ".join(title.split())] == []
