"""G4 and G5: the figures of a day and of 36 months beside DuckDB; what to do next beside datasette."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from urllib.parse import urlencode

import duckdb
from sqlalchemy import text

from benchmarks.flat import flat_table
from benchmarks.places import AS_OF, Place
from benchmarks.recomputation import Mismatch
from benchmarks.results import Line, Section
from benchmarks.serving import datasette
from benchmarks.timing import alternate
from tracker.domain.fiscal import month_ends
from tracker.domain.progress import Progress
from tracker.domain.selection import Order, Selection
from tracker.storage import coverage, listing
from tracker.storage.transactions import reading
from tracker.usecases.figures.find_path import path_on
from tracker.usecases.figures.see_overview import RATE_BY_CASES
from tracker.usecases.figures.show_progress import basis_on, progress_on

MONTHS = 36
TARGET = Fraction(95, 100)
"""Over what the generated catalogues reach, so that there is a set to find."""
TO_DO = 50


def against_duckdb(place: Place, rounds: int) -> Section:
    """One process, SQL and adding up; DuckDB holds the intervals and works with two threads."""
    duck = _duck(place)
    days = month_ends(date(AS_OF.year - MONTHS // 12, AS_OF.month, 1), AS_OF)[-MONTHS:]
    with reading(place.engine) as connection:
        basis = basis_on(connection, AS_OF)

        def product_day() -> tuple[int, int]:
            progress = progress_on(connection, basis)
            _break_down(progress)
            return progress.coverage.online_cases, progress.coverage.known_cases

        def duck_day() -> tuple[int, int]:
            found = duck.execute(_DAY, [AS_OF, AS_OF]).fetchall()
            return sum(row[4] for row in found), sum(row[3] for row in found)

        def product_months() -> list[int]:
            return [item.online_cases for item in coverage.over_time(connection, basis.policy_id, days, RATE_BY_CASES)]

        def duck_months() -> list[int]:
            changes = duck.execute(_CHANGES, [AS_OF]).fetchall()
            return [sum(change for month, change in changes if month <= day) for day in days]

        if product_day() != duck_day() or product_months() != duck_months():
            raise Mismatch("DuckDB adds up to something else")
        taken = alternate(
            {
                "DuckDB: a day, all breakdowns": duck_day,
                "product: a day, all breakdowns": product_day,
                "DuckDB: 36 months": duck_months,
                "product: 36 months": product_months,
            },
            rounds,
        )
    duck.close()
    return Section(
        f"G4, {place.size:,} procedures, {place.engine_name}, {rounds} rounds",
        place.size,
        taken,
        (
            Line(
                "G4 day / DuckDB", taken["product: a day, all breakdowns"] / taken["DuckDB: a day, all breakdowns"], 3
            ),
            Line("G4 36 months / DuckDB", taken["product: 36 months"] / taken["DuckDB: 36 months"], 1.5),
        ),
    )


def against_datasette(place: Place, rounds: int, folder: Path) -> Section:
    """The first 50 to do and the smallest set to 95 %: the product's statements, and datasette's SQL over HTTP."""
    to_do, window = (f"/catalogue.json?{urlencode({'sql': sql, '_shape': 'array'})}" for sql in (_TO_DO, _WINDOW))
    with reading(place.engine) as connection, datasette(str(flat_table(place, folder))) as peer:
        basis = basis_on(connection, AS_OF)
        progress = progress_on(connection, basis)
        taken = alternate(
            {
                "datasette: to-do top 50": lambda: peer.get(to_do),
                "product: to-do top 50": lambda: listing.first_ids(
                    connection, basis, Selection(to_do=True), Order.PRIORITY, TO_DO
                ),
                "datasette: smallest set": lambda: peer.get(window),
                "product: smallest set": lambda: path_on(connection, basis, progress, TARGET),
            },
            rounds,
        )
    return Section(
        f"G5, {place.size:,} procedures, {place.engine_name}, {rounds} rounds",
        place.size,
        taken,
        (
            Line("G5 to-do / datasette", taken["product: to-do top 50"] / taken["datasette: to-do top 50"], 1 / 10),
            Line("G5 set / datasette", taken["product: smallest set"] / taken["datasette: smallest set"], 1 / 50),
        ),
    )


def _break_down(progress: Progress) -> None:
    for groups in (progress.by_department, progress.by_division, progress.by_theme, progress.by_step):
        groups()


def _duck(place: Place) -> duckdb.DuckDBPyConnection:
    """The intervals and what the breakdowns are made by, in DuckDB's own memory."""
    duck = duckdb.connect(config={"threads": 2})
    duck.execute(
        "CREATE TABLE facts (id INTEGER, department VARCHAR, division VARCHAR, theme VARCHAR, step VARCHAR, "
        "many BOOLEAN, designated BOOLEAN, cases BIGINT, active_from DATE)"
    )
    duck.execute("CREATE TABLE intervals (id INTEGER, valid_from DATE, valid_to DATE, online BOOLEAN)")
    with reading(place.engine) as connection:
        facts = connection.execute(text(_FACTS)).all()
        intervals = connection.execute(
            text("SELECT procedure_id, valid_from, valid_to, is_online FROM status_intervals")
        ).all()
    _load(duck, "facts", [tuple(map(_plain, row)) for row in facts], place.folder)
    _load(duck, "intervals", [tuple(map(_plain, row)) for row in intervals], place.folder)
    return duck


