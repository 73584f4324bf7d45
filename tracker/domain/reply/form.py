"""回答用Excel: what stands in the workbook of a division, so that what comes back can be compared with it cell by cell.

The contract between making a workbook and taking it in:

- ``columns_of`` says which columns the sheet 回答 has, in order. Headings are unique; the row of headings is the first
  that has 手続ID. Above it, 回答者 and 所属長 stand in the cell to the right of their labels.
- A ``ReplyRow`` holds one text for each identifier, "" for an empty cell, in one way of writing: codes by their names,
  days and periods as ``labels`` prints them (令和8年4月1日), counts as digits or 未集計, texts as ``plain`` leaves
  them. Several columns may be parts of one cell: 受付方法１ … stand together as ``channels_text``.
- What is typed is read in any way of writing, brought into this one, and then compared. In the file a text that would
  begin a formula has an apostrophe before it (``exporting.neutral``), which ``importing.texts.tidied`` takes off.
- 回答 is there where the status is asked: 変更なし = what is printed of the status and the plan is right; a changed
  cell of them with an empty 回答 counts as 変更あり; 回答済 stood there when the workbook was made, and says nothing
  new. A count is said by its cell alone: an empty one says nothing, 未集計 says that nobody counts.
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from tracker.domain import labels
from tracker.domain.asked import Topic
from tracker.domain.asking import is_sent_back, open_topics
from tracker.domain.channels import CHANNELS
from tracker.domain.count_report import CountReport
from tracker.domain.inquiry import Inquiry, Terms
from tracker.domain.procedure import Procedure, Unit
from tracker.domain.reply.columns import ANSWERED_BEFORE, FEWEST_CHANNELS, REPLY, Kind, ReplyColumn, columns_of
from tracker.domain.reply.counts import count_cells
from tracker.domain.status import ALWAYS, StatusRecord, as_if_confirmed, awaiting, in_force, online_from
from tracker.domain.text import EDGES
from tracker.domain.vocabulary import channel_name, name_of

BETWEEN_CHANNELS = "、"
"""What stands between the names of channels in one cell."""
NO_REPORTS: Mapping[str, Sequence[CountReport]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A procedure and its cells by the identifiers of columns, each the one text described above."""

    code: str
    name: str
    cells: Mapping[str, str]

    def printed(self, column: ReplyColumn) -> str:
        """What stands in the column."""
        if column.kind is Kind.KEY:
            return self.code if column.identifier == "code" else self.name
        text = self.cells[column.identifier]
        if not column.part:
            return text
        parts = text.split(BETWEEN_CHANNELS) if text else []
        return parts[column.part - 1] if column.part <= len(parts) else ""


@dataclass(frozen=True, slots=True)
class ReplyForm:
    """What stood in a workbook when it was made. ``channel_columns``: how many columns 受付方法 takes."""

    inquiry: int
    division: str
    unit: Unit
    channel_columns: int
    rows: tuple[ReplyRow, ...]


def form_of(
    inquiry: Inquiry,
    division_code: str,
    unit: Unit,
    procedures: Iterable[Procedure],
    today: date,
    reports: Mapping[str, Sequence[CountReport]] = NO_REPORTS,
) -> ReplyForm:
    """What the workbook of a division says of its procedures: what was stated last, be it confirmed or not.

    ``procedures``: with what the inquiry asks of each. Those of other divisions, and ended ones, are left out.
    ``reports``: the counts reported of each procedure by its code.
    """
    own = [item for item in procedures if item.unit == unit and item.is_active(today)]
    stated = {item.code: stated_last(item, today) for item in own}
    most = max((len(record.channels) for record in stated.values() if record), default=0)
    # One more than is used, so that another channel finds room.
    channel_columns = max(FEWEST_CHANNELS, most + 1)
    rows = (
        ReplyRow(
            item.code, plain(item.name), _cells(item, stated[item.code], reports.get(item.code, ()), inquiry.terms)
        )
        for item in own
    )
    return ReplyForm(inquiry.number, division_code, unit, channel_columns, tuple(rows))


def stated_last(procedure: Procedure, today: date) -> StatusRecord | None:
    """The status stated last: the one that awaits confirmation, else the one in force, as if all were confirmed."""
    waiting = [record for record in awaiting(procedure.records) if record.status is not None]
    return waiting[-1] if waiting else in_force(as_if_confirmed(procedure.records), today)


def channels_text(codes: Collection[str]) -> str:
    """The names of channels in the order of their list: the order in which they were chosen says nothing."""
    return BETWEEN_CHANNELS.join(channel_name(code) for code in CHANNELS if code in codes)


def channels_in(text: str) -> tuple[str, ...]:
    """The codes of the channels that stand together in such a text."""
    names = text.split(BETWEEN_CHANNELS)
    return tuple(code for code in CHANNELS if channel_name(code) in names)


def plain(text: str) -> str:
    """A text without space around it, its line breaks and characters composed as a file would bring them back."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip(EDGES)


def _cells(
    procedure: Procedure, stated: StatusRecord | None, reports: Iterable[CountReport], terms: Terms
) -> dict[str, str]:
    cells = {column.identifier: "" for column in columns_of(terms) if not column.is_protected}
    if Topic.STATUS in terms.topics:
        cells |= _status_cells(procedure, stated)
        if Topic.STATUS not in open_topics(procedure) and not is_sent_back(procedure):
            cells[REPLY] = ANSWERED_BEFORE
    return cells | count_cells(procedure, reports, terms)


def _status_cells(procedure: Procedure, stated: StatusRecord | None) -> dict[str, str]:
    plan = procedure.plan
    cells = {
        "legal_basis": plain(procedure.legal_basis),
        "planned_for": labels.period(plan.planned_for) if plan.planned_for else "",
        "barrier": name_of(plan.barrier) if plan.barrier else "",
        "comment": plain(plan.comment),
    }
    if stated is None or stated.status is None:
        return cells
    begun = online_from(as_if_confirmed(procedure.records), stated.effective_on or ALWAYS)
    return cells | {
        "online_status": name_of(stated.status),
        "online_on": labels.day(begun.effective_on) if begun and begun.effective_on else "",
        "online_scope": name_of(stated.scope) if stated.scope is not None else "",
        "channels": channels_text(stated.channels),
        "url": plain(stated.url),
        "note": plain(stated.note),
    }
