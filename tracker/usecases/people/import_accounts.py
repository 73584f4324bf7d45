"""Register everybody on a list, each with a printed code, or nobody."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine

from tracker.domain.account import Account, Actor, login_key
from tracker.domain.fiscal import local_day
from tracker.domain.organisation import Organisation
from tracker.domain.staff import LOGIN
from tracker.importing.apart import SMALL, apart
from tracker.importing.problem import CannotReadOn, Problem, shown
from tracker.importing.staff import Listed, StaffReading, read_staff
from tracker.storage import accounts, organisation
from tracker.storage.transactions import reading, writing
from tracker.usecases.people.create_account import already_taken
from tracker.usecases.people.one_time_keys import Issued, issue_codes
from tracker.usecases.people.storing_accounts import add_account


@dataclass(frozen=True, slots=True)
class Outcome:
    """Why a list was refused, or the codes of everybody who was registered."""

    problems: tuple[Problem, ...]
    issued: tuple[Issued, ...] = ()


def import_accounts(engine: Engine, actor: Actor, path: Path) -> Outcome:
    """Take a list in, all of it or nothing."""
    with reading(engine) as connection:
        known = organisation.load(connection)
    found = _read(path, known, local_day(actor.at))
    with writing(engine) as connection:
        taken = _taken(connection, found.people)
        if found.problems or taken:
            return Outcome(tuple(sorted([*found.problems, *taken], key=lambda problem: problem.row or 0)))
        people = [add_account(connection, actor, person.account) for person in found.people]
        return Outcome((), issue_codes(connection, actor, people))


def _read(path: Path, known: Organisation, today: date) -> StaffReading:
    try:
        return apart(read_staff, path, known, today, limits=SMALL)
    except CannotReadOn as stop:
        return StaffReading((), (stop.problem,))


def _taken(connection: Connection, people: tuple[Listed, ...]) -> list[Problem]:
    """Staff IDs on the list that somebody has already."""
    registered = {login_key(account.login): account for account in accounts.everybody(connection)}
    found = ((person, registered.get(login_key(person.account.login))) for person in people)
    return [_problem(person, account) for person, account in found if account is not None]


def _problem(person: Listed, account: Account) -> Problem:
    refused = already_taken(account)
    advice = "登録済みの職員は一覧から除き、内容は画面で変更してください。"
    return Problem(
        person.row,
        LOGIN,
        shown(person.account.login),
        f"{refused.ja}{advice}",
        f"{refused.en} Leave those out who are registered; change them on their page.",
    )
