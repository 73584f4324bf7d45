"""Which procedures are on a page of a list.

Pages are found by the last row of the one before (keyset), so the last page is as fast as the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select, true, tuple_

from tracker.domain.organisation import View
from tracker.domain.path import Candidate
from tracker.domain.policy import PartialTreatment, Policy
from tracker.domain.selection import Order, Selection
from tracker.domain.status import OnlineStatus
from tracker.storage import moves
from tracker.storage.schema import (
    departments,
    divisions,
    placements,
    procedure_themes,
    procedures,
    status_intervals,
)

EVERYTHING = Selection()

_ORDERS: dict[Order, tuple[ColumnElement[Any], ...]] = {
    Order.CATALOGUE: (procedures.c.position, procedures.c.id),
    Order.DIVISION: (departments.c.position, divisions.c.position, procedures.c.position, procedures.c.id),
    Order.CASES: (placements.c.order_cases, placements.c.procedure_id),
    Order.CODE: (procedures.c.code, procedures.c.id),
    Order.PRIORITY: (placements.c.step, placements.c.order_cases, procedures.c.code, procedures.c.id),
}
PLACE_TYPES: dict[Order, tuple[type, ...]] = {
    order: tuple(key.type.python_type for key in keys) for order, keys in _ORDERS.items()
}
"""Of what types a place in each order is made."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a list is seen by: a day, the policy valid then with its id, and which organisation."""

    as_of: date
    policy: Policy
    policy_id: int
    view: View = View.NOW


@dataclass(frozen=True, slots=True)
class Page:
    """Ids in order; ``total`` of the whole selection; where the pages before and after begin, None at the ends."""

    ids: Sequence[int]
    total: int
    before: tuple[Any, ...] | None
    after: tuple[Any, ...] | None


def page(
    connection: Connection,
    basis: Basis,
    selection: Selection,
    order: Order,
    size: int,
    *,
    after: Sequence[Any] | None = None,
    before: Sequence[Any] | None = None,
) -> Page:
    """The page of at most ``size`` procedures that follows (or precedes) a place in the order."""
    keys = _ORDERS[order]
    total = connection.execute(_selected(basis, selection).with_only_columns(func.count())).scalar_one()
    statement = _selected(basis, selection, order).with_only_columns(procedures.c.id, *keys).limit(size + 1)
    if before is not None:
        statement = statement.where(tuple_(*keys) < tuple_(*before)).order_by(*(key.desc() for key in keys))
    else:
        statement = statement.order_by(*keys)
        if after is not None:
            statement = statement.where(tuple_(*keys) > tuple_(*after))
    rows = connection.execute(statement).all()
    more = len(rows) > size
    rows = rows[:size]
    has_before, has_after = after is not None and bool(rows), more
    if before is not None:
        rows = rows[::-1]
        has_before, has_after = more, bool(rows)
    return Page(
        [row.id for row in rows],
        total,
        tuple(rows[0][1:]) if has_before else None,
        tuple(rows[-1][1:]) if has_after else None,
    )


def first_ids(connection: Connection, basis: Basis, selection: Selection, order: Order, size: int) -> Sequence[int]:
    """The ids of the first page, without counting the rest."""
    statement = _selected(basis, selection, order).with_only_columns(procedures.c.id)
    return connection.execute(statement.order_by(*_ORDERS[order]).limit(size)).scalars().all()


def all_ids(connection: Connection, basis: Basis, selection: Selection, order: Order) -> Sequence[int]:
    """The ids of the whole selection in order."""
    statement = _selected(basis, selection, order).with_only_columns(procedures.c.id).order_by(*_ORDERS[order])
    return connection.execute(statement).scalars().all()


def largest_candidates(connection: Connection, basis: Basis, cases: int) -> list[Candidate]:
    """The largest candidates, as many as it takes to gain ``cases``, with all that are as large as the last of them.

    Read in the order of an index and no further than needed; all of them where they do not suffice.
    """
    statement = _candidates(basis).with_only_columns(procedures.c.code, placements.c.cases)
    found: list[Candidate] = []
    gained = 0
    ordered = statement.order_by(placements.c.order_cases).execution_options(yield_per=200)
    with connection.execute(ordered) as rows:
        for code, count in rows:
            if gained >= cases and (not found or count < found[-1].cases):
                break
            found.append(Candidate(code, count))
            gained += count
    return found


