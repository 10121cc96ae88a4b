"""`make eval`: our search and the baselines on the labelled questions."""

from rich.console import Console

from content.loader import load
from content.search import Search
from tests.eval import baselines
from tests.eval.questions import HERE, PACK, SETS, read
from tests.eval.score import kinds, ours, table, tallied, theirs


def main() -> None:
    """Print two tables a set: everyone's figures, and ours per kind of question."""
    console = Console(width=150)
    library = load(PACK)
    questions = {name: list(read(HERE / f"{name}.jsonl")) for name in SETS}
    engines = {"Quqyq": ours(library, Search(library))}
    for baseline in baselines.every(library):
        engines[baseline.name] = theirs(baseline, questions["tune"])
    for name in SETS:
        rows = [(engine, tallied(ask, questions[name])) for engine, ask in engines.items()]
        console.print(table(f"{name}.jsonl", rows))
        console.print(kinds(f"{name}.jsonl, Quqyq", rows[0][1]))


main()
