"""The `quqyq` command. Commands that need no Telegram import neither of its libraries."""

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from bot import config
from bot.errors import QuqyqError

if TYPE_CHECKING:
    from bot.services.edition import Edition

app = typer.Typer(
    name="quqyq",
    help="Quqyq: answers about rights, from a country's national report to the UN Universal Periodic Review.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
content_app = typer.Typer(help="The curated content.", no_args_is_help=True)
database_app = typer.Typer(help="The database.", no_args_is_help=True)
app.add_typer(content_app, name="content")
app.add_typer(database_app, name="db")

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def main() -> None:
    """Run the command line; every refusal is one line on standard error and exit status 1."""
    from content.loader import PackError
    from storage.errors import StorageError

    try:
        app()
    except (QuqyqError, StorageError) as error:
        _fail(str(error))
    except PackError as error:
        _fail("\n".join(map(str, error.faults)))
    except BrokenPipeError:
        # Whoever reads our output (head, for one) has enough.
        sys.stderr.close()
        raise SystemExit(0) from None


def _fail(line: str) -> NoReturn:
    print(line, file=sys.stderr)  # noqa: T201 - the command line's own output
    raise SystemExit(1)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the command line's own output


@app.callback(invoke_without_command=True)
def _default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        run()


@app.command()
def run() -> None:
    """Serve: Telegram with BOT_TOKEN, a local Telegram in your browser without."""
    from bot import app as house
    from bot import logs

    settings = config.load()
    logs.configure(settings.log_level)
    asyncio.run(house.run(settings, _say))


@app.command()
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
        _fail("ask: give either a question or --file")
    from bot.services import edition

    opened = edition.read(config.load().content_pack)
    if lang and lang not in opened.library.languages:
        _fail(f"ask: --lang {lang} is not one of {', '.join(opened.library.languages)}")
    if file is not None:
        for asked in _questions(file, opened.library.languages):
            _say(json.dumps(_answer(opened, asked["q"], asked.get("lang") or lang), ensure_ascii=False))
        return
    found = _answer(opened, question or "", lang)
    _say(json.dumps(found, ensure_ascii=False) if as_json else _readable(opened, found))


def _questions(file: Path, languages: tuple[str, ...]) -> list[dict[str, str]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        _fail(f"{file}: {getattr(error, 'strerror', None) or 'not UTF-8 text'}")
    asked = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("q"), str):
            _fail(f'{file}:{number}: not a line of the form {{"q": "…", "lang": "kk"}}')
        if row.get("lang") not in (None, "", *languages):
            _fail(f"{file}:{number}: lang {row['lang']!r} is not one of {', '.join(languages)}")
        asked.append(row)
    return asked


def _answer(opened: "Edition", question: str, lang: str) -> dict[str, Any]:
    """The contract's answer: {"q","lang","outcome","results":[…],"contacts":[…]}."""
    from bot.services.answers import answer

    found = answer(opened, question, lang)
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


@content_app.command("check")
def content_check() -> None:
    """Check the content pack, and list every fault with its file and line."""
    from content.check import check

    pack = config.load().content_pack
    found = _with_progress("Checking the content", lambda: check(pack))
    faults = [fault for fault in found if fault.severity == "fault"]
    for fault in found:
        _say(str(fault))
    _say(f"{len(faults)} faults, {len(found) - len(faults)} warnings")
    raise SystemExit(1 if faults else 0)


@content_app.command("export")
def content_export(
    updates: Annotated[
        bool, typer.Option("--updates", help="Export the dated developments instead.")
    ] = False,
) -> None:
    """Print the content as JSONL: a card (or an update) a line."""
    from content import export, loader

    library = loader.load(config.load().content_pack)
    for row in export.updates(library) if updates else export.cards(library):
        _say(json.dumps(row, ensure_ascii=False))


@content_app.command("coverage")
def content_coverage() -> None:
    """Say which paragraphs of the document the cards cover, topic by topic."""
    from content import coverage, loader

    for line in coverage.lines(loader.load(config.load().content_pack)):
        _say(line)


@database_app.command("upgrade")
def database_upgrade() -> None:
    """Bring the database's tables up to date; `run` does it by itself."""
    from bot.app import open_database

    async def upgrade() -> str:
        database = await open_database(config.load().database_url)
        await database.stop()
        return database.url

    _say(f"{asyncio.run(upgrade())} is up to date")


def _with_progress(text: str, work: Callable[[], Any]) -> Any:
    """Do work; on a terminal, show that something is being done."""
    if not sys.stderr.isatty():
        return work()
    from rich.console import Console

    with Console(stderr=True).status(text):
        return work()
