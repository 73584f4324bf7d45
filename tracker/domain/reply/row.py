"""A returned row as a whole: what is to be stored of its procedure, and what has to be asked before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.account import Actor
from tracker.domain.asked import Topic
from tracker.domain.asking import is_sent_back
from tracker.domain.count_report import Count, CountReport
from tracker.domain.errors import Refused
from tracker.domain.inquiry import Inquiry
from tracker.domain.recording import will_not_count
from tracker.domain.reply.columns import CHANGED, REPLY, UNCHANGED
from tracker.domain.reply.findings import Choice, Finding, Question
from tracker.domain.reply.form import form_of
from tracker.domain.reply.reading import Row, doubts
from tracker.domain.reply.reports import counts_asked, counts_said
from tracker.domain.reply.statement import PLAN_CELLS, STATUS_CELLS, Days, steps_of
from tracker.domain.reply.steps import Corrected, Recorded, Step, Unchanged, Work, all_taken
from tracker.domain.status import OnBehalf

_STATED = (*STATUS_CELLS, *PLAN_CELLS)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Which inquiry was answered, by whom, who takes the answer in, and as of which day it is."""

    inquiry: Inquiry
    days: Days
    actor: Actor
    on_behalf: OnBehalf


@dataclass(frozen=True, slots=True)
class RowReading:
    """``work``: as far as it is clear; nothing of it is stored while there are questions."""

    work: Work
    questions: tuple[Question, ...] = ()
    notices: tuple[Finding, ...] = ()


def read_row(row: Row, reports: Sequence[CountReport], here: Circumstances) -> RowReading:
    """What a row comes to. ``reports``: what was counted of its procedure so far."""
    steps, questions = _status(row, here) if REPLY in row.cells else ([], ())
    counts, more = _counts(row, reports, here)
    work = Work(row.number, row.procedure, tuple(steps), counts)
    return RowReading(work, (*questions, *more), tuple(_notices(row, steps)))


def _status(row: Row, here: Circumstances) -> tuple[list[Step], tuple[Question, ...]]:
    reply = row.cells[REPLY]
    if reply.is_unclear:
        return [], (row.ask(REPLY, reply.returned.ja, reply.returned.en),)
    if _says_changed_in_vain(row):
        return [], (row.ask(REPLY, *_NOTHING_CHANGED),)
    says_unchanged = _reply(row) == UNCHANGED
    if says_unchanged and reply.choice is None:
        changed = [row.cells[each] for each in _STATED if row.cells[each].is_said]
        if any(cell.is_unclear or cell.is_new or cell.is_conflict for cell in changed):
            headings = "」「".join(cell.heading for cell in changed)
            return [], (row.ask(REPLY, *_yet_changed(headings), (Choice.RETURNED, Choice.TYPED)),)
    steps: list[Step] = []
    if not says_unchanged:
        questions = doubts(row, frozenset(_STATED))
        if questions:
            return [], questions
        try:
            steps = steps_of(row, here.days)
        except Refused as refused:
            return [], (row.ask(refused.field, refused.ja, refused.en),)
    if not steps and _reply(row) in (UNCHANGED, CHANGED) and _waits_for_answer(row):
        steps = [Unchanged()]
    return _as_it_will_stand(row, steps, here)


def _reply(row: Row) -> str:
    """What stands under 回答: 変更なし, 変更あり, 回答済 or nothing."""
    reply = row.cells[REPLY]
    return "" if reply.choice is Choice.PRESENT else reply.returned.text or ""


def _waits_for_answer(row: Row) -> bool:
    asked = row.procedure.asked
    return is_sent_back(row.procedure) or (asked is not None and Topic.STATUS in asked.unanswered)


def _says_changed_in_vain(row: Row) -> bool:
    return _reply(row) == CHANGED and not any(cell.is_said for name, cell in row.cells.items() if name != REPLY)


