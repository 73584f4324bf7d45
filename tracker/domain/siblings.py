"""Units beside each other in 建制順: departments, or the divisions of one department. Each step refuses what cannot be.

What ends keeps its place and its name. A name that is wanted again later makes the unit that had it begin again.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker.domain.errors import NotThere, Refused
from tracker.domain.labels import day
from tracker.domain.organisation import Department, Division, OneUnit

LONGEST_NAME = 200
_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?")


def found(units: Sequence[OneUnit], code: str) -> OneUnit:
    """The unit with a code. Raises ``NotThere``."""
    for unit in units:
        if unit.code == code:
            return unit
    raise NotThere


def renewed(units: Sequence[OneUnit], unit: OneUnit) -> tuple[OneUnit, ...]:
    """The units with this one in the place of the one with its code."""
    return tuple(unit if item.code == unit.code else item for item in units)


def begun(units: Sequence[OneUnit], new: OneUnit, on: date, after: str | None) -> tuple[tuple[OneUnit, ...], OneUnit]:
    """The units with a new one after the one with the code ``after``: "" is the first place, None the last.

    Also the unit as it stands there: where one with the name had ended, that one begins again.
    """
    check_name(new.name)
    before = next((unit for unit in units if unit.name == new.name), None)
    new = replace(new, valid_from=on) if before is None else _begun_again(before, on)
    others = tuple(unit for unit in units if unit.code != new.code)
    place = len(others)
    if after is not None:
        place = others.index(found(others, after)) + 1 if after else 0
    return _inserted(others, place, new), new


def ended(units: Sequence[OneUnit], code: str, on: date, successor: str) -> tuple[OneUnit, ...]:
    """The units with one of them ended. ``on``: the first day on which it is no more."""
    unit = found(units, code)
    check_open(unit)
    if unit.valid_from is not None and on < unit.valid_from:
        raise Refused(
            f"この組織ができた日（{day(unit.valid_from)}）以後の日を入力してください。",
            f"Enter a day from {day(unit.valid_from, 'en')} on, when the unit began.",
            "on",
        )
    return renewed(units, replace(unit, valid_to=on, successor=successor))


def corrected(units: Sequence[OneUnit], code: str, name: str) -> tuple[OneUnit, ...]:
    """The units with the name of one of them spelled rightly."""
    check_name(name)
    if any(unit.name == name for unit in units if unit.code != code):
        raise _taken(name)
    return renewed(units, replace(found(units, code), name=name))


def shifted(units: Sequence[OneUnit], code: str, step: int) -> tuple[OneUnit, ...]:
    """The units with one of them a place further up (-1) or down (1) among those that have not ended."""
    unit = found(units, code)
    check_open(unit)
    in_use = [item for item in units if item.is_open]
    place = in_use.index(unit) + step
    if not 0 <= place < len(in_use):
        raise Refused("これ以上は動かせません。", "It cannot be moved any further.")
    rest = tuple(item for item in units if item.code != code)
    return _inserted(rest, rest.index(in_use[place]) + (step > 0), unit)


def check_open(unit: Department | Division) -> None:
    """Refuse to change what has ended."""
    if unit.valid_to is not None:
        raise Refused(
            f"この組織は{day(unit.valid_to)}に廃止されています。",
            f"This unit ended on {day(unit.valid_to, 'en')}.",
        )


def check_day(on: date, today: date) -> None:
    """Refuse days that are still to come."""
    if on > today:
        raise Refused(
            "今日以前の日を入力してください。これからの組織改正は、その日が来てから登録してください。",
            "Enter today or an earlier day. Record a reorganisation once its day has come.",
            "on",
        )


def check_name(name: str) -> None:
    """Refuse a name that cannot be stored."""
    if not name.strip():
        raise Refused("名称を入力してください。", "Enter a name.", "name")
    if len(name) > LONGEST_NAME:
        raise Refused("名称は200文字以内で入力してください。", "Keep the name to 200 characters.", "name")


def check_code(code: str, others: Sequence[str]) -> None:
    """Refuse a code that is not one, or that another unit has, whatever its case."""
    if not _CODE.fullmatch(code):
        raise Refused(
            "コードは、半角の英数字とハイフンで、64文字以内で入力してください。",
            "Write the code with letters, digits and hyphens, at most 64.",
            "code",
        )
    if code.casefold() in map(str.casefold, others):
        raise Refused(f"コード「{code}」は使われています。", f"The code “{code}” is taken.", "code")


def _inserted(units: tuple[OneUnit, ...], place: int, unit: OneUnit) -> tuple[OneUnit, ...]:
    changed = list(units)
    changed.insert(place, unit)
    return tuple(changed)


def _begun_again(unit: OneUnit, on: date) -> OneUnit:
    if unit.valid_to is None:
        raise _taken(unit.name)
    if on < unit.valid_to:
        raise Refused(
            f"「{unit.name}」は{day(unit.valid_to)}までの組織の名称です。その日以後の日を入力してください。",
            f"“{unit.name}” was in use until {day(unit.valid_to, 'en')}. Enter that day or a later one.",
            "on",
        )
    return replace(unit, valid_from=on, valid_to=None, successor="")


def _taken(name: str) -> Refused:
    return Refused(
        f"「{name}」は既にあります。別の名称にするか、統合する場合は「廃止・引継ぎ」を使ってください。",
        f"“{name}” is there already. Choose another name, or abolish this unit in favour of that one.",
        "name",
    )
