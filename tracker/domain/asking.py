"""Whether a division has still to say something about a procedure: what an inquiry asks, or what was sent back."""

from datetime import date

from tracker.domain.asked import Topic
from tracker.domain.fiscal import local_day
from tracker.domain.procedure import Procedure
from tracker.domain.status import Return, awaiting


def open_topics(procedure: Procedure) -> tuple[Topic, ...]:
    """What the last inquiry asks and nobody has answered. A status that awaits confirmation was said."""
    if procedure.asked is None:
        return ()
    said = {Topic.STATUS} if awaiting(procedure.records) else set()
    return tuple(topic for topic in procedure.asked.unanswered if topic not in said)


def due_on(procedure: Procedure) -> date | None:
    """By when the last inquiry wants its answer (回答期限); None when nobody ever asked."""
    return procedure.asked.due_on if procedure.asked else None


def is_overdue(procedure: Procedure, today: date) -> bool:
    """期限超過: the day by which an answer was due has passed."""
    due = due_on(procedure)
    return due is not None and due < today


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
    """未回答: an active procedure about which something asked was not said, or what was said has been sent back."""
    return procedure.is_active(today) and (is_sent_back(procedure) or bool(open_topics(procedure)))


def months_since_answer(procedure: Procedure, today: date) -> int | None:
    """For how many whole months nothing was said (○か月更新なし); None when nothing ever was."""
    if procedure.answer is None:
        return None
    last = local_day(procedure.answer.at)
    return (today.year - last.year) * 12 + today.month - last.month - (today.day < last.day)
