"""Reading a 新旧対照表: CSV, TSV or Excel, a row for each way from an old division to a new one."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from tracker.domain.organisation import Organisation
from tracker.domain.procedure import Unit
from tracker.domain.succession import (
    CODES,
    HEADINGS,
    NEW_DEPARTMENT,
    NEW_DIVISION,
    OLD_DEPARTMENT,
    OLD_DIVISION,
    TELLING,
    Line,
)
from tracker.importing.divisions import division_named
from tracker.importing.findings import Findings, Notice
from tracker.importing.lists import ListRow, layout_of, rows_of, text_in
from tracker.importing.problem import Problem, shown

_LAYOUT = layout_of(HEADINGS, (OLD_DIVISION, NEW_DIVISION))
_BETWEEN_CODES = re.compile(r"[\s、，,;；]+")
_NOTHING = Notice(
    "旧の課と新の課が、どちらも空欄です。どちらかを入力するか、この行を削除してください。",
    "Both the old and the new division are empty. Enter one of them, or delete this row.",
)
_NO_OLD_DIVISION = Notice(
    "部だけが入力されています。旧の課も入力してください。部の名称が変わる場合は、その部の全ての課を1行ずつ入力します。",
    "Only the department is given. Enter the division too; of a department that is renamed, every division has a row.",
)
_NO_NEW_DIVISION = Notice(
    "部だけが入力されています。新の課も入力してください。廃止する場合は、新の部も空欄にします。",
    "Only the department is given. Enter the division too; of a division that is abolished, both are empty.",
)
_NO_NEW_DEPARTMENT = Notice(
    "新の部が空欄です。新設する課の部を入力してください。",
    "The new department is empty. Enter the department of the new division.",
)


def read_succession(path: Path) -> tuple[list[ListRow], tuple[Problem, ...]]:
    """The rows of a table as they are written, or why there are none."""
    findings = Findings()
    rows = rows_of(path, _LAYOUT, findings)
    return rows, findings.problems()


def lines_of(
    rows: Iterable[ListRow], organisation: Organisation, today: date
) -> tuple[list[Line], tuple[Problem, ...]]:
    """What the rows mean. ``organisation`` knows the divisions of all times; the old ones of a row must be today's."""
    findings = Findings()
    found = [_line(row, organisation, today, findings) for row in rows]
    return [line for line in found if line is not None], findings.problems()


def _line(row: ListRow, organisation: Organisation, today: date, findings: Findings) -> Line | None:
    read = {heading: text_in(row, heading, findings) for heading in TELLING}
    texts = {heading: text for heading, text in read.items() if text is not None}
    if len(texts) < len(read):
        return None
    refusals = findings.refusals
    old = _old(row.number, texts, organisation, today, findings)
    new = _new(row.number, texts, old, findings)
    if findings.refusals == refusals and not (texts[OLD_DIVISION] or texts[NEW_DIVISION]):
        findings.refuse(row.number, OLD_DIVISION, None, _NOTHING)
    if findings.refusals > refusals:
        return None
    return Line(row.number, old, new, tuple(code for code in _BETWEEN_CODES.split(texts[CODES]) if code))


def _old(
    row: int, texts: Mapping[str, str], organisation: Organisation, today: date, findings: Findings
) -> Unit | None:
    department, division = texts[OLD_DEPARTMENT], texts[OLD_DIVISION]
    if department and not division:
        findings.refuse(row, OLD_DIVISION, None, _NO_OLD_DIVISION)
        return None
    unit, notice = division_named(department, division, organisation, today)
    if notice is not None:
        findings.refuse(row, OLD_DIVISION, shown(division), notice)
    return unit


def _new(row: int, texts: Mapping[str, str], old: Unit | None, findings: Findings) -> Unit | None:
    """An empty department is that of the old division."""
    department, division = texts[NEW_DEPARTMENT], texts[NEW_DIVISION]
    if not division:
        if department:
            findings.refuse(row, NEW_DIVISION, None, _NO_NEW_DIVISION)
        return None
    if not department and not texts[OLD_DIVISION]:
        findings.refuse(row, NEW_DEPARTMENT, None, _NO_NEW_DEPARTMENT)
    return department or (old[0] if old else ""), division
