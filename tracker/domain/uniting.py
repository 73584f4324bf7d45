"""重複した手続の統合: one procedure that was registered twice is registered once.

The one that stays takes over what it has nothing of. The other one keeps its rows and its history, but is part of the
catalogue on no day: unlike 統合 of two procedures (cataloguing), nothing ended on a day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tracker.domain.account import Actor
from tracker.domain.errors import Refused
from tracker.domain.fiscal import local_day
from tracker.domain.procedure import AnnualVolume, Procedure, code_key
from tracker.domain.status import OnlineStatus, StatusRecord, awaiting, in_force

_PLAIN = (
    *("themes", "procedure_type", "life_events", "national_lists", "designated", "legal_basis", "source", "note"),
    *("shared_with",),
)
_OF_A_PLAN = ("planned_for", "barrier", "comment")
_OF_A_RECORD = ("scope", "channels", "url", "note")


def is_united(procedure: Procedure) -> bool:
    """Whether it was found to be another one registered twice."""
    return bool(procedure.merged_into) and procedure.abolished_on == procedure.active_from


def united(procedure: Procedure, into: Procedure, actor: Actor) -> tuple[Procedure, Procedure]:
    """The one that is registered twice, and the one that stays, afterwards. Raises ``Refused``."""
    _check(procedure, into)
    gone = replace(procedure, abolished_on=procedure.active_from, merged_into=into.code)
    return gone, taken_over(into, procedure, local_day(actor.at), actor)


def taken_over(into: Procedure, other: Procedure, on: date, actor: Actor | None = None) -> Procedure:
    """A procedure with what it has nothing of from its double; it begins when the first of the two began.

    ``on``: the day whose status is compared. ``actor``: who is recorded with what the double adds to a record.
    """
    plain: dict[str, Any] = {name: getattr(into, name) or getattr(other, name) for name in _PLAIN}
    if plain["shared_with"] == into.unit:
        plain["shared_with"] = None
    plan = {name: getattr(into.plan, name) or getattr(other.plan, name) for name in _OF_A_PLAN}
    return replace(
        into,
        **plain,
        active_from=min(into.active_from, other.active_from),
        plan=replace(into.plan, **plan) if into.plan.planned_for is None else into.plan,
        volumes=_volumes(into.volumes, other.volumes),
        records=_records(into.records, other.records, on, actor),
    )


def one_that_stays(procedure: Procedure, by_key: Mapping[str, Procedure]) -> Procedure:
    """The procedure that a united one is registered as now, however often it was united on; itself where it is none.

    ``by_key``: the catalogue by the keys of the codes.
    """
    passed: set[str] = set()
    while is_united(procedure) and procedure.code not in passed:
        passed.add(procedure.code)
        procedure = by_key.get(code_key(procedure.merged_into), procedure)
    return procedure


def _check(procedure: Procedure, into: Procedure) -> None:
    if procedure.code == into.code:
        raise Refused("別の手続を選んでください。", "Choose two different procedures.")
    for each in (procedure, into):
        if each.abolished_on is not None:
            raise Refused(
                f"手続ID「{each.code}」は廃止又は統合されています。先に廃止を取り消してください。",
                f"{each.code} has been abolished or united already. Take that back first.",
            )
    if awaiting(procedure.records):
        raise Refused(
            f"手続ID「{procedure.code}」に確認待ちの登録があります。先に確認するか、差し戻してください。",
            f"Something about {procedure.code} awaits confirmation. Confirm it or send it back first.",
        )


def _volumes(own: Sequence[AnnualVolume], others: Sequence[AnnualVolume]) -> tuple[AnnualVolume, ...]:
    by_year = {volume.fiscal_year: volume for volume in own}
    for other in others:
        by_year[other.fiscal_year] = _volume(by_year.get(other.fiscal_year), other)
    return tuple(by_year[year] for year in sorted(by_year))


def _volume(own: AnnualVolume | None, other: AnnualVolume) -> AnnualVolume:
    """A count goes before a ceiling, and a ceiling before nothing. Online cases are taken of the same count only."""
    if own is None or (own.annual_cases is None and (other.annual_cases is not None or own.ceiling is None)):
        return other
    if own.online_cases is None and own.annual_cases is not None and own.annual_cases == other.annual_cases:
        return replace(own, online_cases=other.online_cases)
    return own


def _records(
    own: tuple[StatusRecord, ...], others: tuple[StatusRecord, ...], on: date, actor: Actor | None
) -> tuple[StatusRecord, ...]:
    """The double's history where only the source says that the procedure is not online; what a record leaves open."""
    if not _states_something(others):
        return own
    last = max((record.number for record in own), default=0)
    if not _states_something(own):
        return (*own, *(_renumbered(record, last) for record in others))
    record, other = in_force(own, on), in_force(others, on)
    if record is None or other is None or record.status is not other.status:
        return own
    completed = _completed(record, other, last + 1, actor)
    return own if completed is None else (*own, completed)


def _completed(record: StatusRecord, other: StatusRecord, number: int, actor: Actor | None) -> StatusRecord | None:
    """A record that corrects another one by what it leaves open and its double says; None where that is nothing."""
    said = {name: getattr(other, name) for name in _OF_A_RECORD if getattr(record, name) in (None, "", ())}
    if not any(value not in (None, "", ()) for value in said.values()):
        return None
    who: dict[str, Any] = {}
    if actor is not None:
        who = dict.fromkeys(("recorded_at", "confirmed_at"), actor.at)
        who |= dict.fromkeys(("recorded_by", "confirmed_by"), actor.who)
    return replace(record, **said, **who, number=number, supersedes=record.number, reason=_REASON, on_behalf=None)


_REASON = "重複した手続の統合による補記"


def _states_something(records: Sequence[StatusRecord]) -> bool:
    """Whether anything is said besides that it has never been online, without a day."""
    return any(
        record.effective_on is not None or record.status is not OnlineStatus.NOT_IMPLEMENTED for record in records
    )


def _renumbered(record: StatusRecord, by: int) -> StatusRecord:
    supersedes = None if record.supersedes is None else record.supersedes + by
    return replace(record, number=record.number + by, supersedes=supersedes)
