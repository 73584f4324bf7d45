"""依頼文 and 督促文 of an inquiry, as they read today."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import local_day
from tracker.domain.inquiry import Inquiry
from tracker.domain.letters import Letter, reminder_letters, request_letter
from tracker.domain.procedure import Unit
from tracker.storage import contacts, inquiries, procedures
from tracker.storage.transactions import reading
from tracker.usecases.inquiries.see_inquiry import found, waiting_for

Letters = Mapping[Unit, Letter]
"""The letter of each division, in 建制順."""


def write_request(engine: Engine, actor: Actor, number: int, municipality: str = "") -> Letter:
    """依頼文, the same for all divisions. Raises ``NotThere``."""
    with reading(engine) as connection:
        inquiry = found_by(connection, actor, number)
        return request_letter(inquiry, inquiries.subjects_of(connection, inquiry), municipality)


def write_reminders(engine: Engine, actor: Actor, number: int, municipality: str = "") -> Letters:
    """督促文 for every division of which answers are missing. Raises ``NotThere``, also where none is."""
    with reading(engine) as connection:
        letters = reminders_of(connection, found_by(connection, actor, number), actor, municipality)
    if not letters:
        raise NotThere
    return letters


def found_by(connection: Connection, actor: Actor, number: int) -> Inquiry:
    """The inquiry, for the DX team. Raises ``NotThere``."""
    if actor.role is not Role.DX:
        raise NotThere
    return found(connection, number)


def reminders_of(
    connection: Connection,
    inquiry: Inquiry,
    actor: Actor,
    municipality: str,
    units: Collection[Unit] | None = None,
) -> Letters:
    """The same on a connection. ``units``: only for these divisions, as far as answers of them are missing."""
    today = local_day(actor.at)
    waiting = waiting_for(procedures.all_as_stated(connection), inquiry, today)
    chosen = {unit: items for unit, items in waiting.items() if units is None or unit in units}
    return reminder_letters(inquiry, chosen, contacts.load(connection), today, municipality)
