"""The division that a row of a list names, or what is wrong with the name."""

from datetime import date

from tracker.domain.organisation import Organisation, department_of, division_of, heir, valid_on
from tracker.domain.procedure import Unit
from tracker.importing import list_notices as notices
from tracker.importing.findings import Notice


def division_named(
    department: str, division: str, organisation: Organisation, today: date
) -> tuple[Unit | None, Notice | None]:
    """The division as it is today, None where the row names none. ``organisation`` knows ended divisions, too."""
    if not division:
        return None, notices.DEPARTMENT_ALONE if department else None
    valid = valid_on(organisation, today)
    unit = (department_of(valid, department, division), division)
    if division_of(valid, unit) is not None:
        return unit, None
    gone = _gone(organisation, (department_of(organisation, department, division), division), today)
    if gone is not None:
        return None, gone
    several = [item.name for item in valid for each in item.divisions if each.name == division]
    return None, notices.which_department(several) if several else notices.NO_SUCH_DIVISION


def _gone(organisation: Organisation, unit: Unit, today: date) -> Notice | None:
    """What is said of a division that exists on other days than today."""
    division = division_of(organisation, unit)
    if division is None:
        return None
    if division.valid_to is not None and division.valid_to <= today:
        successor = heir(organisation, unit) or ()
        return notices.ended(division.name, division.valid_to, " ".join(filter(None, successor)))
    return notices.not_yet(division.name, division.valid_from) if division.valid_from else None
