"""Measure everything, or some of it, and write ``RESULTS.md``."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import command, dashboard, figures, importing, lists, report
from benchmarks.places import LARGEST_FILE, Databases, Place, place
from benchmarks.recomputation import Mismatch
from benchmarks.results import RESULTS, Section, page

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
GOALS = ("G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9", "G11")
SIZES = {"1k": 1_000, "75k": 75_000}
LARGE = 3_500_000
ROUNDS, ROUNDS_OF_REPORTS = 5, 3


def main() -> int:
    """Write after each section, and print it all. 1 where a figure of the product is not that of its events."""
    wishes = _wishes()
    goals, sizes = set(wishes.only.split(",")), [SIZES.get(size) or int(size) for size in wishes.size.split(",")]
    if unknown := goals - set(GOALS):
        raise SystemExit(f"There is no goal {', '.join(sorted(unknown))}: choose from {', '.join(GOALS)}.")
    engines = [ENGINES[name] for name in wishes.engines.split(",")]
    sections: list[Section] = []
    try:
        with TemporaryDirectory() as folder, Databases(Path(folder)) as databases:
            for size in [*sizes, *([LARGE] if wishes.large else [])]:
                for section in _of_a_size(databases, engines, size, goals, Path(folder)):
                    print(f"{section.title}: done", file=sys.stderr)
                    sections.append(section)
                    text = page(sections, " ".join(["python -m benchmarks", *sys.argv[1:]]))
                    wishes.results.write_text(text, encoding="utf-8")
    except Mismatch as wrong:
        print(f"A figure is wrong: {wrong}", file=sys.stderr)
        return 1
    print(wishes.results.read_text(encoding="utf-8"))
    return 0


def _of_a_size(
    databases: Databases, engines: Sequence[str], size: int, goals: set[str], folder: Path
) -> Iterator[Section]:
    for engine_name in engines:
        yield from _of_an_engine(databases, engine_name, size, goals, folder)
    if "G9" in goals and size <= LARGEST_FILE:
        yield report.measure(size, ROUNDS_OF_REPORTS)


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", default=",".join(GOALS), help="goals, like G7,G8")
    parser.add_argument("--size", default=",".join(SIZES), help="procedures: 1k, 75k or a number")
    parser.add_argument("--large", action="store_true", help=f"with {LARGE:,} procedures too, which takes hours")
    parser.add_argument("--engines", default=",".join(ENGINES), help="sqlite, postgresql")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the file to write")
    return parser.parse_args()


def _of_an_engine(
    databases: Databases, engine_name: str, size: int, goals: set[str], folder: Path
) -> Iterator[Section]:
    if goals & {"G7", "G8"} and size <= LARGEST_FILE:
        yield importing.measure(databases, engine_name, size, ROUNDS, folder)
    if goals <= {"G7", "G8", "G9"}:
        return
    with place(databases, engine_name, size, folder) as found:
        yield from _read(found, goals, folder)


def _read(found: Place, goals: set[str], folder: Path) -> Iterator[Section]:
    if goals & {"G1", "G2", "G3"}:
        yield dashboard.measure(found, ROUNDS)
    if "G4" in goals:
        yield figures.against_duckdb(found, ROUNDS)
    if "G5" in goals:
        yield figures.against_datasette(found, ROUNDS, folder)
    if "G6" in goals:
        yield lists.measure(found, ROUNDS, folder)
    if "G11" in goals:
        yield command.measure(found, ROUNDS)


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    sys.exit(main())
