"""所属長と連絡先: to whom letters to each division are addressed, and where mail for it goes."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Details, Kind
from tracker.domain.contact import UNKNOWN, Contact, check
from tracker.domain.errors import NotThere
from tracker.domain.organisation import Organisation, units_by_code
from tracker.domain.procedure import Unit
from tracker.storage import audit, contacts, organisation
from tracker.storage.transactions import reading, writing
from tracker.usecases.changing import check_unchanged

CONTACTS = About(Kind.INQUIRY, "contacts")
"""All of them have one version."""


@dataclass(frozen=True, slots=True)
class ContactsSeen:
    """All units, ended ones included, and what is known of each division."""

    organisation: Organisation
    contacts: Mapping[Unit, Contact]
    version: int


def see_contacts(engine: Engine) -> ContactsSeen:
    """As they stand."""
    with reading(engine) as connection:
        version = audit.version_of(connection, CONTACTS)
        return ContactsSeen(organisation.load(connection), contacts.load(connection), version)


def edit_contacts(engine: Engine, actor: Actor, wanted: Mapping[str, Contact], seen: int) -> int:
    """Store what is known of divisions, by their codes; how many changed.

    Raises ``NotThere`` for an unknown code, ``Conflict``, and ``Refused``; then nothing is stored.
    """
    if actor.role is not Role.DX:
        raise NotThere
    for contact in wanted.values():
        check(contact)
    with writing(engine) as connection:
        check_unchanged(connection, CONTACTS, seen)
        units, known = units_by_code(organisation.load(connection)), contacts.load(connection)
        if not units.keys() >= wanted.keys():
            raise NotThere
        changed = {
            units[code]: contact for code, contact in wanted.items() if contact != known.get(units[code], UNKNOWN)
        }
        if changed:
            contacts.save(connection, changed)
            audit.append(connection, _act(actor, known, changed))
    return len(changed)


def _act(actor: Actor, known: Mapping[Unit, Contact], changed: Mapping[Unit, Contact]) -> Act:
    before, after = {}, {}
    for unit, contact in changed.items():
        place = " ".join(unit).strip()
        before[place], after[place] = _said(known.get(unit, UNKNOWN)), _said(contact)
        if known.get(unit, UNKNOWN).mail != contact.mail != "":
            after[place]["メールアドレス"] = "登録し直した" if before[place]["メールアドレス"] else "登録した"
    return Act(actor.at, actor.who, actor.origin, Action.EDIT_CONTACTS, "所属長と連絡先", before, after, (CONTACTS,))


def _said(contact: Contact) -> Details:
    """The address itself is not logged."""
    return {"職": contact.title, "氏名": contact.name, "メールアドレス": "登録あり" if contact.mail else ""}
