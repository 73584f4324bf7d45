"""督促: note that divisions were reminded by letter, or remind them by mail."""

from collections.abc import Collection

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.errors import Refused
from tracker.domain.organisation import units_by_code
from tracker.domain.procedure import Unit
from tracker.mailing import MailServer
from tracker.storage import organisation, reminders
from tracker.storage.transactions import writing
from tracker.usecases.changing import check_unchanged
from tracker.usecases.inquiries.mail_letters import Delivery, Sending, deliver, log
from tracker.usecases.inquiries.see_inquiry import about_inquiry
from tracker.usecases.inquiries.write_letters import Letters, found_by, reminders_of


def note_reminders(engine: Engine, actor: Actor, number: int, codes: Collection[str], seen: int) -> tuple[Unit, ...]:
    """Count a reminder of each chosen division of which answers are missing; which these were.

    ``codes``: of divisions; ``seen``: the version of what was sent about the inquiry. Raises ``NotThere``,
    ``Conflict``, and ``Refused`` where none is left to be reminded.
    """
    with writing(engine) as connection:
        inquiry = found_by(connection, actor, number)
        check_unchanged(connection, about_inquiry(inquiry), seen)
        units = tuple(_chosen(connection, actor, number, codes, ""))
        reminders.add(connection, number, units, actor.at, actor.who, by_mail=False)
        log(connection, actor, Action.REMIND_DIVISIONS, inquiry, {"督促した所管課": units}, "文書等")
    return units


def mail_reminders(
    engine: Engine,
    actor: Actor,
    server: MailServer,
    number: int,
    codes: Collection[str],
    seen: int,
    municipality: str = "",
) -> Delivery:
    """Send 督促文 to each chosen division; those that it reached are counted as reminded. Raises as above."""

    def letters(connection: Connection) -> Letters:
        return _chosen(connection, actor, number, codes, municipality)

    def keep(connection: Connection, delivered: Collection[Unit]) -> None:
        reminders.add(connection, number, delivered, actor.at, actor.who, by_mail=True)

    return deliver(engine, actor, server, Sending(number, seen, Action.REMIND_DIVISIONS, letters, keep))


def _chosen(connection: Connection, actor: Actor, number: int, codes: Collection[str], municipality: str) -> Letters:
    units = units_by_code(organisation.load(connection))
    chosen = {units[code] for code in codes if code in units}
    letters = reminders_of(connection, found_by(connection, actor, number), actor, municipality, chosen)
    if not letters:
        raise Refused(
            "督促する所管課を、回答が済んでいない課から選んでください。",
            "Choose divisions of which answers are missing.",
            "division",
        )
    return letters
