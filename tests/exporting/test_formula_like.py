"""No text of any file for a spreadsheet begins as a formula does, whatever people have typed and wherever."""

import csv
import importlib
import inspect
import io
import pkgutil
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import openpyxl
import pytest

from tests.build import NOW, TODAY, department, entry, policy, procedure
from tests.exporting.reply import sample
from tests.exporting.test_neutral import DANGEROUS
from tests.people import account
from tests.report_sample import report
from tracker import exporting
from tracker.domain.account import Role
from tracker.domain.audit import BEGINNING, Act, Action, entry_after
from tracker.domain.figures import Figure, break_down
from tracker.domain.findings import Acknowledgement, Check, Finding, Inspected, Severity
from tracker.domain.organisation import Organisation
from tracker.domain.procedure import Procedure
from tracker.domain.progress import Progress, measure
from tracker.domain.report.document import Column, MonthlyReport, OpenData
from tracker.domain.report.document import Table as PrintedTable
from tracker.domain.standing import standings
from tracker.domain.todo import todo
from tracker.exporting.breakdown import breakdown_table, left_out_table
from tracker.exporting.catalogue import write_catalogue_cp932, write_catalogue_csv, write_catalogue_xlsx
from tracker.exporting.count_changes import count_tables
from tracker.exporting.cp932 import Unheld, unheld_table
from tracker.exporting.groups import groups_table
from tracker.exporting.import_changes import change_tables
from tracker.exporting.inspection import inspection_table
from tracker.exporting.log import log_table
from tracker.exporting.neutral import TRIGGERS
from tracker.exporting.priorities import priorities_table
from tracker.exporting.problems import problem_tables
from tracker.exporting.report.excel import write_excel
from tracker.exporting.report.open_data import write_open_data
from tracker.exporting.staff import staff_template
from tracker.exporting.succession import succession_template
from tracker.exporting.table import Table, write_csv, write_xlsx
from tracker.exporting.transfers import transfer_tables
from tracker.importing.problem import Problem

TEXTS = [*DANGEROUS, "'=1", "''－1", '=HYPERLINK("http://example.jp","x")', "=cmd|' /C calc'!A0", "+1\n=2"]
NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
HARMLESS = {"-", "－"}


def hostile(text: str) -> Procedure:
    """A procedure with the text in every field."""
    words = {"legal_basis": text, "source": text, "note": text, "department": text, "division": text}
    return replace(procedure(text, 20_000, name=text, **words), designated=True)


def units(text: str) -> Organisation:
    return (department(text, text, code="B01"),)


def progress(text: str) -> Progress:
    return measure([hostile(text)], policy(), units(text), TODAY)


def groups(text: str) -> Iterable[Table]:
    found = progress(text)
    yield groups_table(found.by_department(), "department", found)
    yield groups_table(found.by_division(), "division", found)


def priorities(text: str) -> Iterable[Table]:
    found = progress(text)
    yield priorities_table(todo(standings([hostile(text)], policy(), TODAY), found.coverage, Fraction(4, 5)), found)


def figure(text: str) -> Iterable[Table]:
    uncounted = replace(hostile(text), code=f"{text}2", volumes=())
    found = break_down(Figure.BY_CASES, standings([hostile(text), uncounted], policy(), TODAY))
    yield breakdown_table(found, progress(text))
    yield left_out_table(found, progress(text))


def log(text: str) -> Iterable[Table]:
    act = Act(NOW, text, text, Action.EDIT_PROCEDURE, text, {text: text}, {text: [text], "備考": text})
    yield log_table([entry_after(BEGINNING, act)], [text])


def people(text: str) -> Iterable[Table]:
    return transfer_tables(units(text), [account(Role.EDITOR, (text, text), login=text, name=text)])


def problems(text: str) -> Iterable[Table]:
    found = [Problem(1, text, text, text, text)]
    return problem_tables(found, found)


def changes(text: str) -> Iterable[Table]:
    named = {"code": text, "name": text, "unit": text}
    changed = [{**named, "cells": [[text, text, text]]}]
    return change_tables({"added": [named], "changed": changed, "not_in_file": [named]})


def counts(text: str) -> Iterable[Table]:
    named = {"code": text, "name": text, "unit": text}
    year = [2025, 5, None, "final"]
    changed = [{**named, "before": [2025, 5_000, 1, "final"], "after": year, "earlier": [2024, 5_000, 1, "final"]}]
    words = {"check": "leap", "severity": "to_check", "found": [text, text], "to_do": [text, text]}
    finding = {**named, "fiscal_year": 2025, **words}
    return count_tables({"changed": changed, "findings": [finding], "not_in_file": [named]})


