"""CPU of QR codes, posters, palm cards and charts, the first and the following ones; alone on a machine, their time."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot import i18n
from bot.services.links import Link, address, key
from bot.views import poster as view
from bot.views.sheets import chart, printing, qr
from content import loader
from tests.benchmarks.table import Row, show

HOUSE = Path(__file__).resolve().parents[2]
ROUNDS = 7
FIRST = (
    "import time; from tests.benchmarks import posters; "
    "sheet = posters.sheet('kk'); began = time.process_time(); "
    "posters.printing.printed(sheet, 'a4', 'pdf'); print((time.process_time() - began) * 1000)"
)
KEY = key("100:token")


def sheet(*languages: str) -> view.Sheet:
    """Gather a sheet of the longest card, with a campaign: the densest code."""
    library = loader.load(HOUSE / "content" / "kz-upr-2025")
    locales = i18n.load(library.languages)
    card = max(library.cards, key=lambda one: len(one.text("kk").title))
    found = view.sheet(
        library,
        [locales[one] for one in languages],
        Link("card", card.id, "", "campaign-of-16-c"),
        "quqyq_bot",
        KEY,
    )
    assert found is not None
    return found


def _times(work: Callable[[], object]) -> list[float]:
    """Milliseconds of CPU, a round each."""
    figures = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        figures.append((time.process_time() - began) * 1000)
    return figures


def _first() -> float:
    """Milliseconds of the first poster of a process, which loads the libraries and makes the fonts."""
    command = [sys.executable, "-c", FIRST]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True, timeout=60)
    return float(done.stdout)


def main() -> None:
    """Print the figures."""
    printing.warm()
    one, all_ = sheet("kk"), sheet("kk", "ru", "en")
    link = address("quqyq_bot", Link("card", "a" * 32, "kk", "campaign-of-16-c"), KEY)
    bars = chart.Bars("Links opened", "412", [7, 12, None, 0, 30] * 6)
    picture = chart.Chart("clinic-7", "30 days", "en", [bars] * 3, [(0, "1"), (29, "30")], "<5")
    rows = [
        Row("the first poster after a start (A4, PDF)", "ms", [_first() for _ in range(3)]),
        Row("QR code, PNG", "ms", _times(lambda: qr.png(link)), bound="≤ 50 ms"),
        Row("QR code, SVG", "ms", _times(lambda: qr.svg(link)), bound="≤ 50 ms"),
    ]
    for name, found in (("one language", one), ("three languages", all_)):
        for paper in printing.PAPERS:
            for ending in ("pdf", "png"):
                times = _times(lambda f=found, p=paper, e=ending: printing.printed(f, p, e))  # type: ignore[misc]
                rows.append(Row(f"{paper} · {ending} · {name}", "ms", times, bound="≤ 1000 ms"))
    rows.append(Row("chart of a campaign", "ms", _times(lambda: chart.chart(picture)), bound="≤ 1000 ms"))
    show("Posters and codes", rows)


if __name__ == "__main__":
    main()