def _as_it_will_stand(row: Row, steps: list[Step], here: Circumstances) -> tuple[list[Step], tuple[Question, ...]]:
    """The steps, if they can be taken and the procedure then stands as the row says."""
    try:
        after = all_taken(row.procedure, steps, here.actor, here.on_behalf)
    except Refused as refused:
        identifier = _CELL_OF.get(refused.field, "online_status" if _records(steps) else REPLY)
        said = _TO_COME if _begins_after(steps, here.days.today) else (refused.ja, refused.en)
        return [], (row.ask(identifier, *said),)
    shown = form_of(here.inquiry, "", after.unit, [after], here.days.today).rows[0].cells
    for identifier in _STATED if steps != [Unchanged()] else ():
        cell = row.cells[identifier]
        if cell.is_new and shown[identifier] != cell.target:
            return [], (row.ask(identifier, *_DOES_NOT_FIT),)
    return steps, ()


def _begins_after(steps: Sequence[Step], today: date) -> bool:
    return any(isinstance(step, Recorded | Corrected) and step.statement.effective_on > today for step in steps)


def _records(steps: Sequence[Step]) -> bool:
    return any(isinstance(step, Recorded | Corrected) for step in steps)


def _counts(
    row: Row, reports: Sequence[CountReport], here: Circumstances
) -> tuple[tuple[Count, ...], tuple[Question, ...]]:
    terms = here.inquiry.terms
    identifiers = frozenset(identifier for cells in counts_asked(terms) for identifier in cells.identifiers)
    questions = doubts(row, identifiers)
    if questions:
        return (), questions
    said = any(cell.is_said for name, cell in row.cells.items() if name != REPLY)
    is_answered = REPLY not in row.cells or said or _reply(row) in (UNCHANGED, CHANGED)
    return counts_said(row, terms, reports, here.actor, here.on_behalf, is_answered=is_answered)


def _notices(row: Row, steps: Sequence[Step]) -> list[Finding]:
    found = [
        row.notice(name, cell.returned.ja, cell.returned.en)
        for name, cell in row.cells.items()
        if cell.returned.text is not None and cell.returned.ja
    ]
    for step in steps:
        if isinstance(step, Recorded | Corrected) and (doubt := will_not_count(step.statement)):
            found.append(row.notice("channels" if doubt == "channels" else "online_scope", *_WILL_NOT_COUNT))
    if REPLY in row.cells and _reply(row) in (UNCHANGED, CHANGED):
        found += [
            replace(row.notice(name, *_CHANGED_MEANWHILE), value=row.cells[name].present)
            for name in _STATED
            if not row.cells[name].is_said and row.cells[name].present != row.cells[name].issued
        ]
    return found


_CELL_OF = {"effective_on": "online_on", "note": "note", "legal_basis": "legal_basis"}
"""The cell that is meant where the rules of recording name one of their fields."""
_NOTHING_CHANGED = (
    "「変更あり」ですが、どの欄も作成時のままです。変更の内容を確かめて該当の欄を直すか、「変更なし」にしてください。",
    "The reply says that there are changes, but every cell is as it was. Find out what has changed.",
)
_TO_COME = (
    "オンライン開始日が、今日より後の日です。これから始めるものは、状況を変えずに「予定時期」で回答します。課に確かめてください。",
    "It begins after today. What is to come stays as it is and gets a planned time. Ask the division.",
)
_DOES_NOT_FIT = (
    "これまでの登録の経過と合わないため、このままでは登録できません。手続個票で前の登録を訂正してください。",
    "This does not fit with what was recorded before. Correct the earlier record on the procedure sheet.",
)
_WILL_NOT_COUNT = (
    "この内容では、オンライン化済みとしては集計しません。",
    "As it is stated, it does not count as online.",
)
_CHANGED_MEANWHILE = (
    "様式を作成した後に更新された内容です。返送では変わっていないため、今の登録のままとします。",
    "This was changed after the workbook had been made. The division did not touch it, so it stays as it is.",
)


def _yet_changed(headings: str) -> tuple[str, str]:
    return (
        f"「変更なし」ですが、「{headings}」が変わっています。どちらが正しいか確かめてください。",
        f"The reply says “no change”, but “{headings}” has been changed. Find out which is right.",
    )
