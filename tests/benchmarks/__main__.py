"""`make bench`: every benchmark, or those named on the command line."""

import importlib
import sys

BENCHMARKS = (
    "starting",
    "updates",
    "webhook",
    "inline",
    "commands",
    "search",
    "posters",
    "planning",
    "courier",
    "courier_alone",
    "replicas",
    "pace",
)


def main(names: list[str]) -> None:
    """Run benchmarks one after another."""
    for name in names or BENCHMARKS:
        importlib.import_module(f"tests.benchmarks.{name}").main()


main(sys.argv[1:])
