"""The forms of reorganisation: one for each thing that can be done with a department or a division."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from flask_babel import gettext as _
from wtforms import Form, HiddenField

from tracker.domain import reorganising
from tracker.domain.errors import NotThere
from tracker.domain.organisation import Department, Division, Organisation
from tracker.usecases.settings.edit_organisation import Operation
from tracker.web.fields import read as read
from tracker.web.fields.basic import ListField
from tracker.web.fields.dates import RequiredDay

LONGEST_NAME, LONGEST_CODE = 200, 64
LAST = ""
"""The value of ``after`` that is no code of a unit."""


class UnitForm(Form):  # type: ignore[misc]  # wtforms has no types
    """What every form has: which version of the organisation its reader saw."""

    kind = "department"
    seen = HiddenField()

    def offer(self, kind: str, code: str, _organisation: Organisation) -> None:
        """Say which unit it is about, and what there is to choose from."""
        self.kind, self.code_of_unit = kind, code

    @property
    def version(self) -> int:
        """The version that was seen; 0 for what no page of ours writes."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def operation(self) -> Operation:
        """What the valid form asks for."""
        raise NotImplementedError


class NewUnit(UnitForm):
    """A department, or a division of one."""

    department = HiddenField()
    name = read.line(LONGEST_NAME)
    on = RequiredDay()
    code = read.line(LONGEST_CODE)
    after = ListField(default=LAST)

    def offer(self, kind: str, code: str, organisation: Organisation) -> None:
        """Raises ``NotThere`` where its department, which the address names, does not exist or has ended."""
        super().offer(kind, code, organisation)
        siblings: Iterable[Department | Division] = organisation
        if kind == "division":
            self.owner = next(
                (item for item in organisation if item.code == self.department.data and item.is_open), None
            )
            if self.owner is None:
                raise NotThere
            siblings = self.owner.divisions
        behind = [(unit.code, unit.name or _("（部の記載なし）")) for unit in siblings if unit.is_open]
        self.after.choices = [(LAST, _("最後")), *behind]

    def operation(self) -> Operation:
        """Create it."""
        after = self.after.data or None
        given: dict[str, Any] = {
            "name": _typed(self.name),
            "on": self.on.date,
            "code": _typed(self.code),
            "after": after,
        }
        if self.kind == "department":
            return partial(reorganising.create_department, **given)
        return partial(reorganising.create_division, department=self.department.data, **given)


class CorrectUnit(UnitForm):
    """A misspelt name."""

    name = read.line(LONGEST_NAME)

    def operation(self) -> Operation:
        """Correct it."""
        correct = {"department": reorganising.correct_department, "division": reorganising.correct_division}
        return partial(correct[self.kind], code=self.code_of_unit, name=_typed(self.name))


class RenameUnit(UnitForm):
    """A new name as of a day."""

    name = read.line(LONGEST_NAME)
    on = RequiredDay()

    def operation(self) -> Operation:
        """Rename it."""
        rename = {"department": reorganising.rename_department, "division": reorganising.rename_division}
        return partial(rename[self.kind], code=self.code_of_unit, name=_typed(self.name), on=self.on.date)


class AbolishUnit(UnitForm):
    """The end, and who carries on."""

    on = RequiredDay()
    successor = ListField(default="")

    def offer(self, kind: str, code: str, organisation: Organisation) -> None:
        """Every other unit of the kind may carry on."""
        super().offer(kind, code, organisation)
        offered = _departments(organisation) if kind == "department" else unit_choices(organisation)
        self.successor.choices = [
            ("", _("引継先なし（手続がない場合）")),
            *(pair for pair in offered if pair[0] != code),
        ]

    def operation(self) -> Operation:
        """Abolish it."""
        abolish = {"department": reorganising.abolish_department, "division": reorganising.abolish_division}
        return partial(abolish[self.kind], code=self.code_of_unit, on=self.on.date, successor=self.successor.data)


class MoveUnit(UnitForm):
    """Another department for a division."""

    department = ListField(default="")
    on = RequiredDay()

    def offer(self, kind: str, code: str, organisation: Organisation) -> None:
        """Any department but its own."""
        super().offer(kind, code, organisation)
        own = [item.code for item in organisation if any(unit.code == code for unit in item.divisions)]
        self.department.choices = [pair for pair in _departments(organisation) if pair[0] not in own]

    def operation(self) -> Operation:
        """Move it."""
        given = {"code": self.code_of_unit, "department": self.department.data, "on": self.on.date}
        return partial(reorganising.move_division, **given)


FORMS: dict[str, type[UnitForm]] = {
    "correct": CorrectUnit,
    "rename": RenameUnit,
    "abolish": AbolishUnit,
    "move": MoveUnit,
}


def unit_choices(organisation: Organisation, *, besides: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The divisions that have not ended, and those named by code, with their departments before them."""
    kept = set(besides)
    return [
        (division.code, f"{department.name} {division.name}".strip())
        for department in organisation
        for division in department.divisions
        if division.is_open or division.code in kept
    ]


def _departments(organisation: Organisation) -> list[tuple[str, str]]:
    return [(item.code, item.name or _("（部の記載なし）")) for item in organisation if item.is_open]


def _typed(field: read.ReadField) -> str:
    return field.value or ""
