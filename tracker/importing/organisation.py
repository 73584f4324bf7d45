"""The ward's departments and divisions in 建制順, from the file that ships with the product."""

import csv
from pathlib import Path

from tracker.domain.organisation import Department, Division, Organisation


def read_organisation(path: Path) -> Organisation:
    """Read 部コード, 部, 課コード, 所管課: one row per division; a department without divisions has one row without."""
    departments: dict[str, Department] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for code, name, division_code, division_name in list(csv.reader(file))[1:]:
            department = departments.get(code) or Department(code, name)
            if division_code:
                division = Division(division_code, division_name)
                department = Department(code, name, (*department.divisions, division))
            departments[code] = department
    return tuple(departments.values())
