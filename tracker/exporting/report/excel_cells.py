"""Printed cells as a workbook holds them: what is a number becomes one, and is shown exactly as it was printed."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from tracker.domain import labels
from tracker.domain.report.adding_up import number_in
from tracker.domain.report.document import Column, Kind
from tracker.exporting.workbook import TEXT_LOOK, Cell, Look, number_look

PLAIN, COUNT, PERCENT = "0", "#,##0", "0.0"
CHANGE, POINTS = '"＋"#,##0;"△"#,##0;"±"0', '"＋"0.0;"△"0.0;"±"0.0'

_FORMATS = {Kind.COUNT: COUNT, Kind.PERCENT: PERCENT, Kind.CHANGE: CHANGE, Kind.POINTS: POINTS}
_PRINTED: dict[str, Callable[[Decimal], str | None]] = {
    PLAIN: lambda value: str(int(value)),
    COUNT: lambda value: labels.number(int(value)),
    PERCENT: lambda value: labels.percent_digits(Fraction(value) / 100),
    CHANGE: lambda value: labels.signed_number(int(value)),
    POINTS: lambda value: labels.signed_points(Fraction(value) / 100),
}
"""What each number format shows."""


def typed(column: Column, printed: Sequence[str]) -> tuple[Look, list[Cell]]:
    """How a column looks, and its cells. A cell stays text where a number would not be shown as it was printed."""
    if column.kind is Kind.TEXT:
        return TEXT_LOOK, list(printed)
    number_format = _FORMATS[column.kind]
    if column.kind is Kind.COUNT and any(text.isdecimal() and len(text) > 3 for text in printed):
        number_format = PLAIN
    return number_look(number_format), [_typed(text, number_format) for text in printed]


def _typed(text: str, number_format: str) -> Cell:
    value = number_in(text)
    is_shown_so = value is not None and _PRINTED[number_format](value) == text
    return value if is_shown_so else text
