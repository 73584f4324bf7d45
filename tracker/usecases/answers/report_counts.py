"""件数を登録する: what divisions counted, of one or many procedures, for all of them or for none."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Action
from tracker.domain.count_report import Count, CountReport
from tracker.domain.counting import answer, before, report
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period
from tracker.domain.procedure import Procedure, code_key
from tracker.domain.recording import check_reply
from tracker.domain.said import said_on_behalf
from tracker.domain.said_counts import said_by_counts
from tracker.domain.status import OnBehalf
from tracker.storage import count_reports, inquiries
from tracker.storage.saving import Change
from tracker.storage.transactions import writing
from tracker.usecases.changing import Seen, kept_as_seen
from tracker.usecases.storing import store_change


class WrongCount(Refused):
    """A count that cannot be, with the procedure and the period that it is about."""

    def __init__(self, refused: Refused, code: str, period: Period) -> None:
        super().__init__(refused.ja, refused.en, refused.field)
        self.code = code
        self.period = period


class WrongCounts(Refused):
    """Everything that is wrong with what was counted."""

    def __init__(self, wrong: Sequence[WrongCount]) -> None:
        super().__init__(wrong[0].ja, wrong[0].en, wrong[0].field)
        self.wrong = tuple(wrong)


def report_counts(
    engine: Engine,
    seen: Sequence[Seen],
    counts: Mapping[str, Sequence[Count]],
    actor: Actor,
    on_behalf: OnBehalf | None = None,
) -> tuple[Procedure, ...]:
    """How the procedures stand afterwards. ``counts``: by their codes; a procedure without any is left alone.

    Raises ``WrongCounts`` with everything that is wrong, ``Conflict`` or ``NotThere``; then nothing is stored.
    """
    check_reply(actor, on_behalf)
    of = {code_key(code): theirs for code, theirs in counts.items() if theirs}
    stored: list[Procedure] = []
    wrong: list[WrongCount] = []
    with writing(engine) as connection:
        for kept in kept_as_seen(connection, actor, [each for each in seen if code_key(each.code) in of]):
            try:
                stored.append(store_counts(connection, kept, of[code_key(kept.code)], actor, on_behalf))
            except WrongCounts as refused:
                wrong += refused.wrong
        if wrong:
            raise WrongCounts(wrong)
    return tuple(stored)


def store_counts(
    connection: Connection, procedure: Procedure, counts: Sequence[Count], actor: Actor, on_behalf: OnBehalf | None
) -> Procedure:
    """The same for one procedure as it is stored, within ``transactions.writing``. Raises ``WrongCounts``."""
    known = count_reports.of_procedures(connection, [procedure.code]).get(procedure.code, ())
    new = _reported(procedure, known, counts, actor, on_behalf)
    after, asked = procedure, procedure.asked
    inquiry = inquiries.find(connection, asked.inquiry) if asked else None
    if inquiry is not None:
        after = answer(procedure, [*known, *new], inquiry.terms, actor, on_behalf)
    if not new and after == procedure:
        return procedure
    count_reports.append(connection, procedure.code, new)
    said_before = said_by_counts(before(procedure, known, each.period) for each in new)
    said_after = said_by_counts(each.count for each in new) | said_on_behalf(on_behalf)
    store_change(connection, actor, Action.REPORT_COUNTS, Change(procedure, after), said_before, said_after)
    return after


def _reported(
    procedure: Procedure,
    known: Sequence[CountReport],
    counts: Sequence[Count],
    actor: Actor,
    on_behalf: OnBehalf | None,
) -> list[CountReport]:
    """The reports that are new."""
    new: list[CountReport] = []
    wrong: list[WrongCount] = []
    for count in counts:
        try:
            added = report(procedure, [*known, *new], count, actor, on_behalf)
        except Refused as refused:
            wrong.append(WrongCount(refused, procedure.code, count.period))
        else:
            new += [added] if added else []
    if wrong:
        raise WrongCounts(wrong)
    return new
