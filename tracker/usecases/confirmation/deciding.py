"""Confirming and sending back: the DX team's decisions on records, one or many, all of them or none."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sqlalchemy import Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import About, Act, Action, Details, Kind
from tracker.domain.confirmation import Waiting, waiting_of
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import local_day
from tracker.domain.procedure import Procedure, code_key
from tracker.domain.said import subject_of
from tracker.storage import audit, policies, saving
from tracker.storage.saving import Change
from tracker.storage.transactions import writing
from tracker.usecases.changing import Seen, kept_as_seen


class Chosen(NamedTuple):
    """A record or a count by its procedure and number; ``seen``: the version of the procedure that somebody saw."""

    code: str
    number: int
    seen: int


class Decision(NamedTuple):
    """What is done with a record: how the log calls it, how its procedure stands afterwards, and before and after."""

    action: Action
    change: Callable[[Procedure, int], Procedure]
    said: Callable[[Waiting], tuple[Details, Details]]


def decide(engine: Engine, actor: Actor, decision: Decision, chosen: Sequence[Chosen]) -> int:
    """Carry a decision out on every chosen record; how many there were.

    Raises ``Conflict`` over everything changed meanwhile, ``Refused``, or ``NotThere``; then nothing has been stored.
    """
    if actor.role is not Role.DX:
        raise NotThere
    with writing(engine) as connection:
        before = {code_key(item.code): item for item in kept_as_seen(connection, actor, as_seen(chosen))}
        after = dict(before)
        acts = []
        for key, number in sorted({(code_key(item.code), item.number) for item in chosen}):
            so_far = after[key]
            after[key] = decision.change(so_far, number)
            acts.append(_act(actor, decision, so_far, number))
        changes = [Change(before[key], after[key]) for key in before]
        saving.save(connection, changes, policies.load(connection))
        for act in acts:
            audit.append(connection, act)
    return len(acts)


def as_seen(chosen: Sequence[Chosen]) -> list[Seen]:
    """Each procedure once; where the versions differ, the oldest is what the person can be said to have seen."""
    oldest: dict[str, Seen] = {}
    for item in chosen:
        known = oldest.setdefault(code_key(item.code), Seen(item.code, item.seen))
        oldest[code_key(item.code)] = min(known, Seen(known.code, item.seen))
    return list(oldest.values())


def _act(actor: Actor, decision: Decision, procedure: Procedure, number: int) -> Act:
    """``procedure``: as it stood before."""
    waiting = next(item for item in waiting_of(procedure, local_day(actor.at)) if item.record.number == number)
    before, after = ({"登録番号": number, **said} for said in decision.said(waiting))
    about = (About(Kind.PROCEDURE, procedure.code),)
    return Act(actor.at, actor.who, actor.origin, decision.action, subject_of(procedure), before, after, about)
