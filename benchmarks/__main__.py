"""Measure everything and write ``RESULTS.md``."""

from benchmarks import report
from benchmarks.results import RESULTS, page

SIZES = {1_000: 5, 75_000: 3}
"""Procedures, and how many rounds."""


def main() -> None:
    """Print what was written."""
    text = page([report.measure(size, rounds) for size, rounds in SIZES.items()])
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


main()
