"""What was found in a file that is refused, or accepted with a warning, and where."""

import re
from dataclasses import dataclass
from typing import Self

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """A refusal or a warning: the place, what was found there, and what to do in both languages.

    ``row`` counts as a spreadsheet does (the first row is 1), None for the whole file; ``column`` is the Japanese
    heading. The sentences do not repeat row and column.
    """

    row: int | None
    column: str | None
    value: str | None
    ja: str
    en: str


class CannotReadOn(Exception):
    """The file, or the rest of it, cannot be read."""

    def __init__(self, ja: str, en: str, *, row: int | None = None, value: str | None = None) -> None:
        super().__init__(ja)
        self.problem = Problem(row, None, value, ja, en)

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """The same about a problem that is known already."""
        return cls(problem.ja, problem.en, row=problem.row, value=problem.value)


# C0 and C1 controls, line separators, and the marks that turn the direction of text around.
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def shown(text: str) -> str:
    """What was found, for printing: cut to a sane length, control characters made visible."""
    cut = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
    return CONTROL.sub(lambda match: f"<U+{ord(match[0]):04X}>", cut)
