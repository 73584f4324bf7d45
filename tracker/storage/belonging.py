"""What and who belongs to which division: procedures in charge, procedures shared, people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select

from tracker.domain.procedure import Unit
from tracker.storage import organisation
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


def move_people(connection: Connection, moves: Mapping[Unit, Unit], emptied: Collection[Unit]) -> list[str]:
    """Give the people of divisions that ended to those that carry on; the logins of everybody concerned."""
    ids = organisation.division_ids(connection)
    targets = {ids[old]: ids[new] for old, new in moves.items()}
    left = [*targets, *(ids[unit] for unit in emptied)]
    rows = connection.execute(select(account_divisions).where(account_divisions.c.division_id.in_(left))).all()
    if not rows:
        return []
    people = {row.account_id for row in rows}
    wanted = {(row.account_id, targets[row.division_id]) for row in rows if row.division_id in targets}
    held = connection.execute(select(account_divisions).where(account_divisions.c.account_id.in_(people)))
    new = wanted - {(row.account_id, row.division_id) for row in held}
    connection.execute(delete(account_divisions).where(account_divisions.c.division_id.in_(left)))
    if new:
        rows_to_add = [{"account_id": account, "division_id": division} for account, division in sorted(new)]
        connection.execute(insert(account_divisions), rows_to_add)
    return _logins(connection, accounts.c.id.in_(people))


def _division_ids(connection: Connection, units: Iterable[Unit]) -> list[int]:
    ids = organisation.division_ids(connection)
    return [ids[unit] for unit in units]


def _logins(connection: Connection, condition: ColumnElement[bool]) -> list[str]:
    found = connection.execute(select(accounts.c.login).where(condition).order_by(accounts.c.login_key))
    return list(found.scalars())
