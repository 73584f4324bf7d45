"""Letters of an inquiry by mail: said before it is done, so that nobody sends the same again, and with what came of it.

Mail is sent between two transactions: a slow server keeps nobody from writing.
"""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Act, Action
from tracker.domain.errors import Refused
from tracker.domain.inquiry import Inquiry
from tracker.domain.procedure import Unit
from tracker.domain.said_inquiry import subject_of
from tracker.exporting.letters import as_text
from tracker.mailing import Failure, MailServer, Message, send
from tracker.storage import audit, contacts
from tracker.storage.transactions import writing
from tracker.usecases.changing import check_unchanged
from tracker.usecases.inquiries.see_inquiry import DELIVERED, about_inquiry
from tracker.usecases.inquiries.write_letters import Letters, found_by


class Sending(NamedTuple):
    """What is sent: about which inquiry in which version, to whom, and what is stored of those that it reached."""

    number: int
    seen: int
    action: Action
    letters: Callable[[Connection], Letters]
    keep: Callable[[Connection, Collection[Unit]], None]


class Delivery(NamedTuple):
    """Which divisions a letter reached, which not and why, and of which no address is known."""

    delivered: tuple[Unit, ...]
    failed: Mapping[Unit, Failure]
    without_address: tuple[Unit, ...]


def deliver(engine: Engine, actor: Actor, server: MailServer, sending: Sending) -> Delivery:
    """Send every letter to the address of its division.

    Raises ``NotThere``, ``Conflict``, and ``Refused`` where no address is known; then nothing is sent.
    """
    with writing(engine) as connection:
        inquiry = found_by(connection, actor, sending.number)
        check_unchanged(connection, about_inquiry(inquiry), sending.seen)
        letters, heads = sending.letters(connection), contacts.load(connection)
        addresses = {unit: heads[unit].mail for unit in letters if unit in heads and heads[unit].mail}
        if not addresses:
            raise Refused(
                "選んだ所管課のメールアドレスが登録されていません。「所属長と連絡先」に登録してください。",
                "No address of these divisions is known. Enter them under “Heads and addresses”.",
                "division",
            )
        log(connection, actor, sending.action, inquiry, {"送信する所管課": tuple(addresses)}, "メール")
    messages = [Message(address, letters[unit].title, as_text(letters[unit])) for unit, address in addresses.items()]
    results = dict(zip(addresses, send(server, messages, actor.at), strict=True))
    failed = {unit: failure for unit, failure in results.items() if failure is not None}
    delivered = tuple(unit for unit in results if unit not in failed)
    with writing(engine) as connection:
        sending.keep(connection, delivered)
        said = {DELIVERED: delivered, "送信できなかった所管課": tuple(failed)}
        log(connection, actor, sending.action, inquiry, said, "メール")
    return Delivery(delivered, failed, tuple(unit for unit in letters if unit not in addresses))


def log(
    connection: Connection,
    actor: Actor,
    action: Action,
    inquiry: Inquiry,
    said: Mapping[str, Collection[Unit]],
    by: str,
) -> None:
    """Divisions by their names; addresses are not logged."""
    named = {heading: [" ".join(unit).strip() for unit in units] for heading, units in said.items() if units}
    after = {"方法": by, **named}
    about = (about_inquiry(inquiry),)
    audit.append(connection, Act(actor.at, actor.who, actor.origin, action, subject_of(inquiry), {}, after, about))
