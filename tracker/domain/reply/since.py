"""What has happened around a workbook since it was made: newer inquiries, procedures moved or abolished."""

from collections.abc import Collection, Iterable
from datetime import date

from tracker.domain.catalogue import HEADINGS
from tracker.domain.inquiry import Inquiry
from tracker.domain.labels import day, number
from tracker.domain.organisation import Organisation, division_of, heir, unit_of
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.reply.columns import REPLY, Kind, ReplyColumn
from tracker.domain.reply.findings import Answer, Choice, Finding
from tracker.domain.reply.form import ReplyForm
from tracker.domain.reply.reading import Cell, ReturnedCell, Row
from tracker.domain.reply.row import RowReading
from tracker.domain.reply.steps import Work
from tracker.domain.said_inquiry import subject_of

WHOLE_ROW = "row"
_COLUMN = ReplyColumn("行全体", WHOLE_ROW, Kind.TEXT)


def superseded(inquiry: Inquiry, about: Collection[Procedure]) -> tuple[Finding, ...]:
    """Why the workbook of an earlier inquiry is refused: a newer one asks about all of its procedures."""
    asked = [item.asked.inquiry for item in about if item.asked is not None]
    if min(asked, default=0) <= inquiry.number:
        return ()
    last = number(max(asked))
    return (
        Finding(
            None,
            "",
            subject_of(inquiry),
            f"{subject_of(inquiry)}の様式です。同じ手続を第{last}回照会で改めて照会しています。"
            f"第{last}回照会の回答用Excelで返送してもらってください。",
            f"This belongs to inquiry {number(inquiry.number)}. Inquiry {last} has asked about the same procedures "
            "since: ask for its workbook.",
        ),
    )


def row_cell(answer: Answer | None) -> Cell:
    """A cell that stands for the whole row, where it has to be asked whether to take that in."""
    return Cell(_COLUMN, _COLUMN.heading, "", ReturnedCell("", ""), "", answer)


def weighed(row: Row, reading: RowReading, inquiry: Inquiry) -> RowReading:
    """The reading of a row, once somebody has settled whether it still counts where a newer inquiry asks the same."""
    says_nothing = not reading.work.steps and not reading.work.counts and not reading.questions
    if says_nothing or not _is_asked_again(row.procedure, inquiry):
        return reading
    choice = row.cells[WHOLE_ROW].choice
    if choice is Choice.RETURNED:
        return reading
    nothing = Work(row.number, row.procedure)
    if choice is Choice.PRESENT:
        return RowReading(nothing)
    assert row.procedure.asked is not None
    last = number(row.procedure.asked.inquiry)
    question = row.ask(
        WHOLE_ROW,
        f"この手続は、第{last}回照会で改めて照会しています。この行を第{last}回照会への回答とするか確かめてください。",
        f"Inquiry {last} has asked about this procedure since. Find out whether this row answers it.",
        (Choice.RETURNED, Choice.PRESENT),
    )
    return RowReading(nothing, (question,))


def abolished(row: int, procedure: Procedure) -> Finding:
    """A row about a procedure that is no more."""
    assert procedure.abolished_on is not None
    return Finding(
        row,
        "",
        "",
        f"{day(procedure.abolished_on)}に廃止された手続です。この行は取り込みません。",
        f"The procedure was abolished on {day(procedure.abolished_on, 'en')}: this row is not taken in.",
        f"{procedure.code} {procedure.name}",
    )


def united(row: Row) -> RowReading:
    """A row about a procedure that was united with another: nothing of it is taken in, and no answer gets lost.

    Where the division changed something, somebody has to see it before the file is settled.
    """
    nothing = Work(row.number, row.procedure)
    into = row.procedure.merged_into
    if all(not cell.is_said for name, cell in row.cells.items() if name not in (REPLY, WHOLE_ROW)):
        ja, en = (
            f"手続ID「{into}」に統合した手続です。この行は取り込みません。",
            f"United with {into}: this row is not taken in.",
        )
        return RowReading(
            nothing, notices=(Finding(row.number, "", "", ja, en, f"{row.procedure.code} {row.procedure.name}"),)
        )
    if row.cells[WHOLE_ROW].choice is Choice.PRESENT:
        return RowReading(nothing)
    question = row.ask(
        WHOLE_ROW,
        f"この手続は、手続ID「{into}」に統合したため、この行は取り込めません。"
        f"必要な内容は「{into}」の手続に入力し、「この行は取り込まない」を選んでください。",
        f"This was united with {into}, so the row cannot be taken in. Enter what is needed for {into}, and leave the "
        "row out.",
        (Choice.PRESENT,),
    )
    return RowReading(nothing, (question,))


def moved(known: Organisation, form: ReplyForm, about: Iterable[Procedure], today: date) -> tuple[Finding, ...]:
    """Which divisions have taken procedures of the workbook over: the rows follow them."""
    now = unit_of(known, form.division) or form.unit
    owners: dict[Unit, list[Procedure]] = {}
    for item in about:
        if item.unit != now:
            owners.setdefault(item.unit, []).append(item)
    found = [_moved(now, unit, theirs) for unit, theirs in owners.items()]
    division = division_of(known, now)
    if division is not None and division.valid_to is not None and division.valid_to <= today:
        found.insert(0, _ended(division.name, division.valid_to, heir(known, now)))
    return tuple(found)


def _moved(now: Unit, unit: Unit, theirs: list[Procedure]) -> Finding:
    name = " ".join(filter(None, unit))
    codes = "、".join(item.code for item in theirs)
    return Finding(
        None,
        HEADINGS["division"],
        codes,
        f"「{now[1]}」の様式ですが、{number(len(theirs))}手続は現在「{name}」の所管です。その課の手続の回答とします。",
        f"The workbook is of “{now[1]}”, but {number(len(theirs))} of its procedures belong to “{name}” by now: the "
        "replies are taken as replies about that division's procedures.",
    )


def _ended(name: str, on: date, successor: Unit | None) -> Finding:
    ja = f"「{name}」は{day(on)}に廃止されています。"
    en = f"“{name}” ended on {day(on, 'en')}."
    if successor is not None:
        carried = " ".join(filter(None, successor))
        ja = f"「{name}」は{day(on)}に廃止され、「{carried}」に引き継がれています。"
        en = f"“{name}” ended on {day(on, 'en')} and is carried on by “{carried}”."
    return Finding(None, HEADINGS["division"], name, ja, en)


def _is_asked_again(procedure: Procedure, inquiry: Inquiry) -> bool:
    return procedure.asked is not None and procedure.asked.inquiry > inquiry.number
