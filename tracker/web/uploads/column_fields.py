"""The columns of a file, each with the field that says what it is in the catalogue, and columns that it lacks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from tracker.domain.catalogue import COLUMNS, HEADINGS
from tracker.domain.column_mapping import LEFT_OUT, ColumnMapping
from tracker.importing.look import SeenColumn

LEAVE_OUT, UNASSIGNED = "-", ""
"""What the field of a column says beside the identifiers of the catalogue's columns."""
CONSTANTS = 3
"""How many columns can be given one value for all rows, besides those of the division."""
LONGEST = 200
_OF_THE_UNIT = ("department", "division")
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ColumnField:
    """A column with its field. ``chosen``: an identifier, ``LEAVE_OUT`` or ``UNASSIGNED``.

    ``holds_on``: whether its values hold on below. ``proposed``: what ``chosen`` was before anybody chose.
    """

    column: SeenColumn
    id: str
    chosen: str
    holds_on: bool
    proposed: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class ConstantField:
    """A value for all rows, and the column that it stands in; "" for none."""

    id: str
    value: str
    column: str


def column_choices() -> Choices:
    """What a column can be."""
    known = [(column.identifier, column.heading) for column in COLUMNS]
    return [(UNASSIGNED, _("（選んでください）")), (LEAVE_OUT, _("取り込まない")), *known]


def constant_choices() -> Choices:
    """Which columns can have one value for all rows."""
    columns = [column for column in COLUMNS if column.identifier not in ("code", "name", *_OF_THE_UNIT)]
    return [("", _("（指定しない）")), *((column.identifier, column.heading) for column in columns)]


def columns_now(columns: Sequence[SeenColumn], mapping: ColumnMapping) -> list[ColumnField]:
    """The columns as the file is read now."""
    proposed = [_choice(column.identifier) for column in columns]
    return [
        ColumnField(column, f"c{place}", said, said in mapping.carried_down, said)
        for place, (column, said) in enumerate(zip(columns, proposed, strict=True))
    ]


def columns_sent(now: Sequence[ColumnField], sent: MultiDict[str, str]) -> list[ColumnField]:
    """The same as a form has them. They are told by their keys: somebody may have moved them meanwhile."""
    chosen: dict[str, tuple[str, bool]] = {}
    for field in now:
        said = sent.get(f"{field.id}-to", UNASSIGNED)
        known = said if said in HEADINGS or said == LEAVE_OUT else UNASSIGNED
        chosen[sent.get(f"{field.id}-key", "")] = known, f"{field.id}-down" in sent
    found = []
    for field in now:
        said, holds_on = chosen.get(field.column.key, (UNASSIGNED, False))
        found.append(replace(field, chosen=said, holds_on=holds_on))
    return found


def constants_now(mapping: ColumnMapping) -> list[ConstantField]:
    """The constants besides the division, with empty fields for more."""
    given = [pair for pair in mapping.constants.items() if pair[0] not in _OF_THE_UNIT]
    given += [("", "")] * (CONSTANTS - len(given))
    return [ConstantField(f"k{place}", value, column) for place, (column, value) in enumerate(given)]


def constants_sent(now: Sequence[ConstantField], sent: MultiDict[str, str]) -> list[ConstantField]:
    """The same as a form has them."""
    offered = {value for value, _text in constant_choices()}
    return [
        replace(field, value=typed(sent.get(field.id, "")), column=column if column in offered else "")
        for field in now
        for column in [sent.get(f"{field.id}-to", "")]
    ]


def assigned(fields: Sequence[ColumnField]) -> dict[str, str]:
    """Heading to column, as a mapping has them; those that are still to be assigned are not in it."""
    return {
        field.column.key: LEFT_OUT if field.chosen == LEAVE_OUT else field.chosen
        for field in fields
        if field.chosen != UNASSIGNED
    }


def _choice(identifier: str | None) -> str:
    if identifier is None:
        return UNASSIGNED
    return LEAVE_OUT if identifier == LEFT_OUT else identifier


def typed(text: str) -> str:
    """What was typed, fit to be kept."""
    return text.replace("\0", "").strip()[:LONGEST]
