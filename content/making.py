"""Makes a pack ready and keeps it: `python -m content.making PACK FOLDER [NICENESS [CODE]]`, a process of its own.

It prints one line of JSON: {"key": …} of what is kept in the folder now, or {"faults": […]} of the pack. Where CODE,
the key of the code that is to read it back, is not that of the code here, it makes nothing.
"""

import dataclasses
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from content.fault import PackError
from content.fingerprint import fingerprint, of_code
from content.kept import Kept, Unusable
from content.made import Made, make

TRIES: Final = 3
"""How often a pack is read that changes while it is read."""


def steadily(root: Path) -> tuple[str, Made]:
    """Make a pack, and give it with the key of just the files that it was made from.

    Raises PackError, OSError for what cannot be read, and Unusable for a pack that changes all the time.
    """
    before = fingerprint(root)
    for _ in range(TRIES):
        made = make(root)
        after = fingerprint(root)
        if after == before:
            return after, made
        before = after
    raise Unusable(f"{root} changes while it is read")


def main(root: Path, folder: Path, code: str = "") -> None:
    """Do as the module says. Raises what is not the pack's fault."""
    if code not in ("", of_code()):
        raise Unusable("the code is another than that of the program that runs: it needs a new start")
    try:
        key, made = steadily(root)
    except PackError as error:
        print(json.dumps({"faults": [dataclasses.astuple(fault) for fault in error.faults]}))  # noqa: T201
        return
    Kept(folder, root).write(key, made)
    print(json.dumps({"key": key}))  # noqa: T201


if __name__ == "__main__":
    with suppress(OSError):
        os.nice(int(sys.argv[3]) if len(sys.argv) > 3 else 0)
    try:
        main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[4:5])
    except (OSError, Unusable) as error:
        raise SystemExit(str(error)) from None
    # What was made need not be taken apart again.
    sys.stdout.flush()
    os._exit(0)
