from pathlib import Path

from content import coverage, export
from content.loader import load


def test_export_of_cards_has_the_agreed_keys(tiny: Path):
    library = load(tiny)
    rows = list(export.cards(library))
    assert [row["id"] for row in rows] == [card.id for card in library.cards]
    assert {tuple(row) for row in rows} == {
        ("id", "topic", "paragraphs", "status", "contacts", "kk", "ru", "en")
    }
    assert {tuple(row[lang]) for row in rows for lang in ("kk", "ru", "en")} == {("title", "body", "asks")}
    assert rows[4] | {"kk": None, "ru": None} == {
        "id": "school-bus",
        "topic": "school",
        "paragraphs": [5],
        "status": "in-force",
        "contacts": ["school-bot"],
        "kk": None,
        "ru": None,
        "en": {
            "title": "Who may use the school bus?",
            "body": "Children who live more than 3 kilometres from school. To sign up, write to the school bot.",
            "asks": [
                "school bus",
                "how do I get to school",
                "school is far away",
                "taking a child to school",
                "sign up for the bus",
            ],
        },
    }


def test_export_of_updates_has_the_agreed_keys_and_no_withdrawn_ones(pack: Path):
    rows = list(export.updates(load(pack)))
    assert rows[1] | {"kk": None, "ru": None} == {
        "id": "wells-counted",
        "date": "2022",
        "effect": "context",
        "paragraphs": [3],
        "confidence": "high",
        "source": {"paragraph": 3},
        "checked": "2023-05-02",
        "kk": None,
        "ru": None,
        "en": {"title": "The wells were counted", "body": "The State reported 1,250 wells in 14 districts."},
    }
    assert rows[0]["source"] == {
        "title": "Amendments to the Water Act",
        "date": "2024-12-10",
        "url": "https://example.org/tenelia/laws/water-2024",
    }
    path = pack / "updates" / "wells-counted.yaml"
    note = "withdrawn: {on: 2024, kk: Қате., ru: Ошибка., en: A mistake.}\n"
    path.write_text(note + path.read_text("utf-8"), "utf-8")
    assert [row["id"] for row in export.updates(load(pack))] == ["more-free-water"]


def test_coverage_tells_topics_and_what_is_left(tiny: Path):
    library = load(tiny)
    assert list(coverage.lines(library)) == [
        "water: 3 cards, 3 paragraphs: 1–3",
        "school: 2 cards, 3 paragraphs: 4–6",
        "5 cards, 6 of 7 paragraphs covered or procedural",
        "not covered: 7",
        "kk: 25 asks, 91 words in titles and bodies",
        "ru: 25 asks, 97 words in titles and bodies",
        "en: 25 asks, 113 words in titles and bodies",
    ]
    assert coverage.uncovered(library, {7: "reason"}) == ()
    assert coverage.ranges([9, 1, 2, 3, 7, 10, 9]) == "1–3, 7, 9–10"