def _load(duck: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[str, ...]], folder: Path) -> None:
    file = folder / f"{table}.tsv"
    file.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
    duck.execute(f"COPY {table} FROM '{file.as_posix()}' (DELIMITER '\t', NULLSTR 'none', HEADER false)")


def _plain(value: object) -> str:
    return "none" if value is None else str(value)


_FACTS = """
SELECT p.id, d.name, v.name, coalesce(t.theme, 'other'), l.step, l.many_cases, p.designated, l.cases, p.active_from
FROM procedures p
JOIN divisions v ON v.id = p.division_id JOIN departments d ON d.id = v.department_id
JOIN placements l ON l.procedure_id = p.id
LEFT JOIN procedure_themes t ON t.procedure_id = p.id AND t.position = 0
"""
_DAY = """
SELECT department, theme, step, coalesce(sum(cases), 0), coalesce(sum(cases) FILTER (i.online), 0), count(*)
FROM facts f LEFT JOIN intervals i ON i.id = f.id AND i.valid_from <= $1 AND i.valid_to > $2
WHERE f.active_from <= $1 GROUP BY department, division, theme, step, many, designated
"""
_CHANGES = """
WITH changes AS (
  SELECT greatest(i.valid_from, f.active_from) AS day, f.cases AS change
  FROM intervals i JOIN facts f ON f.id = i.id WHERE i.online AND f.cases IS NOT NULL
  UNION ALL
  SELECT i.valid_to, -f.cases FROM intervals i JOIN facts f ON f.id = i.id WHERE i.online AND f.cases IS NOT NULL
)
SELECT last_day(day), sum(change) FROM changes WHERE day <= $1 GROUP BY 1
"""
_TO_DO = """
SELECT code, name, cases FROM procedures WHERE status <> '実施済'
ORDER BY CASE WHEN cases >= 10000 OR theme IN ('子育て', '教育') THEN 1 WHEN cases IS NULL THEN 3 ELSE 2 END,
cases IS NULL, cases DESC, code LIMIT 50
"""
_WINDOW = """
SELECT code, cases FROM (
  SELECT code, cases, sum(cases) OVER (ORDER BY cases DESC, code) - cases AS before
  FROM procedures WHERE status <> '実施済' AND cases IS NOT NULL
) WHERE before < (SELECT 0.95 * sum(cases) - sum(CASE WHEN status = '実施済' THEN cases ELSE 0 END) FROM procedures)
"""
