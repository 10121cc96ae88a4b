"""`quqyq legal-aid`: the free-lawyer check in the terminal, for people and for other programs."""

import json
import re
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from bot import config
from bot.cli.output import fail, say

if TYPE_CHECKING:
    from bot.i18n import Locale
    from bot.services.legal_aid import Result, Step
    from content.eligibility import Otherwise, Question, Rule
    from content.library import Library

BACK: Final = "<"
LINK: Final = re.compile(r'<a href="([^"]*)">(.*?)</a>')


def legal_aid(
    answers: Annotated[
        str | None,
        typer.Option(help="The answers, a letter a question in their order; ? is “I don’t know”."),
    ] = None,
    lang: Annotated[str, typer.Option(help="The language, by its code, such as kk.")] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of text, and ask nothing.")
    ] = False,
) -> None:
    """Check who can get a free lawyer, question by question, or for given answers."""
    from bot import i18n
    from bot.clock import now
    from bot.services.legal_aid import Step, check
    from content import loader

    library = loader.load(config.load().pack)
    if library.interview is None:
        fail("legal-aid: this content has no free-lawyer check")
    if lang and lang not in library.languages:
        fail(f"legal-aid: --lang {lang} is not one of {', '.join(library.languages)}")
    if as_json:
        answers = answers or ""
    if not lang:
        lang = library.languages[0] if answers is not None else _choose("Language ", library.languages)
    locale = i18n.load([lang])[lang]
    letters = answers or ""
    found = check(library, letters, now())
    assert found is not None  # noqa: S101 - there is an interview
    if found.letters != letters:
        _refuse(letters, found)
    while isinstance(found, Step) and answers is None:
        letters = _answered(found, locale)
        found = check(library, letters, now()) or found
    if as_json:
        say(json.dumps(_as_json(found, library, lang), ensure_ascii=False))
    else:
        say(_asked(found, locale) if isinstance(found, Step) else _readable(found, library, locale))


def _refuse(letters: str, found: "Step | Result") -> None:
    from bot.services.legal_aid import Result

    at = len(found.letters)
    if isinstance(found, Result):
        fail(f"legal-aid: --answers {letters}: the check ends after {at} answers")
    known = ", ".join(_letters(found.question))
    fail(f"legal-aid: --answers {letters}: answer {at + 1} is “{letters[at]}”, not one of {known}")


def _choose(words: str, known: tuple[str, ...]) -> str:
    """Ask until one of these is given."""

    def read(typed: str) -> str:
        if typed not in known:
            raise typer.BadParameter(f"“{typed}” is not one of {', '.join(known)}")
        return typed

    return str(typer.prompt(f"{words}({', '.join(known)})", value_proc=read))


def _answered(step: "Step", locale: "Locale") -> str:
    """Ask a question and give the letters after it; going back takes one away."""
    say(_asked(step, locale))
    back = (BACK,) if step.letters else ()
    letter = _choose("", (*_letters(step.question), *back))
    say("")
    return step.letters[:-1] if letter == BACK else step.letters + letter


def _letters(question: "Question") -> tuple[str, ...]:
    from content.eligibility import UNKNOWN, letters_of

    return (*(letter for letter, _ in letters_of(question)), UNKNOWN)


def _asked(step: "Step", locale: "Locale") -> str:
    from content.eligibility import UNKNOWN, letters_of

    question, language = step.question, locale.language
    lines = [question.question[language]]
    if question.hint:
        lines.append(question.hint[language])
    lines += [f"  {letter}  {option.label[language]}" for letter, option in letters_of(question)]
    lines.append(f"  {UNKNOWN}  {locale.t('🤷 I don’t know')}")
    if step.letters:
        lines.append(f"  {BACK}  {locale.t('‹ Back')}")
    return "\n".join(lines)


def _readable(found: "Result", library: "Library", locale: "Locale") -> str:
    """The result in the words of the chat, and what its buttons lead to."""
    from bot.views.legal_aid import legal_aid as view
    from bot.views.screen import bare

    cards = [f"→ {card.text(locale.language).title}  [{card.id}]" for card in found.cards]
    html = LINK.sub(r"\2 (\1)", view(found, library, locale).text)
    return "\n".join((bare(html), "", *cards))


def _as_json(found: "Step | Result", library: "Library", lang: str) -> dict[str, Any]:
    """{"answers","lang","question","met":[…],"open":[…],"otherwise","contacts":[…],"cards":[…],"since":[…]}."""
    from bot.services.legal_aid import Step

    base: dict[str, Any] = {"answers": found.letters, "lang": lang}
    if isinstance(found, Step):
        return base | {"question": _question(found.question, lang)}
    return base | {
        "question": None,
        "met": [{"rule": rule.id} | _said(rule, lang) for rule in found.met],
        "open": [{"rule": rule.id} | _said(rule, lang) for rule in found.open],
        "otherwise": _said(found.otherwise, lang) if found.otherwise else None,
        "contacts": [contact.id for contact in found.contacts],
        "cards": [card.id for card in found.cards],
        "since": [
            {
                "update": update.id,
                "date": str(update.date),
                "title": update.text(lang).title,
                "body": update.text(lang).body,
                "source": update.source.title(lang),
                "url": update.source.url,
                "confidence": update.confidence,
            }
            for update in found.since
        ],
        "checked_until": str(library.info.checked_until),
    }


def _question(question: "Question", lang: str) -> dict[str, Any]:
    from content.eligibility import letters_of

    return {
        "id": question.id,
        "text": question.question[lang],
        "hint": question.hint.get(lang),
        "answers": {letter: option.label[lang] for letter, option in letters_of(question)},
    }


def _said(said: "Rule | Otherwise", lang: str) -> dict[str, Any]:
    return {"title": said.title[lang], "body": said.body[lang], "paragraphs": list(said.paragraphs)}
