"""Prints the words of a pack that its dictionaries and words.txt do not know, in the form of words.txt.

`python -m content.check.unknown_words PACK`: read the list, put right in the texts what is wrong, and add what is
right to words.txt.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from content.check.case import Case
from content.check.spelling import unknown_words
from content.loader import read_pack


def main(arguments: list[str]) -> int:
    """Print the words of the pack in the folder that is the one argument."""
    root = Path(*arguments)
    reading = read_pack(root)
    if reading.library is None:
        sys.stderr.writelines(f"{fault}\n" for fault in reading.faults)
        return 1
    case = Case(root, reading, reading.library, None, datetime.now(UTC).date())
    found = {
        (passage.lang, match.group().lower().replace("’", "'")) for passage, match in unknown_words(case)
    }
    for lang in reading.library.languages:
        sys.stdout.write(f"[{lang}]\n")
        sys.stdout.writelines(f"{word}\n" for of, word in sorted(found) if of == lang)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
