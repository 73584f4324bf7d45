"""回答用Excel: the columns of its sheet 回答, and what marks a workbook as one of ours."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from tracker.domain import labels
from tracker.domain.asked import Topic
from tracker.domain.catalogue import HEADINGS
from tracker.domain.channels import CHANNELS
from tracker.domain.inquiry import Terms
from tracker.domain.procedure import Barrier, VolumeBasis
from tracker.domain.status import OnlineStatus, Scope
from tracker.domain.vocabulary import name_of

FORM = "1"
"""The number of this layout: a later one gets another."""
REPLY_SHEET = "回答"
MARKS_SHEET = "コード"
ISSUED_ID, INQUIRY, DIVISION, LAYOUT = MARKS = ("様式の番号", "照会番号", "課コード", "様式の版")
"""Labels in the first column of the sheet コード; what they name stands to their right, as text."""
RESPONDENT, HEAD = "回答者（職・氏名）", "所属長（職・氏名）"
CHECK = "点検"
"""The heading of a last column that computes what is left to do. Nothing is read from it."""

REPLY = "reply"
UNCHANGED, CHANGED, ANSWERED_BEFORE = "変更なし", "変更あり", "回答済"
NOT_COUNTED = "未集計"
FEWEST_CHANNELS = 3
_WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


class Kind(Enum):
    """What a cell holds, which says how it is read."""

    KEY = "key"
    CODE = "code"
    DAY = "day"
    PERIOD = "period"
    CASES = "cases"
    URL = "url"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ReplyColumn:
    """``topic``: to which question it belongs; None for keys. ``names``: what can be chosen.

    ``part``: which part of a cell that takes several columns, from 1; 0 for a column that is a cell of its own.
    ``month``: the first day of the month of a monthly count.
    """

    heading: str
    identifier: str
    kind: Kind
    topic: Topic | None = None
    names: tuple[str, ...] = ()
    part: int = 0
    month: date | None = None

    @property
    def is_protected(self) -> bool:
        """Keys are not to be changed."""
        return self.kind is Kind.KEY


def columns_of(terms: Terms, channel_columns: int = FEWEST_CHANNELS) -> tuple[ReplyColumn, ...]:
    """The columns of the sheet 回答: keys, then what the topics ask; 回答 is about the status alone."""
    columns = [
        ReplyColumn(HEADINGS["code"], "code", Kind.KEY),
        ReplyColumn(HEADINGS["name"], "name", Kind.KEY),
    ]
    if Topic.STATUS in terms.topics:
        columns.append(ReplyColumn("回答", REPLY, Kind.CODE, Topic.STATUS, (UNCHANGED, CHANGED)))
        columns += _status_columns(channel_columns)
    if terms.fiscal_year is not None:
        columns += _yearly_columns(terms.fiscal_year)
    for month in terms.months:
        columns += _monthly_columns(month)
    return tuple(columns)


def _names(codes: type[Enum]) -> tuple[str, ...]:
    return tuple(name_of(code) for code in codes)


def _status_columns(channel_columns: int) -> list[ReplyColumn]:
    asked = Topic.STATUS
    channels = tuple(channel.name for channel in CHANNELS.values())
    return [
        ReplyColumn(HEADINGS["online_status"], "online_status", Kind.CODE, asked, _names(OnlineStatus)),
        ReplyColumn(HEADINGS["online_on"], "online_on", Kind.DAY, asked),
        ReplyColumn("オンラインでできる範囲", "online_scope", Kind.CODE, asked, _names(Scope)),
        *(
            ReplyColumn(
                HEADINGS["channels"] + str(part).translate(_WIDE_DIGITS), "channels", Kind.CODE, asked, channels, part
            )
            for part in range(1, channel_columns + 1)
        ),
        ReplyColumn(HEADINGS["url"], "url", Kind.URL, asked),
        ReplyColumn(HEADINGS["note"], "note", Kind.TEXT, asked),
        ReplyColumn(HEADINGS["legal_basis"], "legal_basis", Kind.TEXT, asked),
        ReplyColumn(HEADINGS["planned_for"], "planned_for", Kind.PERIOD, asked),
        ReplyColumn(HEADINGS["barrier"], "barrier", Kind.CODE, asked, _names(Barrier)),
        ReplyColumn("予定のコメント", "comment", Kind.TEXT, asked),
    ]


def _yearly_columns(fiscal_year: int) -> list[ReplyColumn]:
    asked, when = Topic.YEARLY_COUNTS, f"（{labels.fiscal_year(fiscal_year)}）"
    return [
        ReplyColumn(HEADINGS["annual_cases"] + when, "annual_cases", Kind.CASES, asked),
        ReplyColumn(f"うちオンライン{when}", "online_cases", Kind.CASES, asked),
        ReplyColumn(HEADINGS["volume_basis"], "volume_basis", Kind.CODE, asked, _names(VolumeBasis)),
    ]


def _monthly_columns(month: date) -> list[ReplyColumn]:
    asked, when = Topic.MONTHLY_COUNTS, f"（{labels.month(month)}）"
    return [
        ReplyColumn(f"受付件数{when}", f"cases:{month:%Y-%m}", Kind.CASES, asked, month=month),
        ReplyColumn(f"うちオンライン{when}", f"online_cases:{month:%Y-%m}", Kind.CASES, asked, month=month),
    ]
