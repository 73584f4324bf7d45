"""Where things stand in the reply workbook, so that its formulas can point at them.

The sheet 作成時 holds in the same cells what the sheet 回答 held when it was made, and beside that what is computed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.utility import xl_col_to_name

from tracker.domain.asked import Topic
from tracker.domain.inquiry import Inquiry
from tracker.domain.reply.columns import REPLY, REPLY_SHEET, Kind, ReplyColumn, columns_of
from tracker.domain.reply.form import ReplyForm

BEFORE_SHEET = "作成時"
RESPONDENT_ROW, HEAD_ROW, HEADING_ROW = 2, 3, 4
FIRST_ROW = HEADING_ROW + 1
INPUT_COLUMN = 1
"""Of 回答者 and 所属長, beside their labels."""


@dataclass(frozen=True)
class Grid:
    """The columns of a form and its rows, counted from 0 as XlsxWriter does."""

    form: ReplyForm
    inquiry: Inquiry

    @cached_property
    def columns(self) -> tuple[ReplyColumn, ...]:
        """The columns of the sheet 回答; 点検 comes after them."""
        return columns_of(self.inquiry.terms, self.form.channel_columns)

    @property
    def last_row(self) -> int:
        """The last row of the table; that of the headings where no procedure is left."""
        return HEADING_ROW + len(self.form.rows)

    @property
    def check_column(self) -> int:
        """Where 点検 stands."""
        return len(self.columns)

    def place(self, identifier: str) -> int:
        """The first column of a cell."""
        return next(place for place, column in enumerate(self.columns) if column.identifier == identifier)

    def asks(self, topic: Topic) -> bool:
        """Whether there are columns about this."""
        return topic in self.inquiry.terms.topics

    @property
    def counts(self) -> tuple[tuple[str, str], ...]:
        """The identifiers of cells that hold counts: all cases, and those online among them."""
        names = [column.identifier for column in self.columns if column.kind is Kind.CASES]
        return tuple(zip(names[::2], names[1::2], strict=True))

    @property
    def code_columns(self) -> Sequence[ReplyColumn]:
        """The columns in which a value of a list is chosen, 回答 apart."""
        return [column for column in self.columns if column.kind is Kind.CODE and column.identifier != REPLY]


@dataclass(frozen=True)
class At:
    """The addresses of one row. ``computed``: which column of 作成時 holds what is computed under a name."""

    grid: Grid
    row: int
    computed: dict[str, int]

    def now(self, identifier: str) -> str:
        """What the sheet 回答 holds."""
        return self._address(REPLY_SHEET, self.grid.place(identifier))

    def before(self, identifier: str) -> str:
        """What it held."""
        return self._address(BEFORE_SHEET, self.grid.place(identifier))

    def of(self, name: str) -> str:
        """What is computed of the row."""
        return self._address(BEFORE_SHEET, self.computed[name])

    def column(self, column: ReplyColumn) -> str:
        """What the sheet 回答 holds in one of the columns."""
        return self._address(REPLY_SHEET, self.grid.columns.index(column))

    def status_cells(self, sheet: str) -> str:
        """All cells about the status and the plan, 回答 apart."""
        places = [place for place, column in enumerate(self.grid.columns) if column.topic is Topic.STATUS]
        last = xl_col_to_name(places[-1])
        return f"{self._address(sheet, places[1])}:{last}{self.row + 1}"

    def _address(self, sheet: str, column: int) -> str:
        return f"'{sheet}'!{xl_col_to_name(column)}{self.row + 1}"


def list_name(column: ReplyColumn) -> str:
    """The name under which the values of a column can be found from any sheet."""
    return f"一覧_{column.identifier}"
