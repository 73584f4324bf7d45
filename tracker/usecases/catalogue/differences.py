"""What a change of a procedure means in the columns of the catalogue file, old and new."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.domain import labels
from tracker.domain.audit import Details
from tracker.domain.catalogue import COLUMNS, HEADINGS, entry_of
from tracker.domain.procedure import Procedure
from tracker.domain.said_organisation import unit_text
from tracker.domain.vocabulary import name_of
from tracker.exporting.catalogue import cells
from tracker.storage.saving import Change


class Difference(NamedTuple):
    """A column whose cell is another one afterwards. None is an empty cell of a count."""

    heading: str
    before: str | int | None
    after: str | int | None


def differences(change: Change, base_fiscal_year: int, today: date) -> Iterator[Difference]:
    """The columns that an officer sees change, in the order of the file."""
    assert change.before is not None
    old, new = (cells(entry_of(item, base_fiscal_year, today)) for item in (change.before, change.after))
    for column, before, after in zip(COLUMNS, old, new, strict=True):
        if before != after:
            yield Difference(column.heading, before, after)


_OF_A_YEAR = {"annual_cases", "annual_cases_ceiling", "online_cases", "volume_fiscal_year", "volume_basis"}
"""Columns that a file has for one year only."""


def said_by_change(change: Change, today: date) -> tuple[Details, Details]:
    """Everything that is otherwise afterwards, old and new, field by field with the volumes of every year.

    Of a procedure that is new, what is not empty.
    """
    old = said_by_procedure(change.before, today) if change.before else {}
    new = said_by_procedure(change.after, today)
    headings = [heading for heading in dict.fromkeys([*old, *new]) if old.get(heading, "") != new.get(heading, "")]
    before = {heading: old.get(heading, "") for heading in headings} if change.before else {}
    return before, {heading: new.get(heading, "") for heading in headings}


def said_by_procedure(procedure: Procedure, today: date) -> Details:
    """A procedure in words under the headings of the catalogue, and under those that a file does not have."""
    row = cells(entry_of(procedure, 0, today))
    said: Details = {
        column.heading: cell for column, cell in zip(COLUMNS, row, strict=True) if column.identifier not in _OF_A_YEAR
    }
    said["台帳に載せた日"] = procedure.active_from.isoformat()
    said["共管"] = unit_text(procedure.shared_with)
    said["統合先"] = procedure.merged_into
    for volume in procedure.volumes:
        year = labels.fiscal_year(volume.fiscal_year)
        of_the_year = {
            HEADINGS["annual_cases"]: labels.cases(volume.annual_cases),
            HEADINGS["annual_cases_ceiling"]: "" if volume.ceiling is None else labels.cases(volume.ceiling),
            HEADINGS["online_cases"]: "" if volume.online_cases is None else labels.cases(volume.online_cases),
            HEADINGS["volume_basis"]: name_of(volume.basis),
            "件数の出典": volume.source,
        }
        said |= {f"{heading}（{year}）": text for heading, text in of_the_year.items()}
    return said
