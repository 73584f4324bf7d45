"""What people do to a catalogue in the course of a year, each a step that is taken on a day: for stories in tests.

Every step goes through the use case that its page goes through, in the name of whoever does it there, on that day.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Engine

from tests.people import actor
from tests.usecases.asking import ask
from tests.usecases.files import IDENTIFIERS, catalogue_file
from tracker.domain import reorganising
from tracker.domain.account import Actor, Role
from tracker.domain.catalogue import Entry, entry_of
from tracker.domain.cataloguing import Particulars, particulars_of
from tracker.domain.fiscal import local_day, parse_planned
from tracker.domain.inquiry import Whom
from tracker.domain.policy import Target
from tracker.domain.procedure import AnnualVolume, Plan, Procedure, Unit
from tracker.domain.recording import Statement
from tracker.domain.report.document import Paper
from tracker.domain.report.draft import Wording
from tracker.domain.report.material import Municipality
from tracker.domain.status import OnlineStatus
from tracker.storage import procedures
from tracker.storage.transactions import reading
from tracker.usecases.answers.answer_unchanged import answer_unchanged
from tracker.usecases.answers.correct_record import correct_record
from tracker.usecases.answers.look_at_kept import look_at_kept
from tracker.usecases.answers.record_plan import record_plan
from tracker.usecases.answers.record_status import record_status
from tracker.usecases.answers.withdraw_record import withdraw_record
from tracker.usecases.catalogue.import_catalogue import Options, import_catalogue
from tracker.usecases.changing import Seen
from tracker.usecases.confirmation.awaiting_confirmation import awaiting_confirmation
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.confirmation.deciding import Chosen
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.reports.edit_paper import edit_paper, editable_paper
from tracker.usecases.settings.edit_organisation import edit_organisation
from tracker.usecases.settings.edit_procedure import create_procedure, edit_procedure
from tracker.usecases.settings.end_procedure import abolition, end_procedure, merger
from tracker.usecases.settings.save_policy import known_policies, save_policy
from tracker.usecases.settings.see_organisation import see_organisation

KATSUSHIKA = Municipality("葛飾区", "131229")
ADDRESS = "https://www.example.lg.jp/shinsei"


class Now(NamedTuple):
    """When and where a step is taken: ten o'clock in Japan. ``folder`` is for files to take in."""

    engine: Engine
    today: date
    folder: Path

    @property
    def at(self) -> datetime:
        return datetime.combine(self.today, time(1), UTC)

    @property
    def dx(self) -> Actor:
        return actor(login="dx", name="推進 三郎", at=self.at)


Step = Callable[[Now], object]


_STATED = ("code", "name", "division", "online_status", "legal_basis", "annual_cases", "volume_fiscal_year")


def takes_in(path: Path) -> Step:
    """The DX team takes a file in."""
    return lambda now: _accepted(now, path)


def counts_arrive(year: int, **columns: Callable[[Procedure], int | None]) -> Step:
    """A file with a year's counts, of every procedure for which a function gives one."""

    def step(now: Now) -> None:
        rows = [
            replace(entry_of(item, year, now.today), volume_fiscal_year=year, **{name: of(item)})
            for item in _catalogue(now)
            for name, of in columns.items()
            if of(item) is not None
        ]
        _accepted(now, _file(now, rows, {*_STATED, *columns}))

    return step


def states(code: str, status: OnlineStatus, since: str, **said: Any) -> Step:
    """The division records a status."""

    def step(now: Now) -> None:
        editor, seen = _looked_at(now, code)
        record_status(now.engine, [seen], _statement(status, since, said), editor)

    return step


def corrects(code: str, status: OnlineStatus, since: str, reason: str, **said: Any) -> Step:
    """The division states anew what it stated last."""

    def step(now: Now) -> None:
        editor, seen = _looked_at(now, code)
        correct_record(now.engine, seen, _last_number(now, code), _statement(status, since, said), reason, editor)

    return step


def withdraws(code: str, reason: str) -> Step:
    """The division takes back what it stated last."""

    def step(now: Now) -> None:
        editor, seen = _looked_at(now, code)
        withdraw_record(now.engine, seen, _last_number(now, code), reason, editor)

    return step


def plans(code: str, when: str) -> Step:
    """The division says when the procedure is to go online."""

    def step(now: Now) -> None:
        editor, seen = _looked_at(now, code)
        record_plan(now.engine, seen, Plan(parse_planned(when)), editor)

    return step


def asks(due_on: str, whom: Whom = Whom.ALL) -> Step:
    """The DX team asks how procedures stand."""

    def step(now: Now) -> None:
        ask(now.engine, now.at, date.fromisoformat(due_on), whom=whom, reference_on=now.today.replace(day=1))

    return step


def everybody_answers(now: Now) -> None:
    """Every division says that nothing has changed."""
    for item in _catalogue(now):
        editor, seen = _looked_at(now, item.code)
        answer_unchanged(now.engine, [seen], editor)


