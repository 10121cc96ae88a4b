"""`quqyq ask`: the bot's answers on the command line, for people and for other programs."""

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot import config
from bot.cli.output import fail, say, with_bar

if TYPE_CHECKING:
    from bot.services.edition import Edition

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in any of the languages.")] = None,
    lang: Annotated[str, typer.Option(help="The asker's language, by its code, such as kk.")] = "",
    file: Annotated[
        Path | None,
        typer.Option(help='JSONL with lines {"q": …, "lang": …}; answers come in the same order.'),
    ] = None,
    as_json: Json = False,
) -> None:
    """Answer a question, or a file of them, as the bot would."""
    if (question is None) == (file is None):
        fail("ask: give either a question or --file")
    if question is not None and not question.strip():
        fail("ask: the question is empty")
    settings = config.load()
    opened = _opened(settings.pack, settings.cache_dir)
    if lang and lang not in opened.library.languages:
        fail(f"ask: --lang {lang} is not one of {', '.join(opened.library.languages)}")
    if file is not None:
        for asked in with_bar("Answering", _questions(file, opened.library.languages)):
            say(json.dumps(_answer(opened, asked["q"], asked.get("lang") or lang), ensure_ascii=False))
        return
    found = _answer(opened, question or "", lang)
    say(json.dumps(found, ensure_ascii=False) if as_json else _readable(opened, found))


def _opened(root: Path, folder: Path) -> "Edition":
    """Read back what is kept of the content, or make it here and keep it, so that the next question is faster."""
    from bot.services.edition import Edition, read
    from content.fingerprint import fingerprint
    from content.kept import Kept, Unusable

    kept = Kept(folder, root)
    # Such a folder or file is no use for an answer, and the bot itself says so in its log. Of a pack that cannot be
    # read, whoever reads it says what is wrong.
    with suppress(Unusable, OSError):
        made = kept.read(fingerprint(root), asked=True)
        if made is not None:
            return Edition.of(made)
    from content.making import steadily

    try:
        key, made = steadily(root)
    except (Unusable, OSError):
        return read(root)
    with suppress(Unusable):
        kept.write(key, made)
    return Edition.of(made)


def _questions(file: Path, languages: tuple[str, ...]) -> list[dict[str, str]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{file}: {getattr(error, 'strerror', None) or 'not UTF-8 text'}")
    asked = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("q"), str):
            fail(f'{file}:{number}: not a line of the form {{"q": "…", "lang": "kk"}}')
        if row.get("lang") not in (None, "", *languages):
            fail(f"{file}:{number}: lang {row['lang']!r} is not one of {', '.join(languages)}")
        asked.append(row)
    return asked


def _answer(opened: "Edition", question: str, lang: str) -> dict[str, Any]:
    """The contract's answer: {"q","lang","outcome","results":[…],"contacts":[…]}."""
    from bot.clock import now
    from bot.services.answers import answer

    found = answer(opened, question, lang, now())
    return {
        "q": question,
        "lang": found.language,
        "outcome": found.outcome,
        "results": [
            {
                hit.kind: hit.id,
                "title": hit.title,
                "paragraphs": list(hit.paragraphs),
                "score": hit.score,
            }
            for hit in found.hits
        ],
        "contacts": [contact.id for contact in found.contacts],
    }


def _readable(opened: "Edition", found: dict[str, Any]) -> str:
    lines = [found["outcome"] + (": " + ", ".join(found["contacts"]) if found["contacts"] else "")]
    for number, result in enumerate(found["results"], start=1):
        paragraphs = ", ".join(map(str, result["paragraphs"]))
        lines.append(f"{number}. {result['title']}  [{result.get('card') or result['update']}; {paragraphs}]")
    if found["results"] and found["outcome"] in ("answer", "urgent") and "card" in found["results"][0]:
        card = opened.library.card(found["results"][0]["card"])
        if card is not None:
            lines += ["", card.text(found["lang"]).body.strip()]
    return "\n".join(lines)
