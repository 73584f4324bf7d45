"""A small office that sent reply workbooks out, for tests of what comes back: T-1 to T-3 and one more are 税務課's."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Engine

from tests.build import NOW, TODAY
from tests.returned import Edit, returned
from tests.usecases.asking import ask
from tests.usecases.stating import DX
from tracker.domain.account import Actor
from tracker.domain.reply.findings import Answer, Choice
from tracker.storage.received_workbooks import Received
from tracker.usecases.inquiries.clear_questions import clear_questions, see_received
from tracker.usecases.inquiries.issue_workbooks import issue_all
from tracker.usecases.inquiries.take_in_workbooks import Returned, take_in_workbooks

REFERENCE = date(2026, 10, 31)
WEEK_AGO = NOW - timedelta(days=7)
CODES = ("T-1", "T-2", "T-3", "T/4 :?#%2F")


@dataclass(frozen=True)
class Sent:
    """The workbooks of an inquiry; the first is 税務課's, the second 介護保険課's."""

    engine: Engine
    files: tuple[Returned, ...]

    def back(self, *edits: Edit, at: int = 0, name: str = "", by: Actor = DX, on: date = TODAY) -> Received:
        """One of them comes back after edits; untouched without any."""
        return self.again(self.edited(*edits, at=at), name or self.files[at].name, by, on)

    def edited(self, *edits: Edit, at: int = 0) -> bytes:
        """One of them after edits. Saved twice, it is another file: what saves it notes when."""
        return returned(self.files[at].content, *edits) if edits else self.files[at].content

    def again(self, content: bytes, name: str, by: Actor = DX, on: date = TODAY) -> Received:
        """A file comes back."""
        [received] = take_in_workbooks(self.engine, by, [Returned(name, content)], on)
        return received

    def clear(self, received: Received, by: Actor = DX, **answers: tuple[str, ...]) -> Received:
        """Settle the questions about columns, each by a choice and what is typed."""
        questions = see_received(self.engine, DX, received.id).received.outcome.questions
        given = {
            (question.finding.row or 0, question.identifier): Answer(Choice(choice), question.present, *more)
            for question in questions
            if question.identifier in answers
            for choice, *more in [answers[question.identifier]]
        }
        return clear_questions(self.engine, by, received.id, given)


def sent(engine: Engine, **terms: Any) -> Sent:
    """An inquiry was made a week ago, and its workbooks at once."""
    asking = ask(engine, WEEK_AGO, date(2026, 12, 1), **{"reference_on": REFERENCE, **terms})
    made = issue_all(engine, replace(DX, at=WEEK_AGO), asking.inquiry.number)
    return Sent(engine, tuple(Returned(*each) for each in made))


def said(received: Received) -> list[str]:
    """Why a file is refused, or what has to be asked about it."""
    outcome = received.outcome
    return [finding.ja for finding in (*outcome.problems, *(question.finding for question in outcome.questions))]


def noticed(received: Received) -> list[str]:
    """What was pointed out."""
    return [finding.ja for finding in received.outcome.notices]
