"""The counts of a returned row: which reports they make, or what has to be asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.account import Actor
from tracker.domain.asked import Topic
from tracker.domain.asking import open_topics
from tracker.domain.count_report import Count, CountReport, of_month, of_year
from tracker.domain.counting import report
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period, Precision
from tracker.domain.inquiry import Terms
from tracker.domain.procedure import VolumeBasis
from tracker.domain.reply.columns import NOT_COUNTED, Kind, columns_of
from tracker.domain.reply.findings import Question
from tracker.domain.reply.reading import ANY, Cell, Row
from tracker.domain.status import OnBehalf
from tracker.domain.vocabulary import name_of


@dataclass(frozen=True, slots=True)
class CountCells:
    """The cells of one count by their identifiers; ``basis`` "" where the sheet does not ask for it."""

    period: Period
    cases: str
    online: str
    basis: str = ""

    @property
    def identifiers(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(filter(None, (self.cases, self.online, self.basis)))


def counts_asked(terms: Terms) -> tuple[CountCells, ...]:
    """The counts that an inquiry asks for: of its year, then of its months."""
    columns = [column for column in columns_of(terms) if column.kind is Kind.CASES]
    found = []
    for cases, online in zip(columns[::2], columns[1::2], strict=True):
        if cases.month is not None:
            found.append(CountCells(of_month(cases.month), cases.identifier, online.identifier))
        elif terms.fiscal_year is not None:
            found.append(CountCells(of_year(terms.fiscal_year), cases.identifier, online.identifier, "volume_basis"))
    return tuple(found)


def counts_said(
    row: Row, terms: Terms, reports: Sequence[CountReport], actor: Actor, on_behalf: OnBehalf, *, is_answered: bool
) -> tuple[tuple[Count, ...], tuple[Question, ...]]:
    """The counts to be reported, and what has to be asked. ``is_answered``: the row says something, so that a printed
    count that was left alone is a reply, too.
    """
    counts, questions = [], []
    for cells in counts_asked(terms):
        try:
            count = _count(row, cells, is_answered=is_answered)
            if count is not None:
                added = report(row.procedure, reports, count, actor, on_behalf)
                # What awaits confirmation already is no new report, but may answer what has been asked since.
                if added is not None or _topic(cells) in open_topics(row.procedure):
                    counts.append(count)
        except Refused as refused:
            questions.append(_question(row, cells, refused))
    return tuple(counts), tuple(questions)


def _count(row: Row, cells: CountCells, *, is_answered: bool) -> Count | None:
    """What the row says of a period; None where it says nothing, or nothing new."""
    total, online = row.cells[cells.cases].target, row.cells[cells.online].target
    is_new = any(row.cells[identifier].is_new for identifier in cells.identifiers)
    is_right_as_printed = is_answered and _topic(cells) in open_topics(row.procedure) and bool(total)
    if not is_new and not is_right_as_printed:
        return None
    if not total:
        if not online:
            return None
        raise Refused(
            "全体の受付件数も記入してください。集計していない場合は「未集計」とします。",
            "Enter all cases, too, or 未集計 where they were not counted.",
            "cases",
        )
    basis = row.cells[cells.basis].target if cells.basis else ""
    return Count(cells.period, _cases(total), _cases(online), _basis(basis), _reason(row.cells[cells.cases]))


def _topic(cells: CountCells) -> Topic:
    return Topic.MONTHLY_COUNTS if cells.period.precision is Precision.MONTH else Topic.YEARLY_COUNTS


def _reason(cell: Cell) -> str:
    return cell.answer.reason.strip() if cell.answer is not None and cell.choice is not None else ""


def _cases(text: str) -> int | None:
    return None if text in ("", NOT_COUNTED) else int(text)


def _basis(text: str) -> VolumeBasis:
    return next((basis for basis in VolumeBasis if name_of(basis) == text), VolumeBasis.FINAL)


def _question(row: Row, cells: CountCells, refused: Refused) -> Question:
    if refused.field == "note":
        return row.ask(cells.cases, refused.ja, refused.en, ANY, needs_reason=True)
    identifier = {"basis": cells.basis, "online_cases": cells.online}.get(refused.field) or cells.cases
    return row.ask(identifier, refused.ja, refused.en)