def cases_to_gain(connection: Connection, basis: Basis, within: Selection = EVERYTHING) -> int:
    """The cases of everything in a selection that can still go online and has its cases counted."""
    statement = _candidates(basis, within).with_only_columns(func.coalesce(func.sum(placements.c.cases), 0))
    return int(connection.execute(statement).scalar_one())


def _candidates(basis: Basis, within: Selection = EVERYTHING) -> Select[Any]:
    return _selected(basis, replace(within, to_do=True, counted=True))


def _selected(basis: Basis, selection: Selection, order: Order = Order.CATALOGUE) -> Select[Any]:
    """The procedures of a selection, joined with no more than it or the order asks for: every row pays for a join."""
    found = (
        select(procedures.c.id)
        .where(procedures.c.active_from <= basis.as_of)
        .where(or_(procedures.c.abolished_on.is_(None), procedures.c.abolished_on > basis.as_of))
        .where(*_conditions(basis, selection))
    )
    placed = _placed(selection)
    if placed or order in (Order.CASES, Order.PRIORITY):
        placement = and_(placements.c.procedure_id == procedures.c.id, placements.c.policy_id == basis.policy_id)
        found = found.join_from(procedures, placements, placement).where(*placed)
    if order is Order.DIVISION:
        found = found.join_from(procedures, divisions, _in_charge(basis) == divisions.c.id).join(departments)
    return found


def _conditions(basis: Basis, selection: Selection) -> list[ColumnElement[bool]]:
    """What a selection asks of the procedure itself and of its record in force."""
    found: list[ColumnElement[bool]] = [_has_word(word) for word in selection.search_words]
    if selection.department is not None or selection.division is not None:
        units = select(divisions.c.id).join(departments)
        if selection.department is not None:
            units = units.where(departments.c.name == selection.department)
        if selection.division is not None:
            units = units.where(divisions.c.name == selection.division)
        found.append(_in_charge(basis).in_(units))
    if selection.theme is not None:
        of_theme = select(procedure_themes.c.procedure_id).where(procedure_themes.c.theme == selection.theme.value)
        found.append(procedures.c.id.in_(of_theme))
    if selection.status is not None:
        holds = _holds(basis, status_intervals.c.status == selection.status.value)
        nothing_said = ~_holds(basis, true())
        found.append(or_(holds, nothing_said) if selection.status is OnlineStatus.NOT_IMPLEMENTED else holds)
    if selection.designated is not None:
        found.append(procedures.c.designated.is_(selection.designated))
    if selection.to_do:
        settled = or_(_is_online(basis.policy), status_intervals.c.status == OnlineStatus.EXEMPT.value)
        found.append(~_holds(basis, settled))
    return found


def _placed(selection: Selection) -> list[ColumnElement[bool]]:
    """What a selection asks of the verdict of the rule."""
    found: list[ColumnElement[bool]] = []
    if selection.step is not None:
        found.append(placements.c.step == selection.step.value)
    if selection.counted is not None:
        counted = placements.c.cases.is_not(None)
        found.append(counted if selection.counted else ~counted)
    if selection.many_cases is not None:
        found.append(placements.c.many_cases.is_(selection.many_cases))
    return found


def _holds(basis: Basis, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is a record in force that meets a condition."""
    return exists().where(
        status_intervals.c.procedure_id == procedures.c.id,
        status_intervals.c.valid_from <= basis.as_of,
        status_intervals.c.valid_to > basis.as_of,
        condition,
    )


def _has_word(word: str) -> ColumnElement[bool]:
    return procedures.c.search_key.contains(word, autoescape=True)


def _in_charge(basis: Basis) -> ColumnElement[int]:
    return moves.division_on(basis.as_of) if basis.view is View.THEN else procedures.c.division_id


def _is_online(policy: Policy) -> ColumnElement[bool]:
    """The record in force counts as online under the policy."""
    if policy.partial is PartialTreatment.COUNTED_WHOLE:
        return or_(status_intervals.c.is_online, status_intervals.c.is_partly_online)
    return status_intervals.c.is_online
