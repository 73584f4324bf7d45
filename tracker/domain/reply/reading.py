"""A cell of a returned workbook on its three sides: as it was issued, as it came back, and as it would be issued now.

What only the division changed is taken in; what both changed alike says nothing new; what both changed differently is
a conflict, which somebody has to settle. Sides are compared in the one way of writing of ``reply_form``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.domain.procedure import Procedure
from tracker.domain.reply.columns import Kind, ReplyColumn
from tracker.domain.reply.findings import Answer, Choice, Finding, Question

ANY = (Choice.RETURNED, Choice.PRESENT, Choice.TYPED)
OTHER = (Choice.PRESENT, Choice.TYPED)


@dataclass(frozen=True, slots=True)
class ReturnedCell:
    """What came back. ``found``: as it stood there; ``text``: in the one way of writing, None where that is unclear.

    ``ja``, ``en``: why it is unclear, or else what is to be pointed out about how it was read.
    """

    found: str
    text: str | None
    ja: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """The three sides, and how somebody has settled a question about them. ``heading``: of the whole cell."""

    column: ReplyColumn
    heading: str
    issued: str
    returned: ReturnedCell
    present: str
    answer: Answer | None = None

    @property
    def choice(self) -> Choice | None:
        """How it was settled; None too where something else is stored by now than was seen then."""
        if self.answer is None or self.answer.present != self.present:
            return None
        return self.answer.choice

    @property
    def is_said(self) -> bool:
        """Whether the division changed it. An empty count says nothing."""
        if self._is_of_counts and self.returned.text == "":
            return False
        return self.returned.text != self.issued

    @property
    def is_unclear(self) -> bool:
        """Whether it cannot be read, and nobody has said what is to stand there."""
        return self.returned.text is None and self.choice is not Choice.PRESENT

    @property
    def is_conflict(self) -> bool:
        """Whether both sides changed it, differently, and nobody has settled it."""
        return (
            self.choice is None
            and self.is_said
            and self.returned.text is not None
            and self.present not in (self.issued, self.returned.text)
        )

    @property
    def target(self) -> str:
        """What is to be stored, as far as it is clear: what is stored already where nothing new is said."""
        if self.returned.text is None or self.choice is Choice.PRESENT:
            return self.present
        if self.choice is not None or self.is_said:
            return self.returned.text
        return self.present

    @property
    def is_new(self) -> bool:
        """Whether something else is to be stored than is."""
        return self.target != self.present

    @property
    def _is_of_counts(self) -> bool:
        return self.column.kind is Kind.CASES or self.column.identifier == "volume_basis"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet, and the procedure that it is about as it is stored."""

    number: int
    procedure: Procedure
    cells: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """How messages name the procedure."""
        return f"{self.procedure.code} {self.procedure.name}"

    def ask(
        self, identifier: str, ja: str, en: str, choices: tuple[Choice, ...] = OTHER, *, needs_reason: bool = False
    ) -> Question:
        """A question about a cell."""
        cell = self.cells[identifier]
        return Question(
            Finding(self.number, cell.heading, cell.returned.found, ja, en, self.subject),
            identifier,
            cell.issued,
            cell.present,
            choices,
            cell.is_conflict,
            needs_reason,
        )

    def notice(self, identifier: str, ja: str, en: str) -> Finding:
        """Something to be pointed out about a cell that is taken in."""
        cell = self.cells[identifier]
        return Finding(self.number, cell.heading, cell.returned.found, ja, en, self.subject)


def doubts(row: Row, identifiers: frozenset[str]) -> tuple[Question, ...]:
    """What has to be asked of these cells before anything else: what is unclear, and what both sides changed."""
    found = []
    for identifier, cell in row.cells.items():
        if identifier not in identifiers:
            continue
        if cell.is_unclear:
            found.append(row.ask(identifier, cell.returned.ja, cell.returned.en))
        elif cell.is_conflict:
            found.append(row.ask(identifier, *_CONFLICT, ANY))
    return tuple(found)


_CONFLICT = (
    "様式を作成した後に、登録も変更されています。どちらが正しいか確かめてください。",
    "What is stored was changed too, after the workbook had been made. Find out which is right.",
)
