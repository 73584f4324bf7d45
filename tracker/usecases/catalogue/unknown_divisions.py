"""Rows of a file that name a division which is not registered: each division is said once."""

from collections.abc import Sequence

from tracker.domain.catalogue import HEADINGS
from tracker.domain.organisation import Organisation
from tracker.importing.catalogue import Row
from tracker.importing.findings import Findings, Notice
from tracker.importing.problem import Problem, shown


def unknown_divisions(rows: Sequence[Row], units: Organisation) -> tuple[Problem, ...]:
    """A problem for each such division, at the first of its rows."""
    known = {(department.name, division.name) for department in units for division in department.divisions}
    findings = Findings()
    for row in rows:
        unit = (row.entry.department, row.entry.division)
        if unit not in known:
            name = " ".join(unit).strip()
            findings.refuse(row.number, HEADINGS["division"], name, _not_registered(shown(name)))
    return findings.problems()


def _not_registered(name: str) -> Notice:
    return Notice(
        f"所管課「{name}」は登録されていません。名称と部を確かめてください。"
        "新しい課の場合は、登録されていない部・課を作成することを指定してください（コマンドでは --create-divisions）。",
        f"The division “{name}” is not registered. Check the name and the department. If it is new, choose to create "
        "divisions that do not exist yet (on the command line --create-divisions).",
        gathered=True,
    )
