"""Posters and palm cards: their codes, words, letters and sizes, as they come from the printer."""

import io
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from bot import i18n
from bot.services.links import Link, key
from bot.views import poster as view
from bot.views.sheets import logo, picture, printing
from bot.views.sheets.sheet import Sheet
from content import loader
from content.library import Library
from tests.conversation.conftest import REAL
from tests.views.sheets.reading import codes
from tests.views.sheets.reading import picture as opened

KEY = key("100:token")
LANGUAGES = ("kk", "ru", "en")
SIZES = {"a4": (595, 842), "a5": (421, 595), "pc": (595, 842)}


@pytest.fixture(scope="module")
def library() -> Library:
    return loader.load(REAL)


def made(library: Library, link: Link, *languages: str) -> Sheet:
    locales = i18n.load(library.languages)
    sheet = view.sheet(library, [locales[one] for one in languages], link, "quqyq_bot", KEY)
    assert sheet is not None
    return sheet


def longest(library: Library, language: str) -> Link:
    card = max(library.cards, key=lambda one: len(one.text(language).title))
    return Link("card", card.id, "", "c" * 16)


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text = page.get_textpage()
    found = str(text.get_text_bounded())
    text.close()
    page.close()
    document.close()
    return " ".join(found.split())


def size(pdf: bytes) -> tuple[int, int]:
    document = pypdfium2.PdfDocument(pdf)
    width, height = document.get_page_size(0)
    pages = len(document)
    document.close()
    assert pages == 1
    return round(width), round(height)


@pytest.mark.parametrize("paper", ["a4", "a5", "pc"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_of_the_longest_title_is_read_from_print_in_grey_and_blurred(
    library: Library, paper: str, language: str
) -> None:
    sheet = made(library, longest(library, language), language)
    pdf = printing.printed(sheet, paper, "pdf")
    image = opened(picture.png(pdf))
    wanted = [sheet.faces[0].address] * (10 if paper == "pc" else 1)
    assert (size(pdf), codes(image)) == (SIZES[paper], wanted)
    # A palm card's module is half a millimetre, six dots; a fifth of it blurs over more than a dot.
    assert codes(image.filter(ImageFilter.GaussianBlur(1.3))) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_poster_says_title_numbers_and_source(library: Library, language: str) -> None:
    sheet = made(library, Link("topic", "legal-aid"), language)
    text = words(printing.printed(sheet, "a4", "pdf"))
    face = sheet.faces[0]
    said = (
        face.title,
        face.about,
        face.call,
        *face.steps,
        face.find,
        face.source,
        face.place,
        *sheet.numbers,
    )
    assert [one for one in said if one not in text] == []
    assert sheet.numbers == ("112", "102", "103", "111")


def test_poster_for_all_languages_says_it_in_each(library: Library) -> None:
    sheet = made(library, Link("topic", "children"), *LANGUAGES)
    pdf = printing.printed(sheet, "a4", "pdf")
    text = words(pdf)
    said = [
        one for face in sheet.faces for one in (face.title, face.about, face.call, face.find, face.source)
    ]
    assert [one for one in said if one not in text] == []
    assert codes(opened(picture.png(pdf))) == ["https://t.me/quqyq_bot?start=1t_children"]


def test_palm_cards_take_turns_in_the_languages(library: Library) -> None:
    sheet = made(library, Link("topic", "children"), *LANGUAGES)
    found = codes(opened(picture.png(printing.printed(sheet, "pc", "pdf"))))
    counts = [found.count(face.address) for face in sheet.faces]
    assert (counts, len(found)) == ([4, 3, 3], 10)


@pytest.mark.parametrize("paper", ["a4", "a5", "pc"])
def test_sheet_holds_its_letters(library: Library, paper: str) -> None:
    pdf = printing.printed(made(library, Link(), *LANGUAGES), paper, "pdf")
    assert (pdf.count(b"/FontFile2"), b"/BaseFont /Helvetica" in pdf) == (2, False)


@pytest.mark.parametrize("paper", ["a4", "a5", "pc"])
def test_sheet_prints_the_organisations_name_and_logo(library: Library, paper: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (400, 100), "black").save(file, "PNG")
    bare = made(library, Link(), "kk")
    name = "«Әділет жолы» қоғамдық қоры"
    signed = replace(bare, name=name, logo=logo.read(file.getvalue()))
    pdf = printing.printed(signed, paper, "pdf")
    assert (name in words(pdf), bare.faces[0].place in words(pdf)) == (True, False)
    black = [
        sum(opened(picture.png(one, 72)).histogram()[:40])
        for one in (pdf, printing.printed(bare, paper, "pdf"))
    ]
    assert black[0] > black[1] + 300


@pytest.mark.parametrize("paper", ["a4", "a5", "pc"])
@pytest.mark.parametrize(
    "name", ["x" * 80, "Общественный фонд защиты прав и свобод человека и гражданина «Справедливость»"]
)
def test_sheet_keeps_a_long_name_in_its_place(library: Library, paper: str, name: str) -> None:
    sheet = replace(made(library, Link(), "ru"), name=name)
    pdf = printing.printed(sheet, paper, "pdf")
    assert len(codes(opened(picture.png(pdf)))) == (10 if paper == "pc" else 1)


def test_sheet_without_numbers_has_none(library: Library) -> None:
    sheet = replace(made(library, Link("topic", "children"), "en"), numbers=())
    for paper in ("a4", "pc"):
        text = words(printing.printed(sheet, paper, "pdf"))
        assert ("112" in text, sheet.faces[0].title in text) == (False, True)


def test_png_is_print_resolution(library: Library) -> None:
    png = printing.printed(made(library, Link(), "en"), "a4", "png")
    with Image.open(io.BytesIO(png)) as image:
        assert (image.size, round(image.info["dpi"][0])) == ((2481, 3508), 300)


@pytest.mark.parametrize(
    "link", [Link("card", "gone"), Link("topic", "gone"), Link("update", "gone"), Link("news", "gone")]
)
def test_sheet_of_a_page_that_is_gone_is_none(library: Library, link: Link) -> None:
    locales = i18n.load(library.languages)
    assert view.sheet(library, [locales["kk"]], link, "quqyq_bot", KEY) is None


def test_labels_leave_the_number_out(library: Library) -> None:
    labels = {lang: [view.label(one, lang) for one in view.numbers(library)] for lang in LANGUAGES}
    assert labels == {
        "kk": ["Шұғыл көмек", "Полиция", "Жедел жәрдем", "Байланыс орталығы"],
        "ru": ["Экстренная помощь", "Полиция", "Скорая помощь", "Контакт-центр"],
        "en": ["Emergencies", "Police", "Ambulance", "Helpline"],
    }
