"""How far are we, straight from a catalogue file and without a database: by the ward's own rule and organisation."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from tracker import files
from tracker.domain.catalogue import Circumstances
from tracker.domain.fiscal import local_day
from tracker.domain.organisation import department_of, with_divisions
from tracker.domain.policy import BASELINE_DATE, WARD_POLICY
from tracker.domain.procedure import Procedure
from tracker.domain.progress import Progress, measure
from tracker.importing.catalogue import read_catalogue
from tracker.importing.organisation import read_organisation
from tracker.importing.problem import Problem
from tracker.usecases.catalogue.taking_in import take_in


@dataclass(frozen=True, slots=True)
class Measured:
    """The progress of the file's catalogue, or the problems for which the file is refused."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    progress: Progress | None


def measure_file(path: Path, as_of: date, now: datetime) -> Measured:
    """The figures that the database would give after importing the file into an empty catalogue."""
    read = read_catalogue(path, today=local_day(now))
    if read.problems:
        return Measured(read.problems, read.warnings, None)
    units = read_organisation(files.WARD_ORGANISATION)
    circumstances = Circumstances(local_day(now), BASELINE_DATE, WARD_POLICY.base_fiscal_year, now, "")
    taken = [take_in(None, row, read.columns, row.number, circumstances) for row in read.rows]
    problems = tuple(item for item in taken if isinstance(item, Problem))
    if problems:
        return Measured(problems, read.warnings, None)
    procedures = [
        replace(item, department=department_of(units, item.department, item.division))
        for item in taken
        if isinstance(item, Procedure)
    ]
    units = with_divisions(units, [(item.department, item.division) for item in procedures])
    return Measured((), read.warnings, measure(procedures, WARD_POLICY, units, as_of))
