"""The command line in process: answers as the contracts say, and refusals in one line."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot import cli
from content import fingerprint, making

TINY = Path(__file__).resolve().parents[1] / "packs" / "tiny"


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTENT_PACK", str(TINY))


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str, str]:
    """Give exit status, standard output and standard error of a command."""
    monkeypatch.setattr(sys, "argv", ["quqyq", *words])
    try:
        cli.main()
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


Quqyq = Callable[..., tuple[int, str, str]]


@pytest.fixture
def quqyq(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Quqyq:
    return lambda *words: run(monkeypatch, capsys, *words)


def test_ask_prints_the_contracts_answer(quqyq: Quqyq) -> None:
    status, out, _ = quqyq("ask", "who may use the school bus", "--lang", "en", "--json")
    found = json.loads(out)
    assert status == 0
    assert list(found) == ["q", "lang", "outcome", "results", "contacts"]
    assert (found["q"], found["lang"], found["outcome"]) == ("who may use the school bus", "en", "answer")
    best = found["results"][0]
    assert (best.get("card"), best["title"], best["paragraphs"]) == (
        "school-bus",
        "Who may use the school bus?",
        [5],
    )
    assert isinstance(best["score"], float)
    assert len(found["results"]) <= 5


def test_ask_answers_a_file_in_its_order(quqyq: Quqyq, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    rows = [
        {"q": "how many wells", "lang": "en"},
        {"q": "бесплатна ли вода", "lang": "ru"},
        {"q": "is water free"},
    ]
    file.write_text("\n".join(map(json.dumps, rows)) + "\n\n", encoding="utf-8")
    status, out, _ = quqyq("ask", "--file", str(file))
    answers = [json.loads(line) for line in out.splitlines()]
    assert (status, [answer["q"] for answer in answers]) == (0, [row["q"] for row in rows])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('{"q": "x"}\nnonsense\n', ":2: not a line of the form"),
        ('["q"]\n', ":1: not a line of the form"),
        ('{"q": 7}\n', ":1: not a line of the form"),
        ('{"q": "x", "lang": "de"}\n', ":1: lang 'de' is not one of kk, ru, en"),
    ],
)
def test_ask_names_the_broken_line_of_a_file(quqyq: Quqyq, tmp_path: Path, text: str, complaint: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(text, encoding="utf-8")
    status, out, err = quqyq("ask", "--file", str(file))
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"{file}{complaint}")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_ask_refuses_a_file_that_cannot_be_read(quqyq: Quqyq, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "questions.jsonl"
    if content is not None:
        file.write_bytes(content)
    status, _, err = quqyq("ask", "--file", str(file))
    assert (status, err.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((), "ask: give either a question or --file\n"),
        (("x", "--lang", "de"), "ask: --lang de is not one of kk, ru, en\n"),
    ],
)
def test_ask_refuses_what_it_cannot_do(quqyq: Quqyq, words: tuple[str, ...], complaint: str) -> None:
    assert quqyq("ask", *words) == (1, "", complaint)


def test_ask_answers_where_the_pack_cannot_be_looked_at_as_a_whole(
    quqyq: Quqyq, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Such as a note beside the cards that this user may not read.
    def refused(root: Path) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(fingerprint, "fingerprint", refused)
    monkeypatch.setattr(making, "fingerprint", refused)
    status, out, err = quqyq("ask", "Is water free?", "--lang", "en", "--json")
    assert (status, json.loads(out)["results"][0]["card"], err) == (0, "free-water", "")


def test_ask_for_people_shows_the_answer(quqyq: Quqyq) -> None:
    status, out, _ = quqyq("ask", "who may use the school bus", "--lang", "en")
    assert status == 0
    assert "Children who live more than 3 kilometres from school." in out


def test_export_gives_a_card_a_line(quqyq: Quqyq) -> None:
    status, out, _ = quqyq("content", "export")
    cards = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert {card["id"] for card in cards} == {
        "free-water",
        "water-line",
        "wells",
        "school-bus",
        "school-meals",
    }
    assert list(cards[0]) == ["id", "topic", "paragraphs", "status", "contacts", "kk", "ru", "en"]
    assert list(cards[0]["kk"]) == ["title", "body", "asks"]


def test_export_gives_an_update_a_line(quqyq: Quqyq) -> None:
    status, out, _ = quqyq("content", "export", "--updates")
    updates = [json.loads(line) for line in out.splitlines()]
    wanted = ["id", "date", "effect", "paragraphs", "confidence", "source", "checked", "kk", "ru", "en"]
    assert (status, list(updates[0])) == (0, wanted)


def test_check_of_a_good_pack_is_silent(quqyq: Quqyq) -> None:
    status, out, _ = quqyq("content", "check")
    assert (status, out.splitlines()[-1]) == (0, "0 faults, 0 warnings")


def test_pack_that_is_not_there_is_said_in_one_line(quqyq: Quqyq, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTENT_PACK", "/nowhere")
    status, _, err = quqyq("ask", "x")
    assert (status, err) == (1, "CONTENT_PACK: there is no content pack in /nowhere\n")


def test_empty_question_is_refused(quqyq: Quqyq) -> None:
    assert quqyq("ask", " ") == (1, "", "ask: the question is empty\n")


def test_time_that_is_none_is_refused_before_the_token_is_asked_for(quqyq: Quqyq) -> None:
    wrong = "digests tick: --at tomorrow is not a time such as 2026-11-23T09:00+05:00\n"
    assert quqyq("digests", "tick", "--at", "tomorrow") == (1, "", wrong)


def test_id_like_no_other_has_nothing_to_suggest(quqyq: Quqyq) -> None:
    assert quqyq("content", "show", "zzz") == (1, "", "content show: there is no card or update 'zzz'\n")


def test_database_that_cannot_be_opened_is_said_in_one_line(
    quqyq: Quqyq, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:////proc/none/q.db")
    status, _, err = quqyq("db", "upgrade")
    assert (status, err.count("\n")) == (1, 1)
    assert "Traceback" not in err


def test_database_upgrade_says_what_is_up_to_date(
    quqyq: Quqyq, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/q.db")
    assert quqyq("db", "upgrade") == (0, f"sqlite+aiosqlite:///{tmp_path}/q.db is up to date\n", "")


def test_content_agree_refuses_an_id_that_nothing_has(quqyq: Quqyq) -> None:
    assert quqyq("content", "agree", "free-watr") == (
        1,
        "",
        "content agree: there is no card or update 'free-watr'; did you mean 'free-water'?\n",
    )
