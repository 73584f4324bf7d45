"""The monthly paper as a value: every number and sentence already decided, in the order in which they are printed.

Writers lay it out as a page, PDF, Word or Excel and add no words of their own about figures.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from tracker.domain.coverage import Coverage, Rate
from tracker.domain.policy import Target
from tracker.domain.progress import Group


class Paper(Enum):
    """庁内報告, for the ward's own divisions, and 委員会報告, for the council."""

    INTERNAL = "internal"
    COMMITTEE = "committee"


class Stage(Enum):
    """作成中, （案） while it goes round for approval, 確定."""

    IN_PREPARATION = "in_preparation"
    PROPOSED = "proposed"
    FINAL = "final"


class State(Enum):
    """How far a month's papers have come: 作成中, （案）, 確定, 公表済."""

    IN_PREPARATION = "in_preparation"
    PROPOSED = "proposed"
    FINAL = "final"
    RELEASED = "released"


class Kind(Enum):
    """What a column holds, as it is printed: words, a number with commas, 54.2, ＋1,234 or △0.3."""

    TEXT = "text"
    COUNT = "count"
    PERCENT = "percent"
    CHANGE = "change"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and what stands below it. ``share``: of the width of a printed page, in comparison with the others."""

    heading: str
    kind: Kind = Kind.TEXT
    share: int = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Printed cells below headings. ``has_total``: the last row is the sum of the others.

    ``unit`` stands above the table at the right (単位：件); ``notes`` stand below it.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str = ""
    notes: tuple[str, ...] = ()
    has_total: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A paragraph. ``label``: the number of an item, "(1)" or none. ``key``: by which an officer's wording is kept."""

    key: str
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its number and name: 表１, 部別の進捗状況."""

    number: str
    name: str
    table: Table


@dataclass(frozen=True, slots=True)
class TrendChart:
    """The target figure at the ends of months, oldest first, and the target it is to reach."""

    points: tuple[tuple[date, Rate], ...]
    target: Target | None


@dataclass(frozen=True, slots=True)
class DepartmentChart:
    """Cases a year, online and not, of each department that has any counted, in 建制順."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A picture with its number and name: 図１, オンライン化率の推移; ``alt`` says in words what it shows."""

    number: str
    name: str
    alt: str
    chart: TrendChart | DepartmentChart


Block = Sentence | TableBlock | FigureBlock


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered heading (``number``: １) and what stands under it. ``key`` names it whatever its number is."""

    key: str
    number: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """別紙: ``label`` (別紙１) and title. ``landscape``: a table too wide for an upright page."""

    key: str
    label: str
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The title block: in a frame at the upper right (committee, 資料№), below it at the right (document number, date,
    office), then the title in the middle with ``mark`` (（案）, （令和８年11月20日訂正）) behind or below it.
    """

    title: str
    box: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The tables of the Excel file, one a sheet: 概要, 部別, 手続別一覧, 優先順位, 変動, 定義.

    ``overview`` has a row per figure. ``procedures`` is the same table as in the annex. ``changes`` is empty in the
    first paper, which has none to compare with.
    """

    overview: Table
    departments: Table
    procedures: Table
    priorities: Table
    changes: Table
    definitions: Table


@dataclass(frozen=True, slots=True)
class OpenData:
    """The rows of the csv file, by the headings of the municipality's open data."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """A paper about the month that begins on ``month``, as of its last day ``as_of``.

    ``coverage``: the whole; it is the sum of what ``sheets`` lists. ``notes``: ※ at the end of the text. ``closing``:
    the last lines of the last annex (照合番号).
    """

    paper: Paper
    month: date
    as_of: date
    edition: int
    stage: Stage
    heading: Heading
    coverage: Coverage
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    annexes: tuple[Annex, ...]
    closing: tuple[str, ...]
    sheets: Sheets
    open_data: OpenData
