"""G9: the monthly report from the database to its files, beside LibreOffice, bare XlsxWriter and pandas.

The product composes the internal paper and writes it as csv, as a workbook with native charts and as PDF. LibreOffice
recalculates a workbook with the same list and formulas by department, saves it, and prints the summary as PDF. The
list is compared apart: our list, the same cells by bare XlsxWriter, and by ``DataFrame.to_excel`` with openpyxl.
"""

import io
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import xlsxwriter
from sqlalchemy import Engine

from benchmarks.data import write_catalogue
from benchmarks.results import Line, Section
from benchmarks.timing import alternate
from tracker.domain.report.document import MonthlyReport, Paper, Stage
from tracker.domain.report.material import UNNAMED
from tracker.exporting.report.formats import write
from tracker.exporting.table import Column, Kind, Table, write_xlsx
from tracker.storage.engines import open_engine
from tracker.storage.transactions import reading
from tracker.usecases.catalogue.import_catalogue import Options, import_catalogue
from tracker.usecases.prepare_database import prepare_database
from tracker.usecases.reports.material import Occasion, reports_on, snapshot_on

MONTH, END, TODAY = date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 5)
NOW = datetime(2026, 11, 5, tzinfo=UTC)
FILES = ("csv", "xlsx", "pdf")
CASES, DEPARTMENT, COUNTED = 4, 1, 5


def measure(size: int, rounds: int) -> Section:
    """The ratios at a size. Fails where a figure differs from a sum over the rows alone."""
    with TemporaryDirectory() as folder, _catalogue(Path(folder), size) as engine:
        report = _report(engine)
        _check(report)
        formulas = _workbook_with_formulas(report, Path(folder) / "formulas.xlsx")
        works = {
            "product: database to csv, xlsx, pdf": lambda: _files(engine),
            "product: list": lambda: write_xlsx(_list(report)),
            "bare XlsxWriter: list": lambda: _bare(report),
            "pandas.to_excel (openpyxl): list": lambda: _pandas(report),
        }
        if shutil.which("soffice"):
            works["LibreOffice: recalculate, save, print"] = lambda: _libreoffice(formulas)
        taken = alternate(works, rounds)
    return Section(f"G9, {size:,} procedures, SQLite, {rounds} rounds", size, taken, tuple(_ratios(taken, size)))


def _ratios(taken: dict[str, float], size: int) -> Iterator[Line]:
    product, listed = taken["product: database to csv, xlsx, pdf"], taken["product: list"]
    if "LibreOffice: recalculate, save, print" in taken:
        goal = 1 / 4 if size <= 1_000 else 1 / 2
        yield Line(
            "report / LibreOffice", product / taken["LibreOffice: recalculate, save, print"], goal, at_any_size=True
        )
    yield Line("list / bare XlsxWriter", listed / taken["bare XlsxWriter: list"], 1.1, at_any_size=True)
    yield Line("list / pandas.to_excel", listed / taken["pandas.to_excel (openpyxl): list"], 0.4, at_any_size=True)


@contextmanager
def _catalogue(folder: Path, size: int) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{(folder / 'benchmark.db').as_posix()}")
    prepare_database(engine)
    outcome = import_catalogue(engine, write_catalogue(folder / "catalogue.csv", size), Options(), NOW, "benchmark")
    if not outcome.accepted:
        raise SystemExit(outcome.problems[0].en)
    yield engine
    engine.dispose()


def _report(engine: Engine) -> MonthlyReport:
    with reading(engine) as connection:
        occasion = Occasion(MONTH, TODAY, Stage.IN_PREPARATION, UNNAMED)
        return reports_on(connection, snapshot_on(connection, END), occasion, wanted=(Paper.INTERNAL,))[Paper.INTERNAL]


def _files(engine: Engine) -> list[bytes]:
    report = _report(engine)
    return [write(report, form) for form in FILES]


def _check(report: MonthlyReport) -> None:
    """The headline, from the printed rows alone."""
    rows = report.sheets.procedures.rows
    known = [(int(row[CASES].replace(",", "")), row[COUNTED]) for row in rows if row[CASES] != "…"]
    total, online = sum(cases for cases, _ in known), sum(cases for cases, counted in known if counted == "済")
    if (report.coverage.known_cases, report.coverage.online_cases) != (total, online):
        raise SystemExit(f"The report says {report.coverage}, its rows {online} of {total}.")


def _list(report: MonthlyReport) -> Table:
    table = report.sheets.procedures
    columns = tuple(
        Column(column.heading, Kind.CASES if number == CASES else Kind.TEXT)
        for number, column in enumerate(table.columns)
    )
    return Table("手続別一覧", columns, (_typed(row) for row in table.rows))


def _typed(row: tuple[str, ...]) -> list[str | int]:
    cases = row[CASES].replace(",", "")
    return [*row[:CASES], int(cases) if cases.isdecimal() else row[CASES], *row[CASES + 1 :]]


def _bare(report: MonthlyReport) -> None:
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet()
    for across, column in enumerate(report.sheets.procedures.columns):
        sheet.write_string(0, across, column.heading)
    for down, row in enumerate(report.sheets.procedures.rows, 1):
        for across, cell in enumerate(_typed(row)):
            (sheet.write_number if isinstance(cell, int) else sheet.write_string)(down, across, cell)
    book.close()


def _pandas(report: MonthlyReport) -> None:
    table = report.sheets.procedures
    frame = pd.DataFrame([_typed(row) for row in table.rows], columns=[column.heading for column in table.columns])
    frame.to_excel(io.BytesIO(), index=False, engine="openpyxl")


def _workbook_with_formulas(report: MonthlyReport, path: Path) -> Path:
    """The list, and a summary by department that a spreadsheet has to compute; only the summary is printed."""
    book = xlsxwriter.Workbook(path)
    summary, sheet = book.add_worksheet("summary"), book.add_worksheet("list")
    rows = report.sheets.procedures.rows
    for down, row in enumerate(rows):
        for across, cell in enumerate(_typed(row)):
            (sheet.write_number if isinstance(cell, int) else sheet.write_string)(down, across, cell)
    last = len(rows)
    departments, cases, counted = (f"list!${letter}$1:${letter}${last}" for letter in "BEF")
    for down, name in enumerate(dict.fromkeys(row[DEPARTMENT] for row in rows), 1):
        summary.write_string(down, 0, name)
        summary.write_formula(down, 1, f"=SUMIFS({cases},{departments},A{down + 1})")
        summary.write_formula(down, 2, f'=SUMIFS({cases},{departments},A{down + 1},{counted},"済")')
        summary.write_formula(down, 3, f"=C{down + 1}/B{down + 1}")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"categories": "=summary!$A$2:$A$16", "values": "=summary!$D$2:$D$16"})
    summary.insert_chart("F2", chart)
    sheet.print_area(0, 0, 0, 0)
    book.close()
    return path


def _libreoffice(path: Path) -> None:
    with TemporaryDirectory() as folder:
        for form in ("xlsx", "pdf"):
            command = ["soffice", "--headless", "--convert-to", form, "--outdir", folder, str(path)]
            subprocess.run(command, check=True, capture_output=True, timeout=600)
