"""Which procedures are on a page of a list.

Pages are found by the last row of the one before (keyset), so the last page is as fast as the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Connection, Select, and_, func, literal, or_, select, tuple_

from tracker.domain.organisation import View
from tracker.domain.path import Candidate
from tracker.domain.policy import ExemptTreatment, PartialTreatment, Policy
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
    statement = _selected(basis, selection).with_only_columns(procedures.c.id, *keys).limit(size + 1)
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


def all_ids(connection: Connection, basis: Basis, selection: Selection, order: Order) -> Sequence[int]:
    """The ids of the whole selection in order."""
    statement = _selected(basis, selection).with_only_columns(procedures.c.id).order_by(*_ORDERS[order])
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
    found = _selected(basis, replace(within, to_do=True))
    return found.where(placements.c.cases.is_not(None), _in_scope(basis.policy))


def _selected(basis: Basis, selection: Selection) -> Select[Any]:
    in_charge = moves.division_on(basis.as_of) if basis.view is View.THEN else procedures.c.division_id
    return (
        select(procedures.c.id)
        .join_from(procedures, divisions, in_charge == divisions.c.id)
        .join(departments)
        .join(
            placements,
            and_(placements.c.procedure_id == procedures.c.id, placements.c.policy_id == basis.policy_id),
        )
        .outerjoin(
            status_intervals,
            and_(
                status_intervals.c.procedure_id == procedures.c.id,
                status_intervals.c.valid_from <= basis.as_of,
                status_intervals.c.valid_to > basis.as_of,
            ),
        )
        .where(procedures.c.active_from <= basis.as_of)
        .where(or_(procedures.c.abolished_on.is_(None), procedures.c.abolished_on > basis.as_of))
        .where(*_conditions(basis, selection))
    )


def _conditions(basis: Basis, selection: Selection) -> list[ColumnElement[bool]]:
    status = func.coalesce(status_intervals.c.status, OnlineStatus.NOT_IMPLEMENTED.value)
    found: list[ColumnElement[bool]] = [
        procedures.c.search_key.contains(word, autoescape=True) for word in selection.search_words
    ]
    if selection.department is not None:
        found.append(departments.c.name == selection.department)
    if selection.division is not None:
        found.append(divisions.c.name == selection.division)
    if selection.theme is not None:
        of_theme = select(procedure_themes.c.procedure_id).where(procedure_themes.c.theme == selection.theme.value)
        found.append(procedures.c.id.in_(of_theme))
    if selection.status is not None:
        found.append(status == selection.status.value)
    if selection.step is not None:
        found.append(placements.c.step == selection.step.value)
    if selection.counted is not None:
        counted = placements.c.cases.is_not(None)
        found.append(counted if selection.counted else ~counted)
    if selection.designated is not None:
        found.append(procedures.c.designated.is_(selection.designated))
    if selection.many_cases is not None:
        found.append(placements.c.many_cases.is_(selection.many_cases))
    if selection.to_do:
        found += [~_is_online(basis.policy), status != OnlineStatus.EXEMPT.value]
    return found


def _is_online(policy: Policy) -> ColumnElement[bool]:
    """The record in force counts as online under the policy; no record does not."""
    online: ColumnElement[bool] = status_intervals.c.is_online
    if policy.partial is PartialTreatment.COUNTED_WHOLE:
        online = or_(online, status_intervals.c.is_partly_online)
    return func.coalesce(online, literal(False, Boolean))


def _in_scope(policy: Policy) -> ColumnElement[bool]:
    if policy.exempt is ExemptTreatment.IN_DENOMINATOR:
        return literal(True, Boolean)
    return func.coalesce(status_intervals.c.status, "") != OnlineStatus.EXEMPT.value
