"""Abolish a procedure, merge it into another, or take a mistaken abolition back."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.cataloguing import abolished, merged, restored
from tracker.domain.errors import NotThere, Refused
from tracker.domain.fiscal import local_day
from tracker.domain.said import subject_of
from tracker.storage.saving import Change
from tracker.usecases.settings import catalogue_changes as changes
from tracker.usecases.settings.catalogue_changes import Decide, Decision, Preview

LONGEST_REASON = 2000


def abolition(code: str, on: date, reason: str) -> Decide:
    """廃止 on a day."""

    def decide(connection: Connection, _actor: Actor) -> Decision:
        before = changes.found_by_code(connection, code)
        change = Change(before, abolished(before, on))
        return Decision(Action.ABOLISH_PROCEDURE, [change], _reason(reason))

    return decide


def restoration(code: str, reason: str) -> Decide:
    """The abolition or merger taken back. Cases that were added to another procedure stay there."""

    def decide(connection: Connection, _actor: Actor) -> Decision:
        before = changes.found_by_code(connection, code)
        change = Change(before, restored(before))
        return Decision(Action.ABOLISH_PROCEDURE, [change], _reason(reason))

    return decide


def merger(code: str, into: str, on: date, reason: str, *, add_cases: bool) -> Decide:
    """統合 on a day, with or without adding the yearly cases."""

    def decide(connection: Connection, actor: Actor) -> Decision:
        before = changes.found_by_code(connection, code)
        try:
            target = changes.found_by_code(connection, into)
        except NotThere:
            raise Refused(
                f"手続ID「{into}」の手続はありません。手続IDを確かめてください。",
                f"There is no procedure with the code “{into}”. Check the code.",
                "into",
            ) from None
        after, grown = merged(before, target, on, local_day(actor.at), add_cases=add_cases)
        said = {"統合": f"{subject_of(before)} → {subject_of(target)}", **_reason(reason)}
        return Decision(Action.MERGE_PROCEDURE, [Change(before, after), Change(target, grown)], said)

    return decide


def preview_end(engine: Engine, actor: Actor, decide: Decide) -> Preview:
    """What it would do to the figures."""
    return changes.preview(engine, actor, decide)


def end_procedure(engine: Engine, actor: Actor, decide: Decide, seen: Mapping[str, int]) -> None:
    """Store it. ``seen``: the versions by code that the person looked at. Raises ``Conflict`` and ``Refused``."""
    changes.store(engine, actor, decide, seen)


def _reason(reason: str) -> dict[str, str]:
    if not reason.strip():
        raise Refused("理由を記入してください。", "Say why.", "reason")
    return {"理由": reason.strip()}
