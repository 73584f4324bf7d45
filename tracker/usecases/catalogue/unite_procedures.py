"""重複した手続の統合: shown field by field and in its effect, then stored with both in one entry of the log."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.count_report import awaiting
from tracker.domain.errors import Refused
from tracker.domain.uniting import united
from tracker.storage import count_reports
from tracker.storage.saving import Change
from tracker.usecases.catalogue.differences import said_by_procedure
from tracker.usecases.settings import catalogue_changes as changes
from tracker.usecases.settings.catalogue_changes import Decide, Decision, Preview


class Field(NamedTuple):
    """A field in which the two differ, under its heading: of the one that stays, of the other, and afterwards."""

    heading: str
    own: str
    other: str
    after: str

    @property
    def is_taken(self) -> bool:
        """Whether it comes from the other one."""
        return self.after != self.own


class Comparison(NamedTuple):
    """What the one that stays takes over. ``records``: of its double's history, how many."""

    fields: tuple[Field, ...]
    records: int


def uniting(code: str, into: str) -> Decide:
    """The procedure with the one code is the one with the other code registered twice."""

    def decide(connection: Connection, actor: Actor) -> Decision:
        double, stays = (changes.found_by_code(connection, each) for each in (code, into))
        reports = count_reports.of_procedures(connection, [double.code]).get(double.code, ())
        if awaiting(reports):
            raise Refused(
                f"手続ID「{double.code}」に確認待ちの件数があります。先に確認するか、差し戻してください。",
                f"Counts of {double.code} await confirmation. Confirm them or send them back first.",
            )
        gone, after = united(double, stays, actor)
        return Decision(Action.UNITE_PROCEDURES, [Change(double, gone), Change(stays, after)], {}, in_one_entry=True)

    return decide


def preview_uniting(engine: Engine, actor: Actor, decide: Decide) -> Preview:
    """What it would do to the figures."""
    return changes.preview(engine, actor, decide)


def unite_procedures(engine: Engine, actor: Actor, decide: Decide, seen: Mapping[str, int]) -> None:
    """Store it. ``seen``: the versions by code that the person looked at. Raises ``Conflict`` and ``Refused``."""
    changes.store(engine, actor, decide, seen)


_OF_ITS_OWN = ("手続ID", "廃止日", "統合先")
"""Headings under which the two differ by nature."""


def compared(decision: Decision, today: date) -> Comparison:
    """What a uniting takes over from the one procedure into the other, field by field."""
    double, stays = decision.changes
    assert double.before is not None and stays.before is not None  # noqa: PT018  (both exist)
    own, other, after = (said_by_procedure(each, today) for each in (stays.before, double.before, stays.after))
    fields = (
        Field(heading, *(_text(said.get(heading)) for said in (own, other, after)))
        for heading in dict.fromkeys([*own, *other])
        if heading not in _OF_ITS_OWN and _text(own.get(heading)) != _text(other.get(heading))
    )
    return Comparison(tuple(fields), len(stays.after.records) - len(stays.before.records))


def _text(value: object) -> str:
    return "" if value is None else str(value)
