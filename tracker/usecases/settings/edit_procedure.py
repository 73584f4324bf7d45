"""Take a procedure into the catalogue, or describe one anew."""

from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.cataloguing import Flaw, Particulars, WrongProcedure, created, described
from tracker.domain.errors import Refused
from tracker.domain.fiscal import local_day
from tracker.domain.organisation import division_of
from tracker.domain.procedure import Procedure
from tracker.storage import numbering, organisation
from tracker.storage.saving import Change
from tracker.usecases.settings import catalogue_changes as changes
from tracker.usecases.settings.catalogue_changes import Decide, Decision, Preview


def preview_creation(engine: Engine, actor: Actor, code: str, wanted: Particulars, active_from: date) -> Preview:
    """What taking a procedure in would do to the figures."""
    return changes.preview(engine, actor, _creation(code, wanted, active_from))


def create_procedure(engine: Engine, actor: Actor, code: str, wanted: Particulars, active_from: date) -> Procedure:
    """Take a procedure in. ``code`` "" takes the next free one. Raises ``WrongProcedure``."""
    return changes.store(engine, actor, _creation(code, wanted, active_from), {})


def preview_edit(engine: Engine, actor: Actor, code: str, wanted: Particulars) -> Preview:
    """What describing a procedure anew would do to the figures."""
    return changes.preview(engine, actor, _edit(code, wanted))


def edit_procedure(engine: Engine, actor: Actor, code: str, wanted: Particulars, seen: int) -> Procedure:
    """Describe a procedure anew. ``seen``: the version that the person looked at. Raises ``Conflict`` too."""
    return changes.store(engine, actor, _edit(code, wanted), {code: seen})


def _creation(code: str, wanted: Particulars, active_from: date) -> Decide:
    def decide(connection: Connection, actor: Actor) -> Decision:
        if code and numbering.is_taken(connection, code):
            ja, en = f"手続ID「{code}」は使われています。別の手続IDを入力してください。", f"The code “{code}” is taken."
            raise WrongProcedure([Flaw("code", ja, en)])
        place = numbering.last_position(connection) + 1
        given = code or numbering.proposed_code(connection)
        new = created(given, wanted, active_from, place, local_day(actor.at))
        _check_place(connection, None, new)
        return Decision(Action.CREATE_PROCEDURE, [Change(None, new)], {})

    return decide


def _edit(code: str, wanted: Particulars) -> Decide:
    def decide(connection: Connection, actor: Actor) -> Decision:
        before = changes.found_by_code(connection, code)
        after = described(before, wanted, local_day(actor.at))
        if after == before:
            raise Refused(
                "登録されている内容と同じです。変える箇所を直してください。",
                "This is what is registered already. Change what is to be corrected.",
            )
        _check_place(connection, before, after)
        return Decision(Action.EDIT_PROCEDURE, [Change(before, after)], {})

    return decide


def _check_place(connection: Connection, before: Procedure | None, after: Procedure) -> None:
    """Its divisions exist and have not ended, and none of its neighbours has its name."""
    units = organisation.load(connection)
    for name, unit, was in (
        ("unit", after.unit, before.unit if before else None),
        ("shared_with", after.shared_with, before.shared_with if before else None),
    ):
        division = division_of(units, unit) if unit else None
        if unit and unit != was and (division is None or not division.is_open):
            raise WrongProcedure(
                [
                    Flaw(
                        name,
                        "この課は廃止されています。選び直してください。",
                        "This division has ended. Choose another.",
                    )
                ]
            )
    same_name = before is not None and (before.unit, before.name) == (after.unit, after.name)
    other = None if same_name else numbering.namesake(connection, after.unit, after.name, after.code)
    if other is not None:
        ja = f"同じ所管課に、同じ名称の手続（手続ID「{other}」）があります。名称を変えるか、その手続を直してください。"
        en = f"The division already has a procedure of this name as {other}. Change the name, or edit that one."
        raise WrongProcedure([Flaw("name", ja, en)])
