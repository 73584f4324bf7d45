"""所属長 of divisions, with the addresses to which mail for them goes."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from tracker.domain.contact import UNKNOWN, Contact
from tracker.domain.procedure import Unit
from tracker.storage import organisation
from tracker.storage.schema import departments, division_contacts, divisions


def load(connection: Connection) -> dict[Unit, Contact]:
    """Of every division of which anything is known."""
    statement = (
        select(departments.c.name, divisions.c.name, division_contacts)
        .join_from(division_contacts, divisions, division_contacts.c.division_id == divisions.c.id)
        .join(departments, divisions.c.department_id == departments.c.id)
    )
    return {
        (department, division): Contact(title, name, mail)
        for department, division, _id, title, name, mail in connection.execute(statement)
    }


def save(connection: Connection, contacts: Mapping[Unit, Contact]) -> None:
    """Store what is known of these divisions now; of one of which nothing is known there is no row."""
    ids = organisation.division_ids(connection)
    rows = [
        {"division_id": ids[unit], "title": contact.title, "name": contact.name, "mail": contact.mail}
        for unit, contact in contacts.items()
        if contact != UNKNOWN
    ]
    concerned = [ids[unit] for unit in contacts]
    connection.execute(delete(division_contacts).where(division_contacts.c.division_id.in_(concerned)))
    if rows:
        connection.execute(insert(division_contacts), rows)


def hand_over(connection: Connection, moves: Mapping[Unit, Unit]) -> None:
    """Where a division carries on what another did and nothing is known of it, what was known of the other holds."""
    known = load(connection)
    inherited: dict[Unit, Contact] = {}
    for old, new in moves.items():
        if old in known and new not in known:
            inherited.setdefault(new, known[old])
    save(connection, inherited)