def inspection(text: str) -> Iterable[Table]:
    finding = Finding(Check.NOTHING_STATED, Severity.TO_CHECK, None)
    yield inspection_table([Inspected(hostile(text), finding, Acknowledgement(text, NOW, text))], TODAY, [text])


TABLES: dict[Callable[..., Any], Callable[[str], Iterable[Table]]] = {
    breakdown_table: figure,
    left_out_table: figure,
    change_tables: changes,
    count_tables: counts,
    groups_table: groups,
    inspection_table: inspection,
    log_table: log,
    priorities_table: priorities,
    problem_tables: problems,
    staff_template: lambda _text: [staff_template()],
    succession_template: lambda text: [succession_template(units(text))],
    transfer_tables: people,
    unheld_table: lambda text: [unheld_table([Unheld(2, text, text, text, "𠮷")])],
}
"""What makes tables, and hostile ones made by it."""


def rows(text: str) -> Any:
    """A row of the catalogue file with the text in every field."""
    words = {"department": text, "division": text, "legal_basis": text, "source": text, "note": text}
    return [entry(text, name=text, url=text, life_events=(text,), annual_cases=5, **words)]


def paper(text: str) -> MonthlyReport:
    """A paper with the text in every table."""
    table = PrintedTable((Column(text), Column("備考")), ((text, text),), text, (text,))
    made = report(open_data=OpenData(("手続ID", "手続名"), ((text, text),)), notes=(text,), closing=(text,))
    names = ("overview", "departments", "procedures", "priorities", "changes", "definitions")
    return replace(
        made,
        sheets=replace(made.sheets, **dict.fromkeys(names, table)),
        heading=replace(made.heading, title=text, right=(text,), box=(text,)),
    )


def reply(text: str) -> bytes:
    stated = replace(sample.PARTLY, note=text)
    named = {"name": f"手続{text}" if text[:1] in "\t\r\n" else text, "legal_basis": text, "note": text}
    return sample.workbook([sample.of_unit(text.strip(), records=(stated,), **named)])


CSV_FILES: dict[str, Callable[[str], Iterable[bytes]]] = {
    "the catalogue": lambda text: write_catalogue_csv(rows(text)),
    "the catalogue in CP932": lambda text: (
        block.decode("cp932").encode() for block in write_catalogue_cp932(rows(text), replacing=True)
    ),
    "open data": lambda text: [write_open_data(paper(text))],
    **{
        make.__name__: (lambda text, tables=tables: [write_csv(table) for table in tables(text)])
        for make, tables in TABLES.items()
    },
}
XLSX_FILES: dict[str, Callable[[str], bytes]] = {
    "the catalogue": lambda text: write_catalogue_xlsx(rows(text)),
    "the paper": lambda text: write_excel(paper(text)),
    "the reply": reply,
    **{
        make.__name__: (lambda text, tables=tables: write_xlsx(*_named_apart(tables(text))))
        for make, tables in TABLES.items()
    },
}


def _named_apart(tables: Iterable[Table]) -> Iterator[Table]:
    yield from {table.sheet: table for table in tables}.values()


def test_every_function_that_makes_tables_is_tried() -> None:
    modules = [
        importlib.import_module(f"{exporting.__name__}.{found.name}")
        for found in pkgutil.iter_modules(exporting.__path__)
    ]
    makers = {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and "Table" in str(inspect.signature(function).return_annotation)
    }
    assert makers == set(TABLES)


@pytest.mark.parametrize("name", CSV_FILES)
def test_no_cell_of_a_csv_begins_a_formula(name: str) -> None:
    for text in TEXTS:
        content = b"".join(CSV_FILES[name](text)).decode()
        cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]
        assert [cell for cell in cells if is_dangerous(cell)] == [], text


@pytest.mark.parametrize("name", XLSX_FILES)
def test_no_cell_of_a_workbook_is_or_begins_a_formula(name: str) -> None:
    for text in TEXTS:
        content = XLSX_FILES[name](text)
        for sheet in openpyxl.load_workbook(io.BytesIO(content)):
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
                assert cell.hyperlink is None
                assert not cell.quotePrefix
                if cell.data_type == "s":
                    assert not is_dangerous(cell.value), (text, sheet.title, cell.coordinate)
                else:
                    assert cell.data_type in ("n", "d") or (cell.data_type, name) == ("f", "the reply")
        if name != "the reply":
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                sheets = [parts.read(part) for part in parts.namelist() if part.startswith("xl/worksheets/sheet")]
            assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def is_dangerous(cell: str) -> bool:
    """Whether a spreadsheet would take the text for a formula, or skip to one."""
    return cell[:1] in {*TRIGGERS} and cell not in HARMLESS and not NUMBER.fullmatch(cell)
