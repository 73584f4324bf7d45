"""The progress by department, division, theme or step as a table to download."""

from collections.abc import Sequence

from tracker.domain import labels
from tracker.domain.coverage import Coverage
from tracker.domain.progress import Group, Progress
from tracker.domain.vocabulary import Language
from tracker.exporting.table import Cell, Column, Kind, Table, percent_cell
from tracker.exporting.wording import By, base_notes, group_name, said

_BY: dict[By, tuple[tuple[str, str], tuple[str, str]]] = {
    "department": (("部", "Department"), ("部別", "By department")),
    "division": (("所管課", "Division"), ("所管課別", "By division")),
    "theme": (("分野", "Theme"), ("分野別", "By theme")),
    "step": (("STEP", "STEP"), ("STEP別", "By STEP")),
}


def groups_table(groups: Sequence[Group], by: By, progress: Progress, language: Language = "ja") -> Table:
    """A row per group in the order given; divisions with their department before them."""
    heading, sheet = (said(language, *words) for words in _BY[by])
    columns = [Column(heading), *_columns(language)]
    rows: list[list[Cell]] = [[group_name(group, by, language), *_cells(group.coverage)] for group in groups]
    if by == "division":
        departments = {
            division.code: department.name for department in progress.organisation for division in department.divisions
        }
        columns.insert(0, Column(said(language, "部", "Department")))
        for group, row in zip(groups, rows, strict=True):
            row.insert(0, departments.get(group.code, ""))
    title = said(language, f"進捗状況（{sheet}）", f"Progress: {sheet}")
    return Table(sheet, tuple(columns), rows, title, base_notes(progress, language), language)


def _columns(language: Language) -> tuple[Column, ...]:
    words = (
        ("手続数", "Procedures", Kind.PROCEDURES),
        ("うちオンライン化済みの手続数", "Procedures online", Kind.PROCEDURES),
        ("うち件数集計済みの手続数", "Procedures with cases counted", Kind.PROCEDURES),
        ("年間件数（件）", "Cases a year", Kind.CASES),
        ("うちオンライン化済みの件数（件）", "Cases a year online", Kind.CASES),
        ("オンライン化率（件数ベース）（％）", "Availability rate, by cases (%)", Kind.PERCENT),
        ("オンライン化率（手続数ベース）（％）", "Availability rate, by procedures (%)", Kind.PERCENT),
    )
    return tuple(Column(said(language, ja, en), kind) for ja, en, kind in words)


def _cells(coverage: Coverage) -> list[Cell]:
    cases: list[Cell] = [coverage.known_cases, coverage.online_cases]
    if not coverage.counted_procedures:
        cases = [labels.UNKNOWN if coverage.procedures else labels.NO_VALUE] * 2
    return [
        coverage.procedures,
        coverage.online_procedures,
        coverage.counted_procedures,
        *cases,
        percent_cell(coverage.availability_rate_by_cases),
        percent_cell(coverage.availability_rate_by_procedures),
    ]
