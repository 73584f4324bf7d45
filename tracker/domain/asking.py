"""When a division has to say again how its procedures stand.

Source: product definition, "Request": quarterly for all procedures, monthly for those planned within three months or
overdue.
"""

from datetime import date, timedelta

from tracker.domain.fiscal import local_day, month_end
from tracker.domain.procedure import Procedure
from tracker.domain.status import Return, awaiting, in_force

DUE_DAY = 10
"""Answers are due on this day of the month with which the period begins."""
_SOON_MONTHS = 3


def asked_since(procedure: Procedure, today: date) -> date:
    """The first day of the period for which an answer is asked: this month, or this quarter of the fiscal year."""
    month = today.month if is_asked_monthly(procedure, today) else (today.month - 1) // 3 * 3 + 1
    return date(today.year, month, 1)


def is_asked_monthly(procedure: Procedure, today: date) -> bool:
    """Not online yet, and planned to be within three months from now, or overdue."""
    planned_for = procedure.plan.planned_for
    record = in_force(procedure.records, today)
    if planned_for is None or (record is not None and record.is_online):
        return False
    soon = today
    for _month in range(_SOON_MONTHS):
        soon = month_end(soon) + timedelta(days=1)
    return planned_for.last_day <= month_end(soon)


def is_sent_back(procedure: Procedure) -> bool:
    """差戻し中: something recorded was sent back, and nobody has said anything since."""
    return last_return(procedure) is not None


def last_return(procedure: Procedure) -> Return | None:
    """What the division has not answered yet of what was sent back: the latest; None when there is nothing."""
    said_at = procedure.answer.at if procedure.answer else None
    open_ones = [
        record.returned
        for record in procedure.records
        if record.returned is not None and (said_at is None or said_at <= record.returned.at)
    ]
    return max(open_ones, key=lambda returned: returned.at, default=None)


def needs_answer(procedure: Procedure, today: date) -> bool:
    """未回答: an active procedure of which nothing was said in the period, or what was said has been sent back."""
    if not procedure.is_active(today):
        return False
    if is_sent_back(procedure):
        return True
    if awaiting(procedure.records):
        return False
    return procedure.answer is None or local_day(procedure.answer.at) < asked_since(procedure, today)


def months_since_answer(procedure: Procedure, today: date) -> int | None:
    """For how many whole months nothing was said (○か月更新なし); None when nothing ever was."""
    if procedure.answer is None:
        return None
    last = local_day(procedure.answer.at)
    return (today.year - last.year) * 12 + today.month - last.month - (today.day < last.day)


def due_on(procedure: Procedure, today: date) -> date:
    """By when the answer for the current period is due (回答期限)."""
    return asked_since(procedure, today).replace(day=DUE_DAY)
