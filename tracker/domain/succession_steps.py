"""Carrying a 新旧対照表 out: new units begin in the places of the old ones, what is left behind ends."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from tracker.domain import siblings
from tracker.domain.divisions import check_successor, division_begun, division_ended
from tracker.domain.errors import Refused
from tracker.domain.organisation import Department, Organisation, division_of, free_department_code
from tracker.domain.procedure import Unit, code_key
from tracker.domain.reorganising import Reorganisation, Situation
from tracker.domain.said_organisation import unit_text
from tracker.domain.succession import NEW_DIVISION, OLD_DIVISION, Flaw, Line, Successions, WrongTable
from tracker.domain.succession_checks import flaws_of


def carry_out(now: Situation, lines: Sequence[Line], on: date) -> Reorganisation:
    """The organisation after a table, with everything that moves. Raises ``Refused`` or ``WrongTable``."""
    siblings.check_day(on, now.today)
    table = Successions(tuple(lines), now.organisation, on)
    flaws = flaws_of(table, now.holdings)
    if flaws:
        raise WrongTable(flaws)
    organisation = _Carrying(table).afterwards()
    whole = {old: table.rest_of(old) for old in table.by_old}
    return Reorganisation(
        organisation,
        {old: new for old, new in whole.items() if new is not None and new != old},
        tuple(old for old, new in whole.items() if new is None),
        on,
        {old: parts for old in table.by_old if (parts := _parts(table, old))},
    )


def _parts(table: Successions, old: Unit) -> dict[str, Unit]:
    return {code_key(code): line.new for line in table.by_old[old] for code in line.codes if line.new is not None}


class _Carrying:
    """The organisation on its way through the table. A step that cannot be is noted with its row, and left out."""

    def __init__(self, table: Successions) -> None:
        self._table = table
        self._organisation = table.organisation
        self._flaws: list[Flaw] = []

    def afterwards(self) -> Organisation:
        """How it stands when every row has been carried out. Raises ``WrongTable``."""
        for line in self._table.lines:
            if line.new is not None and not self._is_open(line.new):
                self._try(line, NEW_DIVISION, line.new, self._begin)
        if not self._flaws:
            for old in self._table.leaving:
                self._try(self._table.by_old[old][0], OLD_DIVISION, old, self._end)
            self._end_empty_departments()
        if self._flaws:
            raise WrongTable(self._flaws)
        return self._organisation

    def _try(self, line: Line, column: str, unit: Unit, step: Callable[[Line, Unit], None]) -> None:
        try:
            step(line, unit)
        except Refused as refused:
            self._flaws.append(Flaw(line.row, column, unit_text(unit), refused.ja, refused.en))

    def _begin(self, line: Line, new: Unit) -> None:
        if self._open_department(new[0]) is None:
            self._begin_department(line, new[0])
        owner = self._department(new[0])
        after = self._place(line, new)
        place = after and self._code(after)
        self._organisation = division_begun(self._organisation, owner, new[1], self._table.on, "", place or None)[0]

    def _begin_department(self, line: Line, name: str) -> None:
        """In the place of the department that its first division comes from; a new one comes last."""
        new = Department(free_department_code(self._organisation), name)
        after = self._department(line.old[0]).code if line.old else None
        self._organisation = siblings.begun(self._organisation, new, self._table.on, after)[0]

    def _place(self, line: Line, new: Unit) -> Unit | None:
        """After which division of its department a new one stands: the one that the nearest row above makes of the same
        old division, else the old one itself, else that of the nearest row above; None is the last place.
        """
        above = [each for each in self._table.lines if each.row < line.row][::-1]
        of_the_same = [each.new for each in above if each.old == line.old is not None and not self._was_open(each.new)]
        before = [*of_the_same, line.old, *(each.new for each in above)]
        return next((each for each in before if each and each[0] == new[0] and self._code(each)), None)

    def _was_open(self, unit: Unit | None) -> bool:
        return unit is not None and self._table.is_open(unit)

    def _end(self, _line: Line, old: Unit) -> None:
        successor = self._table.leaving[old]
        self._organisation = division_ended(
            self._organisation, self._code(old), self._table.on, self._code(successor) if successor else ""
        )

    def _end_empty_departments(self) -> None:
        """A department ends when the table gives its divisions to others and leaves it none.

        Where all go to one, that is its successor. A department whose divisions were only abolished can go on.
        """
        for department in self._table.organisation:
            left = [unit for unit in self._table.leaving if unit[0] == department.name]
            heirs = {successor[0] for unit in left if (successor := self._table.leaving[unit]) is not None}
            if heirs and not any(unit.is_open for unit in self._department(department.name).divisions):
                line = self._table.by_old[left[0]][0]
                self._try(line, OLD_DIVISION, left[0], partial(self._end_department, heirs))

    def _end_department(self, heirs: set[str], _line: Line, last: Unit) -> None:
        old = self._department(last[0])
        successor = self._department(heirs.pop()) if len(heirs) == 1 else None
        if successor is not None:
            check_successor(old, successor, self._table.on)
        code = successor.code if successor else ""
        self._organisation = siblings.ended(self._organisation, old.code, self._table.on, code)

    def _department(self, name: str) -> Department:
        return next(item for item in self._organisation if item.name == name)

    def _open_department(self, name: str) -> Department | None:
        return next((item for item in self._organisation if item.name == name and item.is_open), None)

    def _is_open(self, unit: Unit) -> bool:
        found = division_of(self._organisation, unit)
        return found is not None and found.is_open

    def _code(self, unit: Unit) -> str:
        found = division_of(self._organisation, unit)
        return found.code if found else ""
