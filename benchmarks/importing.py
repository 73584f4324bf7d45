"""G7 and G8: taking a catalogue in with every check, and the same file once more, beside pandas without any."""

import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine, text

from benchmarks.places import Databases, catalogue_files, prepared, take_in
from benchmarks.recomputation import Mismatch
from benchmarks.results import Line, Section
from benchmarks.timing import alternate
from tracker.storage.schema import metadata

MOST = {"SQLite": 2.0, "PostgreSQL": 6.0}
MOST_MEGABYTES = 300
TABLES = (
    "procedures",
    "annual_volumes",
    "procedure_themes",
    "status_records",
    "status_confirmations",
    "status_intervals",
    "placements",
    "coverage_changes",
)
_MEMORY = """
import sys
from pathlib import Path
from benchmarks.places import take_in
from tracker.storage.engines import open_engine
take_in(open_engine(sys.argv[1]), Path(sys.argv[2]))
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024)
"""
"""Linux's own count: that of ``getrusage`` begins with what the process had before it was a new program."""


def measure(databases: Databases, engine_name: str, size: int, rounds: int, folder: Path) -> Section:
    """First import into an empty catalogue and re-import, each round into a new database."""
    (file,) = catalogue_files(folder, size)
    with ExitStack() as stack:
        empty = [stack.enter_context(prepared(databases, engine_name)) for _round in range(rounds + 2)]
        megabytes = _memory(empty.pop(), file)
        filled: list[Engine] = []

        def first() -> None:
            filled.append(empty.pop())
            if len(take_in(filled[-1], file).added) != size:
                raise Mismatch("not every row was added")

        def again() -> None:
            if take_in(filled[-1], file).unchanged != size:
                raise Mismatch("an unchanged file changes something")

        taken = alternate(
            {"pandas read_csv + to_sql": lambda: _pandas(file, folder), "first import": first, "re-import": again},
            rounds,
        )
        if engine_name == "SQLite":
            taken |= _bare(databases, filled[-1], rounds)
    bare = taken["pandas read_csv + to_sql"]
    lines = [
        Line("G7 first import / pandas", taken["first import"] / bare, MOST[engine_name]),
        Line("G7 memory of the process, MB", megabytes, MOST_MEGABYTES),
        Line("G8 re-import / first import", taken["re-import"] / taken["first import"], 0.5),
    ]
    if ROWS in taken:
        note = f"The product's tables alone, by bare executemany, take {taken[ROWS] / bare:.1f} times pandas."
    else:
        note = "pandas writes to SQLite here too."
    return Section(f"G7, G8, {size:,} procedures, {engine_name}, {rounds} rounds", size, taken, tuple(lines), (note,))


ROWS = "the rows of the product's tables by bare executemany"


def _pandas(file: Path, folder: Path) -> None:
    target = folder / "pandas.db"
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target)
    pd.read_csv(file).to_sql("procedures", connection, index=False)
    connection.commit()
    connection.close()


def _memory(engine: Engine, file: Path) -> int:
    """The largest resident set of a process that does nothing but import."""
    address = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", _MEMORY, address, str(file)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _bare(databases: Databases, filled: Engine, rounds: int) -> dict[str, float]:
    """What storing alone costs: the same rows with the same keys, checks and indexes, and nothing worked out."""
    with filled.connect() as connection:
        rows = {name: connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall() for name in TABLES}
        units = {name: connection.execute(text(f"SELECT * FROM {name}")).all() for name in ("departments", "divisions")}
    with ExitStack() as stack:
        empty = [stack.enter_context(prepared(databases, "SQLite")) for _round in range(rounds + 1)]

        def store() -> None:
            with empty.pop().begin() as connection:
                for name, theirs in [*units.items(), *rows.items()]:
                    marks = ", ".join("?" * len(metadata.tables[name].columns))
                    columns = ", ".join(theirs[0]._fields)
                    statement = f"INSERT OR IGNORE INTO {name} ({columns}) VALUES ({marks})"
                    connection.exec_driver_sql(statement, [tuple(row) for row in theirs])

        return alternate({ROWS: store}, rounds)
