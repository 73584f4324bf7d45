"""What every change of the catalogue by the DX team shares: decided once, shown in its effect, then stored."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Details
from tracker.domain.effect import Effect, effect_of
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import local_day
from tracker.domain.procedure import Procedure
from tracker.domain.said import subject_of
from tracker.storage import audit, policies, procedures, saving
from tracker.storage.saving import Change
from tracker.storage.transactions import reading, writing
from tracker.usecases.catalogue.differences import said_by_change
from tracker.usecases.changing import about_procedure, check_all_unchanged
from tracker.usecases.figures.show_progress import basis_on, progress_on


class Decision(NamedTuple):
    """What is to be stored: the changes, the first of them the one that the log calls by the action.

    ``reason`` is added to what the log says of it. ``in_one_entry``: the log says it of all of them at once.
    """

    action: Action
    changes: Sequence[Change]
    reason: Details
    in_one_entry: bool = False


Decide = Callable[[Connection, Actor], Decision]
"""Loads what it needs and applies the rules; raises ``Refused`` or ``NotThere``."""


class Preview(NamedTuple):
    """What a decision would do. ``digest`` says which one it is: a form carries it until it is stored."""

    effect: Effect
    decision: Decision
    digest: str


def preview(engine: Engine, actor: Actor, decide: Decide) -> Preview:
    """The effect on the headline; stores nothing."""
    _check_role(actor)
    with reading(engine) as connection:
        decision = decide(connection, actor)
        basis = basis_on(connection, local_day(actor.at))
        before = progress_on(connection, basis).coverage
        effect = effect_of(before, decision.changes, basis.policy, basis.as_of)
        return Preview(effect, decision, _digest(decision))


def store(engine: Engine, actor: Actor, decide: Decide, seen: Mapping[str, int]) -> Procedure:
    """Store a decision with its entries in the log; the procedure that it is mainly about.

    ``seen``: the versions that the person looked at, by the codes of the procedures.
    Raises ``Conflict``, ``Refused`` or ``NotThere``.
    """
    _check_role(actor)
    with writing(engine) as connection:
        check_all_unchanged(connection, _abouts(connection, seen))
        decision = decide(connection, actor)
        changes = [change for change in decision.changes if change.before != change.after]
        saving.save(connection, changes, policies.load(connection))
        if decision.in_one_entry:
            _log_together(connection, actor, decision)
            changes = []
        for change in changes:
            first = change is decision.changes[0]
            _log(connection, actor, decision if first or change.before is None else _followed(decision), change)
    return decision.changes[0].after


def found_by_code(connection: Connection, code: str) -> Procedure:
    """The procedure with a code. Raises ``NotThere``."""
    found = procedures.find(connection, code)
    if found is None:
        raise NotThere
    return found


def _check_role(actor: Actor) -> None:
    """Before anything else: nobody else learns by a conflict that something is there."""
    if actor.role is not Role.DX:
        raise NotThere


def _abouts(connection: Connection, seen: Mapping[str, int]) -> dict[About, int]:
    """The versions by what the log calls the procedures, however their codes were written."""
    found = [(procedures.find(connection, code), version) for code, version in seen.items()]
    return {about_procedure(procedure): version for procedure, version in found if procedure is not None}


def _followed(decision: Decision) -> Decision:
    """A procedure that changes because of another one is logged as edited, with the same reason."""
    return decision._replace(action=Action.EDIT_PROCEDURE)


def _log(connection: Connection, actor: Actor, decision: Decision, change: Change) -> None:
    before, after = said_by_change(change, local_day(actor.at))
    subject, about = subject_of(change.after), (about_procedure(change.after),)
    act = Act(actor.at, actor.who, actor.origin, decision.action, subject, before, after | decision.reason, about)
    audit.append(connection, act)


def _log_together(connection: Connection, actor: Actor, decision: Decision) -> None:
    """As an import says it: what changed, by the codes of the procedures."""
    said = {change.after.code: said_by_change(change, local_day(actor.at)) for change in decision.changes}
    before, after = ({code: sides[side] for code, sides in said.items() if sides[1]} for side in (0, 1))
    subjects = " → ".join(subject_of(change.after) for change in decision.changes)
    about = tuple(about_procedure(change.after) for change in decision.changes)
    details = {"changed": before}, {"changed": after} | decision.reason
    audit.append(connection, Act(actor.at, actor.who, actor.origin, decision.action, subjects, *details, about))


def _digest(decision: Decision) -> str:
    said = repr((decision.action.value, [change.after for change in decision.changes], sorted(decision.reason.items())))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