def confirms(*codes: str) -> Step:
    """The DX team confirms what awaits confirmation of these procedures."""

    def step(now: Now) -> None:
        items = awaiting_confirmation(now.engine, now.today, 100).items
        chosen = [
            Chosen(each.waiting.procedure.code, each.waiting.record.number, each.version)
            for each in items
            if each.waiting.procedure.code in codes
        ]
        assert len(chosen) == len(codes)
        confirm_records(now.engine, now.dx, chosen)

    return step


def describes(code: str, **particulars: Any) -> Step:
    """The DX team describes a procedure anew."""

    def step(now: Now) -> None:
        wanted = replace(particulars_of(_found(now, code)), **particulars)
        edit_procedure(now.engine, now.dx, code, wanted, _version(now, code))

    return step


def creates(code: str, name: str, unit: Unit, since: str, *volumes: AnnualVolume) -> Step:
    """The DX team takes a procedure into the catalogue."""
    wanted = Particulars(name, unit, volumes=volumes)
    return lambda now: create_procedure(now.engine, now.dx, code, wanted, date.fromisoformat(since))


def abolishes(code: str, on: str) -> Step:
    """The DX team notes that a procedure ends."""
    return lambda now: end_procedure(
        now.engine, now.dx, abolition(code, date.fromisoformat(on), "制度の廃止"), {code: _version(now, code)}
    )


def merges(code: str, into: str, on: str) -> Step:
    """The DX team merges a procedure into another, which takes its cases over."""
    wanted = merger(code, into, date.fromisoformat(on), "様式の統一", add_cases=True)
    return lambda now: end_procedure(now.engine, now.dx, wanted, {each: _version(now, each) for each in (code, into)})


def renames(unit: Unit, name: str, on: str) -> Step:
    """The DX team gives a division its new name."""

    def step(now: Now) -> None:
        units = see_organisation(now.engine)
        (code,) = (
            division.code
            for department in units.organisation
            for division in department.divisions
            if (department.name, division.name) == unit
        )
        rename = lambda situation: reorganising.rename_division(situation, code, name, date.fromisoformat(on))  # noqa: E731
        edit_organisation(now.engine, now.dx, "組織改正", rename, units.version)

    return step


def decides(valid_from: str, target: Target, **changed: Any) -> Step:
    """The DX team stores a policy: the last one with another target to come, and with what changes."""

    def step(now: Now) -> None:
        known = known_policies(now.engine)
        last = known.policies[-1]
        wanted = replace(last, valid_from=date.fromisoformat(valid_from), targets=(*last.targets, target), **changed)
        save_policy(now.engine, now.dx, wanted, known.version, correcting=False)

    return step


def writes(month: str, paper: Paper, texts: dict[str, str] | None = None, **lines: str) -> Step:
    """The DX team fills in the title block of a paper and words its sentences."""

    def step(now: Now) -> None:
        wanted = _month(month)
        seen = editable_paper(now.engine, now.dx, wanted, paper, KATSUSHIKA)
        wordings = {key: Wording(text) for key, text in (texts or {}).items()}
        draft = replace(seen.draft, wordings={**seen.draft.wordings, **wordings}, **lines)
        edit_paper(now.engine, now.dx, wanted, paper, draft, seen.version)

    return step


def closes(month: str, reason: str = "") -> Step:
    """The DX team closes a month."""
    return lambda now: close_month(now.engine, now.dx, _month(month), reason, KATSUSHIKA)


def percent(number: int) -> Fraction:
    """A share."""
    return Fraction(number, 100)


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def _statement(status: OnlineStatus, since: str, said: dict[str, Any]) -> Statement:
    return Statement(status, date.fromisoformat(since), **{"url": ADDRESS, **said})


def _catalogue(now: Now) -> list[Procedure]:
    with reading(now.engine) as connection:
        return [item for item in procedures.everything(connection) if item.is_active(now.today)]


def _found(now: Now, code: str) -> Procedure:
    return look_at_kept(now.engine, now.dx, [code])[0].procedure


def _version(now: Now, code: str) -> int:
    return look_at_kept(now.engine, now.dx, [code])[0].seen.version


def _last_number(now: Now, code: str) -> int:
    return max(record.number for record in _found(now, code).records)


def _looked_at(now: Now, code: str) -> tuple[Actor, Seen]:
    """Somebody of the division in charge, and what they see."""
    unit = _found(now, code).unit
    editor = actor(Role.EDITOR, unit, login="editor", name="所管 花子", at=now.at)
    return editor, look_at_kept(now.engine, editor, [code])[0].seen


def _file(now: Now, rows: list[Entry], columns: set[str]) -> Path:
    return catalogue_file(now.folder, rows, without=set(IDENTIFIERS) - columns, name=f"{local_day(now.at)}.csv")


def _accepted(now: Now, path: Path) -> None:
    outcome = import_catalogue(now.engine, path, Options(), now.at, "推進 三郎")
    assert outcome.accepted, outcome.problems
