"""The one text of a paper: the same paper always gives the same text, and the text gives the paper back.

Texts are kept for ever, so every format that was ever written stays readable: a later format gets a number and a
reader of its own.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from tracker.domain.audit import canonical
from tracker.domain.report.document import MonthlyReport

FORMAT = 1
_KIND = "is"
"""Names the class of a value where a field may hold one of several."""


def write(report: MonthlyReport) -> str:
    """The text of a paper."""
    return canonical({"format": FORMAT, "report": _plain(report)})


def read(text: str) -> MonthlyReport:
    """The paper of a text. Raises ``ValueError`` for a format that this version does not know."""
    found = json.loads(text)
    if found["format"] != FORMAT:
        raise ValueError(f"format {found['format']} of a paper is not known")
    report = _typed(found["report"], MonthlyReport)
    assert isinstance(report, MonthlyReport)
    return report


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {_KIND: type(value).__name__} | {
            field.name: _plain(getattr(value, field.name)) for field in fields(value)
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _typed(found: Any, wanted: Any) -> Any:
    """A value of the type that a field declares."""
    arguments = get_args(wanted)
    if get_origin(wanted) in (Union, UnionType):
        return None if found is None else _typed(found, _chosen(found, arguments))
    if get_origin(wanted) is tuple:
        kinds = (arguments[0],) * len(found) if arguments[-1] is Ellipsis else arguments
        return tuple(_typed(item, kind) for item, kind in zip(found, kinds, strict=True))
    if isinstance(wanted, type) and is_dataclass(wanted):
        hints = _hints(wanted)
        return wanted(**{name: _typed(item, hints[name]) for name, item in found.items() if name != _KIND})
    if wanted is date:
        return date.fromisoformat(found)
    return wanted(found) if isinstance(wanted, type) and issubclass(wanted, (Enum, Fraction)) else found


def _chosen(found: Any, kinds: tuple[Any, ...]) -> Any:
    """The one of several classes that a value names; where only one can be there, that one."""
    possible = [kind for kind in kinds if kind is not NoneType]
    if len(possible) == 1:
        return possible[0]
    return next(kind for kind in possible if kind.__name__ == found[_KIND])


@cache
def _hints(wanted: type) -> dict[str, Any]:
    return get_type_hints(wanted)
