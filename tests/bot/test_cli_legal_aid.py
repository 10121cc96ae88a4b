"""The free-lawyer check on the command line: by prompts for people, by letters for programs."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.bot.test_cli import Quqyq, quqyq

__all__ = ["quqyq"]

HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def real(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTENT_PACK", str(HOUSE / "content" / "kz-upr-2025"))


def type_in(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_answers_give_the_decision_as_json(quqyq: Quqyq) -> None:
    status, out, _ = quqyq("legal-aid", "--answers", "bda", "--lang", "en", "--json")
    found = json.loads(out)
    assert status == 0
    assert list(found) == [
        "answers", "lang", "question", "met", "open", "otherwise", "contacts", "cards", "since", "checked_until",
    ]  # fmt: skip
    assert (found["answers"], found["lang"], found["question"], found["otherwise"]) == (
        "bda",
        "en",
        None,
        None,
    )
    assert [(rule["rule"], rule["title"], rule["paragraphs"]) for rule in found["met"]] == [
        ("four-kinds-of-victims", "Free legal advice", [109]),
        ("vulnerable-groups", "State guaranteed legal assistance", [109]),
    ]
    assert found["cards"] == ["legal-aid-victims", "free-lawyer-who", "legal-advisers"]
    assert [update["update"] for update in found["since"]] == [
        "legal-aid-who-2025",
        "legal-aid-adviser-3-days",
        "legal-aid-constitution-2026",
    ]


def test_too_few_answers_give_the_next_question_as_json(quqyq: Quqyq) -> None:
    status, out, _ = quqyq("legal-aid", "--answers", "c", "--lang", "ru", "--json")
    assert (status, json.loads(out)) == (
        0,
        {
            "answers": "c",
            "lang": "ru",
            "question": {
                "id": "vulnerable",
                "text": "Вы относитесь к уязвимым слоям населения?",
                "hint": "В докладе нет списка этих групп. Если не знаете, так и ответьте.",
                "answers": {"a": "Да", "b": "Нет"},
            },
        },
    )


def test_json_asks_nothing(quqyq: Quqyq) -> None:
    status, out, _ = quqyq("legal-aid", "--json")
    assert (status, json.loads(out)["question"]["id"]) == (0, "matter")


def test_answers_give_the_decision_in_words(quqyq: Quqyq) -> None:
    status, out, _ = quqyq("legal-aid", "--answers", "cb", "--lang", "ru")
    assert status == 0
    assert out.startswith("⚖️ Положен ли мне бесплатный юрист?\n\nДоклад не называет вашу ситуацию\n\n")
    assert "(https://undocs.org/ru/A/HRC/WG.6/48/KAZ/1)" in out
    assert out.endswith("[which-number]\n")
    assert "<" not in out


def test_person_is_asked_question_by_question_and_may_go_back(
    quqyq: Quqyq, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "en", "b", "<", "z", "a", "b")
    status, out, _ = quqyq("legal-aid")
    assert status == 0
    assert out.count("What do you need a lawyer for?") == 2
    assert out.count("What happened?") == 1
    assert "Free legal assistance at the Constitutional Court" in out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--answers", "bz"), "--answers bz: answer 2 is “z”, not one of a, b, c, d, e, f, ?"),
        (("--answers", "cba"), "--answers cba: the check ends after 2 answers"),
        (("--lang", "de"), "--lang de is not one of kk, ru, en"),
    ],
)
def test_wrong_words_are_refused_in_one_line(quqyq: Quqyq, words: tuple[str, ...], complaint: str) -> None:
    assert quqyq("legal-aid", *words) == (1, "", f"legal-aid: {complaint}\n")


def test_content_without_the_check_says_so(quqyq: Quqyq, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTENT_PACK", str(HOUSE / "tests" / "packs" / "tiny"))
    assert quqyq("legal-aid") == (1, "", "legal-aid: this content has no free-lawyer check\n")


def test_end_of_input_ends_the_questions(quqyq: Quqyq, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "en", "b")
    status, _, err = quqyq("legal-aid")
    assert status == 1
    assert "Traceback" not in err
