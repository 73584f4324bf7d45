"""What came of reading a file, as it is kept with it: what is wrong, what to look at, and what it would change."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field
from datetime import date
from typing import Any

from tracker.domain.audit import Details, canonical
from tracker.domain.errors import Refused
from tracker.importing.problem import CannotReadOn, Problem
from tracker.usecases.uploads.subjects import Handling, Outcome


@dataclass(frozen=True, slots=True)
class Result:
    """``changes``: as the subject of the file writes it (``Handling.changes``), empty for a file that is refused.

    ``overtaken``: these changes are others than somebody confirmed, because the catalogue was changed meanwhile.
    """

    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    changes: Details = field(default_factory=dict)
    overtaken: bool = False


def result_of(handling: Handling, outcome: Outcome, today: date, *, overtaken: bool = False) -> Result:
    """What a preview came to."""
    changes = handling.changes(outcome, today) if outcome.accepted else {}
    return Result(tuple(outcome.problems), tuple(outcome.warnings), changes, overtaken)


def refusal(stop: CannotReadOn | Refused) -> Result:
    """What a reading came to that could not be ended."""
    problem = stop.problem if isinstance(stop, CannotReadOn) else Problem(None, None, None, stop.ja, stop.en)
    return Result((problem,))


def result_to_json(result: Result) -> str:
    """The text of a result."""
    return canonical(
        {
            "problems": _plain(result.problems),
            "warnings": _plain(result.warnings),
            "changes": result.changes,
            "overtaken": result.overtaken,
        }
    )


def result_from_json(text: str) -> Result:
    """The result of a text that ``result_to_json`` wrote."""
    found: dict[str, Any] = json.loads(text)
    problems, warnings = (tuple(Problem(*each) for each in found[name]) for name in ("problems", "warnings"))
    return Result(problems, warnings, found["changes"], found["overtaken"])


def _plain(problems: Iterable[Problem]) -> Sequence[tuple[Any, ...]]:
    return [astuple(problem) for problem in problems]
