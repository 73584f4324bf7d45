"""The catalogue as one flat table: what datasette and SQLite's LIKE get, and all that they need."""

import csv
import sqlite3
from pathlib import Path

from benchmarks.places import Place


def flat_table(place: Place, folder: Path) -> Path:
    """A SQLite file with the table ``procedures``, indexed by department and by cases."""
    file = folder / "catalogue.db"
    if file.exists():
        file.unlink()
    connection = sqlite3.connect(file)
    connection.execute(
        "CREATE TABLE procedures (code TEXT PRIMARY KEY, name TEXT, department TEXT, division TEXT, theme TEXT, "
        "year TEXT, cases INTEGER, status TEXT, online_on TEXT)"
    )
    for path in place.files:
        with path.open(encoding="utf-8-sig", newline="") as rows:
            cells = ([cell or None for cell in row] for row in list(csv.reader(rows))[1:])
            connection.executemany("INSERT INTO procedures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", cells)
    connection.execute("CREATE INDEX by_department ON procedures (department)")
    connection.execute("CREATE INDEX by_cases ON procedures (cases)")
    connection.execute("ANALYZE")
    connection.commit()
    connection.close()
    return file
