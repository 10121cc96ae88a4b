"""Empty cards and updates for editors to fill in; what stands in them says what to write."""

from pathlib import Path

from content.fault import Fault, PackError
from content.loader import read_pack
from content.schema import ID_LENGTH

_CARD = """\
# What this card answers, in one line, for editors. Delete these comments when you are done.
status: in-force        # in-force | planned | statistics | history
paragraphs: []          # the paragraphs of the document that the card rests on, as in [147, 194]
contacts: []            # ids from contacts.yaml, as in ["111"]
see_also: []            # at most 4 ids of related cards
"""
_CARD_LANGUAGE = """\
{language}:
  revision: new
  title: ""             # at most 60 characters, in the reader's words
  body: |
                        # at most 700 characters; the first sentence is the answer
  asks: []              # 5 to 15 ways people ask it, a line each:  - "…"
"""
_UPDATE = """\
# A dated development. Delete these comments when you are done.
date: ""                # as precise as the source: 2025-01-01, 2025-01 or 2025
paragraphs: []          # the paragraphs of the document that it touches
effect: context         # supersedes | contradicts | completes | advances | context
source:
  title: {{{titles}}}
  date: ""
  # url: https://…      # only the publisher's own address of the document
checked: ""             # the day on which you looked at the source
confidence: high        # high | medium; at medium the text says that it is not confirmed
figures: []             # every number and date that the text states
"""
_UPDATE_LANGUAGE = """\
{language}:
  revision: new
  title: ""             # at most 80 characters
  body: |
                        # at most 400 characters
"""


def card(root: Path, topic: str, card_id: str) -> Path:
    """Write an empty card into a topic's folder, and give its path. PackError when that cannot be done."""
    folder = root / "topics" / topic
    if not (folder / "_topic.yaml").is_file():
        raise _refused(
            f"topics/{topic}/_topic.yaml",
            "missing-topic",
            f"there is no topic “{topic}”: make this file first",
        )
    languages = _languages_for(root, card_id)
    return _write(root, folder / f"{card_id}.yaml", _CARD, _CARD_LANGUAGE, languages)


def update(root: Path, update_id: str) -> Path:
    """Write an empty update, and give its path. PackError when that cannot be done."""
    languages = _languages_for(root, update_id)
    head = _UPDATE.format(titles=", ".join(f'{language}: ""' for language in languages))
    return _write(root, root / "updates" / "since" / f"{update_id}.yaml", head, _UPDATE_LANGUAGE, languages)


def _languages_for(root: Path, new_id: str) -> tuple[str, ...]:
    letters = new_id.replace("-", "")
    if not (
        letters.isascii() and letters.isalnum() and letters == letters.lower() and len(new_id) <= ID_LENGTH
    ):
        raise _refused(
            new_id, "bad-id", f"an id is at most {ID_LENGTH} small Latin letters, digits and hyphens"
        )
    library = read_pack(root).library
    if library is None:
        raise _refused("pack.yaml", "unreadable", "mend the pack first: `quqyq content check` says where")
    if library.card(new_id) or library.update(new_id):
        raise _refused(new_id, "duplicate-id", f"“{new_id}” is taken already")
    return library.languages


def _write(root: Path, path: Path, head: str, block: str, languages: tuple[str, ...]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = head + "".join(block.format(language=language) for language in languages)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise _refused(str(path.relative_to(root)), "exists", "this file is there already") from None
    return path


def _refused(place: str, code: str, message: str) -> PackError:
    return PackError([Fault(place, 1, code, message)])
