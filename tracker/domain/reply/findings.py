"""What is said of a returned workbook: why it is refused, what has to be asked about it, what was noticed."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import Any

from tracker.domain.audit import canonical
from tracker.domain.reply.verdict import Verdict


class Choice(Enum):
    """How a question about a cell can be settled."""

    RETURNED = "returned"
    PRESENT = "present"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Finding:
    """``row`` as a spreadsheet counts, None for the whole file; ``column``: a heading, "" for the whole row.

    ``value``: what was found there. ``subject``: the procedure that the row is about. The sentences repeat none of it.
    """

    row: int | None
    column: str
    value: str
    ja: str
    en: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A cell that is not taken in before somebody has settled it.

    ``identifier``: the column. ``issued``: what stood there when the workbook was made; ``present``: what is stored
    now. ``is_conflict``: both sides have changed it. ``needs_reason``: it can stay as it is, with a reason.
    """

    finding: Finding
    identifier: str
    issued: str
    present: str
    choices: tuple[Choice, ...]
    is_conflict: bool = False
    needs_reason: bool = False

    @property
    def key(self) -> str:
        """What names the question within its file."""
        return f"{self.finding.row}-{self.identifier}"


@dataclass(frozen=True, slots=True)
class Answer:
    """How somebody settled a question. ``text``: what they typed. ``present``: what they saw stored at that time."""

    choice: Choice
    present: str
    text: str = ""
    reason: str = ""


Answers = Mapping[tuple[int, str], Answer]
"""By the row and the identifier of the column."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict on a file and its grounds.

    ``changed``, ``unchanged``: procedures of which something new was said, or 変更なし; ``unanswered``: of which
    something asked is still open afterwards.
    """

    verdict: Verdict
    changed: int = 0
    unchanged: int = 0
    unanswered: int = 0
    problems: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    notices: tuple[Finding, ...] = ()

    def discarded(self) -> "Outcome":
        """The same once somebody has decided not to take the file in."""
        return replace(self, verdict=Verdict.DISCARDED)


def refused(*problems: Finding) -> Outcome:
    """The outcome of a file that is refused."""
    return Outcome(Verdict.REFUSED, problems=problems)


def to_json(outcome: Outcome) -> str:
    """The text in which an outcome is kept."""
    return canonical(asdict(outcome, dict_factory=_plain))


def from_json(text: str) -> Outcome:
    """The outcome of such a text."""
    found = json.loads(text)
    return Outcome(
        **found
        | {
            "verdict": Verdict(found["verdict"]),
            "problems": tuple(Finding(**each) for each in found["problems"]),
            "questions": tuple(map(_question, found["questions"])),
            "notices": tuple(Finding(**each) for each in found["notices"]),
        }
    )


def _question(found: dict[str, Any]) -> Question:
    choices = tuple(Choice(choice) for choice in found["choices"])
    return Question(**found | {"finding": Finding(**found["finding"]), "choices": choices})


def _plain(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: _value(value) for name, value in pairs}


def _value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return [_value(each) for each in value] if isinstance(value, tuple) else value
