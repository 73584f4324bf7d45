"""Which codes, names and places in the order are taken."""

import re

from sqlalchemy import Connection, func, select

from tracker.domain.procedure import Unit, code_key
from tracker.storage import organisation
from tracker.storage.schema import procedures

_OWN = re.compile(r"m-([0-9]{1,9})")


def is_taken(connection: Connection, code: str) -> bool:
    """Whether a procedure has this code, however it is written in width and case."""
    statement = select(func.count()).select_from(procedures).where(procedures.c.code_key == code_key(code))
    return connection.execute(statement).scalar_one() > 0


def proposed_code(connection: Connection) -> str:
    """The next of the codes M-001, M-002 and so on, for procedures that no list has numbered."""
    keys = connection.execute(select(procedures.c.code_key).where(procedures.c.code_key.startswith("m-"))).scalars()
    numbers = [int(match[1]) for key in keys if (match := _OWN.fullmatch(key))]
    return f"M-{max(numbers, default=0) + 1:03}"


def namesake(connection: Connection, unit: Unit, name: str, besides: str) -> str | None:
    """The code of a procedure of this division with this name that has not been abolished; None without one."""
    statement = (
        select(procedures.c.code)
        .where(procedures.c.division_id == organisation.division_ids(connection).get(unit))
        .where(procedures.c.name == name, procedures.c.abolished_on.is_(None), procedures.c.code != besides)
        .order_by(procedures.c.position, procedures.c.id)
    )
    found: str | None = connection.execute(statement).scalar()
    return found


def last_position(connection: Connection) -> int:
    """The last place in the order of the catalogue; 0 in an empty one."""
    found: int = connection.execute(select(func.coalesce(func.max(procedures.c.position), 0))).scalar_one()
    return found
