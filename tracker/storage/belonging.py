"""What and who belongs to which division: procedures in charge, procedures shared, people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select

from tracker.domain.procedure import Procedure, Unit
from tracker.domain.reorganising import Holding
from tracker.storage import organisation
from tracker.storage.procedures import by_ids
from tracker.storage.schema import account_divisions, accounts, departments, divisions, procedures


@dataclass(frozen=True, slots=True)
class Belongings:
    """How many procedures a division is in charge of, how many it shares, how many accounts it has."""

    procedures: int = 0
    shared: int = 0
    people: int = 0

    @property
    def has_procedures(self) -> bool:
        """Whether any procedure names the division, abolished ones included."""
        return bool(self.procedures or self.shared)


def belongings(connection: Connection) -> dict[Unit, Belongings]:
    """Of every division that has anything; abolished procedures count."""
    columns = (procedures.c.division_id, procedures.c.second_division_id, account_divisions.c.division_id)
    counted: dict[Unit, list[int]] = defaultdict(lambda: [0, 0, 0])
    for place, column in enumerate(columns):
        statement = (
            select(departments.c.name, divisions.c.name, func.count())
            .select_from(divisions)
            .join(departments, divisions.c.department_id == departments.c.id)
            .join(column.table, column == divisions.c.id)
            .group_by(divisions.c.id, departments.c.name, divisions.c.name)
        )
        for department, division, number in connection.execute(statement):
            counted[department, division][place] = number
    return {unit: Belongings(*numbers) for unit, numbers in counted.items()}


def ids_of_units(connection: Connection, units: Collection[Unit]) -> Sequence[int]:
    """The ids of the procedures that divisions are in charge of or share, in the order of the catalogue."""
    ids = _division_ids(connection, units)
    of_these = or_(procedures.c.division_id.in_(ids), procedures.c.second_division_id.in_(ids))
    statement = select(procedures.c.id).where(of_these).order_by(procedures.c.position, procedures.c.id)
    return connection.execute(statement).scalars().all()


def by_division(connection: Connection, units: Collection[Unit] | None = None) -> list[Procedure]:
    """The procedures that divisions are in charge of or share, None for all, in 建制順 of the divisions in charge.

    As many statements for ten thousand as for one.
    """
    chosen = select(procedures.c.id)
    if units is not None:
        ids = _division_ids(connection, units)
        chosen = chosen.where(or_(procedures.c.division_id.in_(ids), procedures.c.second_division_id.in_(ids)))
    loaded = by_ids(connection, chosen)
    ordered = (
        chosen.join(divisions, procedures.c.division_id == divisions.c.id)
        .join(departments, divisions.c.department_id == departments.c.id)
        .order_by(departments.c.position, divisions.c.position, procedures.c.position, procedures.c.id)
    )
    return [loaded[id_] for id_ in connection.execute(ordered).scalars()]


def move_people(connection: Connection, heirs: Mapping[Unit, Sequence[Unit]], emptied: Collection[Unit]) -> list[str]:
    """Give the people of a division to every one that has a part of it now; the logins of everybody concerned."""
    ids = organisation.division_ids(connection)
    targets = {ids[old]: {ids[unit] for unit in units} for old, units in heirs.items()}
    left = {old for old, units in targets.items() if old not in units} | {ids[unit] for unit in emptied}
    concerned = account_divisions.c.division_id.in_([*targets, *left])
    rows = connection.execute(select(account_divisions).where(concerned)).all()
    wanted = {(row.account_id, new) for row in rows for new in targets.get(row.division_id, ())}
    connection.execute(delete(account_divisions).where(account_divisions.c.division_id.in_(left)))
    held = {(row.account_id, row.division_id) for row in connection.execute(select(account_divisions))}
    new = sorted(wanted - held)
    if new:
        values = [{"account_id": account, "division_id": division} for account, division in new]
        connection.execute(insert(account_divisions), values)
    people = {row.account_id for row in rows if row.division_id in left} | {account for account, _division in new}
    return _logins(connection, accounts.c.id.in_(people))


def holdings(connection: Connection) -> dict[Unit, list[Holding]]:
    """The procedures of every division that has any, in the order of the catalogue; those that it shares, too."""
    found: dict[Unit, list[Holding]] = defaultdict(list)
    for column in (procedures.c.division_id, procedures.c.second_division_id):
        statement = (
            select(departments.c.name, divisions.c.name, procedures.c.code, procedures.c.abolished_on)
            .join_from(procedures, divisions, column == divisions.c.id)
            .join(departments, divisions.c.department_id == departments.c.id)
            .order_by(procedures.c.position, procedures.c.id)
        )
        for department, division, code, abolished_on in connection.execute(statement):
            in_charge = column is procedures.c.division_id
            found[department, division].append(Holding(code, abolished_on is None, in_charge))
    return dict(found)


def _division_ids(connection: Connection, units: Iterable[Unit]) -> list[int]:
    ids = organisation.division_ids(connection)
    return [ids[unit] for unit in units]


def _logins(connection: Connection, condition: ColumnElement[bool]) -> list[str]:
    found = connection.execute(select(accounts.c.login).where(condition).order_by(accounts.c.login_key))
    return list(found.scalars())
