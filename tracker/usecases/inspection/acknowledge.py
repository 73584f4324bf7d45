"""理由を付けて確認済みにする: somebody says of a finding why it is no mistake, or takes that back."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.audit import Act, Action, Details
from tracker.domain.errors import NotThere, Refused
from tracker.domain.findings import Acknowledgement
from tracker.domain.fiscal import local_day
from tracker.domain.labels import moment
from tracker.domain.procedure import Procedure
from tracker.domain.said import subject_of
from tracker.domain.said_findings import found
from tracker.domain.vocabulary import name_of
from tracker.storage import acknowledgements, audit
from tracker.storage.acknowledgements import Key
from tracker.storage.transactions import writing_logged
from tracker.usecases.changing import about_procedure, kept_by
from tracker.usecases.inspection.as_seen import Outdated, finding_as_seen

LONGEST_REASON = 2_000


def acknowledge(engine: Engine, actor: Actor, key: Key, reason: str) -> Procedure:
    """Note why a finding is no mistake. No figure and no page for readers depends on it.

    Raises ``NotThere`` for a procedure that is not this person's; ``Refused`` without a reason; ``Outdated`` where the
    values are others by now, or somebody else was faster.
    """
    reason = reason.strip()
    if not reason:
        raise Refused("理由を入力してください。", "Give a reason.", "reason")
    if len(reason) > LONGEST_REASON:
        raise Refused("理由は2,000字以内で入力してください。", "Keep the reason to 2,000 characters.", "reason")

    def note(connection: Connection, known: Acknowledgement | None) -> tuple[Details, Details]:
        if known is not None:
            raise Outdated(
                f"{known.by}が{moment(known.at)}に確認済みにしています。最新の一覧を確かめてください。",
                f"{known.by} acknowledged it on {moment(known.at, 'en')}. Look at the latest list.",
            )
        acknowledgements.add(connection, key, Acknowledgement(reason, actor.at, actor.who))
        return {"確認": "未確認"}, {"確認": "確認済み", "理由": reason}

    return _change(engine, actor, key, Action.ACKNOWLEDGE_FINDING, note)


def reopen(engine: Engine, actor: Actor, key: Key) -> Procedure:
    """Take an acknowledgement back. Raises as ``acknowledge`` does; ``Outdated`` where there is none by now."""

    def take_back(connection: Connection, known: Acknowledgement | None) -> tuple[Details, Details]:
        if known is None:
            raise Outdated(
                "この点検事項の確認は、既に取り消されています。最新の一覧を確かめてください。",
                "This acknowledgement has been taken back already. Look at the latest list.",
            )
        acknowledgements.remove(connection, key)
        return {"確認": "確認済み", "理由": known.reason}, {"確認": "未確認"}

    return _change(engine, actor, key, Action.REOPEN_FINDING, take_back)


_Step = Callable[[Connection, Acknowledgement | None], tuple[Details, Details]]


def _change(engine: Engine, actor: Actor, key: Key, action: Action, step: _Step) -> Procedure:
    if actor.role not in (Role.DX, Role.EDITOR):
        raise NotThere
    with writing_logged(engine) as connection:
        procedure = kept_by(connection, actor, key.code)
        finding = finding_as_seen(connection, procedure, key, local_day(actor.at))
        before, after = step(connection, acknowledgements.of_procedure(connection, procedure.code).get(key))
        said = {"点検項目": name_of(finding.check), "内容": found(finding)}
        about = (about_procedure(procedure),)
        act = Act(actor.at, actor.who, actor.origin, action, subject_of(procedure), before, said | after, about)
        audit.append(connection, act)
    return procedure
