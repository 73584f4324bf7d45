"""件数の登録: the counts that a division is asked for, or can give, with what is known of each."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import Kind
from tracker.domain.count_report import Count, CountReport, latest, of_year, periods_asked
from tracker.domain.counting import before, year_before
from tracker.domain.errors import NotThere
from tracker.domain.fiscal import Period, fiscal_year_of
from tracker.domain.inquiry import Terms
from tracker.domain.procedure import Procedure, Unit, code_key
from tracker.storage import audit, count_reports, inquiries, keeping, procedures
from tracker.storage.transactions import reading
from tracker.usecases.changing import Seen, kept_by

Wanted = tuple[Procedure, tuple[Period, ...]]


@dataclass(frozen=True, slots=True)
class CountLine:
    """A period of a procedure. ``known``: its confirmed count; ``compared``: what was counted the year before, if
    anything; ``last``: the last report about it.
    """

    procedure: Procedure
    period: Period
    seen: Seen
    known: Count
    compared: Count | None
    last: CountReport | None

    @property
    def waiting(self) -> Count | None:
        """What awaits confirmation."""
        return self.last.count if self.last and self.last.decision is None else None

    @property
    def sent_back(self) -> CountReport | None:
        """What was sent back and not counted anew."""
        return self.last if self.last and self.last.is_sent_back else None


def counts_asked(engine: Engine, actor: Actor, units: Collection[Unit], today: date) -> tuple[CountLine, ...]:
    """What the last inquiry asks these divisions to count. Raises ``NotThere`` when one of them is not the actor's."""
    if not all(actor.answers_for(unit) for unit in units):
        raise NotThere
    with reading(engine) as connection:
        terms = _terms(connection)
        kept = procedures.in_order(connection, keeping.ids_kept_by(connection, units))
        wanted = [(item, _asked(item, terms)) for item in kept if item.is_active(today)]
        return _lines(connection, wanted)


def counts_of(engine: Engine, actor: Actor, codes: Sequence[str], today: date) -> tuple[CountLine, ...]:
    """The same of the procedures with these codes; of those nobody asks about, the last finished fiscal year.

    Raises ``NotThere`` when one is not kept by this person.
    """
    last_year = of_year(fiscal_year_of(today) - 1)
    with reading(engine) as connection:
        terms = _terms(connection)
        kept = {code_key(code): kept_by(connection, actor, code) for code in codes}
        return _lines(connection, [(item, _asked(item, terms) or (last_year,)) for item in kept.values()])


def counts_named(engine: Engine, actor: Actor, named: Sequence[tuple[str, Period]]) -> tuple[CountLine, ...]:
    """One line for each code and period, in their order. Raises ``NotThere`` when one is not kept by this person."""
    with reading(engine) as connection:
        kept = {code: kept_by(connection, actor, code) for code in dict.fromkeys(code for code, _period in named)}
        return _lines(connection, [(kept[code], (period,)) for code, period in named])


def _terms(connection: Connection) -> dict[int, Terms]:
    return {inquiry.number: inquiry.terms for inquiry in inquiries.listed(connection)}


def _asked(procedure: Procedure, terms: dict[int, Terms]) -> tuple[Period, ...]:
    return periods_asked(terms[procedure.asked.inquiry]) if procedure.asked else ()


def _lines(connection: Connection, wanted: Iterable[Wanted]) -> tuple[CountLine, ...]:
    wanted = [(item, periods) for item, periods in wanted if periods]
    codes = list(dict.fromkeys(item.code for item, _periods in wanted))
    reports = count_reports.of_procedures(connection, codes)
    versions = audit.versions_of(connection, Kind.PROCEDURE, codes)
    return tuple(
        _line(item, period, reports.get(item.code, ()), Seen(item.code, versions[item.code]))
        for item, periods in wanted
        for period in periods
    )


def _line(procedure: Procedure, period: Period, reports: Sequence[CountReport], seen: Seen) -> CountLine:
    return CountLine(
        procedure,
        period,
        seen,
        before(procedure, reports, period),
        year_before(procedure, reports, period),
        latest(reports).get(period),
    )
