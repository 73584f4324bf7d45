"""The status and the plan of a returned row: which statement they make, from when on, or what has to be asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeVar

from tracker.domain.errors import Refused
from tracker.domain.fiscal import parse_day, parse_planned
from tracker.domain.procedure import Barrier, Plan
from tracker.domain.recording import Statement
from tracker.domain.reply.form import channels_in, stated_last
from tracker.domain.reply.reading import Cell, Row
from tracker.domain.reply.steps import Corrected, Planned, Recorded, Step
from tracker.domain.status import OnlineStatus, Scope, StatusRecord
from tracker.domain.vocabulary import name_of

STATUS_CELLS = ("online_status", "online_on", "online_scope", "channels", "url", "note", "legal_basis")
PLAN_CELLS = ("planned_for", "barrier", "comment")
_ONLINE = (OnlineStatus.IMPLEMENTED, OnlineStatus.PARTIAL)
Code = TypeVar("Code", bound=Enum)


@dataclass(frozen=True, slots=True)
class Days:
    """``today``, and as of which day a reply states what it gives no day for: ``as_of``."""

    today: date
    as_of: date


def is_new(row: Row, identifiers: Iterable[str]) -> bool:
    """Whether any of these cells is to be stored anew."""
    return any(row.cells[identifier].is_new for identifier in identifiers)


def steps_of(row: Row, days: Days) -> list[Step]:
    """What is to be stored of the status and the plan. Raises ``Refused`` with the identifier of a cell."""
    steps: list[Step] = []
    if is_new(row, STATUS_CELLS):
        steps.append(_status_step(row, days))
    if is_new(row, PLAN_CELLS):
        steps.append(Planned(_plan(row.cells)))
    return steps


def _status_step(row: Row, days: Days) -> Step:
    cells = row.cells
    if not cells["online_status"].target:
        raise Refused("オンライン化状況を選んでください。", "Choose the status.", "online_status")
    if cells["legal_basis"].is_new and not cells["legal_basis"].target:
        raise Refused(
            "根拠法令等は、空欄にはできません。正しい法令等を記入してください。",
            "The legal basis cannot be emptied. Enter the right one.",
            "legal_basis",
        )
    status = _code(OnlineStatus, cells["online_status"].target)
    stated = stated_last(row.procedure, days.today)
    begins = _begins(cells, status) or _as_of(stated, days)
    statement = _statement(cells, status, begins)
    if stated is not None and (_contradicts(stated, begins) or _corrects_beginning(cells, status)):
        return Corrected(stated.number, statement)
    return Recorded(statement)


def _begins(cells: Mapping[str, Cell], status: OnlineStatus) -> date | None:
    """The day that the row gives for what is new about the status; None where it gives none."""
    cell, has_changed = cells["online_on"], cells["online_status"].is_new
    name = name_of(status)
    if status not in _ONLINE:
        if cell.is_new and cell.target:
            raise Refused(
                f"「{name}」なのに、オンライン開始日があります。これから始める場合は、ここを空欄にして予定時期に記入してください。",
                f"A day is given although the status is {name_of(status, 'en')}. What is to come belongs to the plan.",
                "online_on",
            )
        return None
    if not cell.target:
        if has_changed or cell.is_new:
            raise Refused(
                f"「{name}」になった日（オンラインで受け付けた最初の日）を記入してください。",
                f"Enter since when it has been “{name_of(status, 'en')}”.",
                "online_on",
            )
        return None
    if has_changed and not cell.is_new and cell.choice is None:
        raise Refused(
            f"状況を「{name}」に変えていますが、オンライン開始日は作成時のままです。「{name}」になった日を確かめてください。",
            f"The status is new (“{name_of(status, 'en')}”), but not the day on which it began. Find out the day.",
            "online_on",
        )
    return parse_day(cell.target) if has_changed or cell.is_new else None


def _as_of(stated: StatusRecord | None, days: Days) -> date:
    """Without a day, it is stated as of the reference date, but not for a time before what was stated last."""
    earliest = stated.effective_on if stated else None
    return max(days.as_of, earliest) if earliest else days.as_of


def _contradicts(stated: StatusRecord, begins: date) -> bool:
    """Whether what was stated last would hold on, beginning later, though something else is stated now."""
    return stated.effective_on is not None and begins < stated.effective_on


def _corrects_beginning(cells: Mapping[str, Cell], status: OnlineStatus) -> bool:
    return status in _ONLINE and cells["online_on"].is_new and not cells["online_status"].is_new


def _statement(cells: Mapping[str, Cell], status: OnlineStatus, begins: date) -> Statement:
    scope = cells["online_scope"].target if status in _ONLINE else ""
    return Statement(
        status,
        begins,
        _code(Scope, scope) if scope else None,
        channels_in(cells["channels"].target),
        cells["url"].target,
        cells["note"].target,
        cells["legal_basis"].target,
    )


def _plan(cells: Mapping[str, Cell]) -> Plan:
    planned, barrier = cells["planned_for"].target, cells["barrier"].target
    return Plan(
        parse_planned(planned) if planned else None,
        _code(Barrier, barrier) if barrier else None,
        cells["comment"].target,
    )


def _code(codes: type[Code], name: str) -> Code:
    """The code with this name."""
    return next(code for code in codes if name_of(code) == name)
