"""What the cells of a returned row say, in the one way of writing of ``reply_form``; what is unclear is not guessed."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tracker.domain import labels
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period, Precision, parse_planned, parse_start
from tracker.domain.reply.columns import ANSWERED_BEFORE, CHANGED, NOT_COUNTED, REPLY, UNCHANGED, Kind, ReplyColumn
from tracker.domain.reply.form import channels_text, plain
from tracker.domain.reply.reading import ReturnedCell
from tracker.importing import cells as read
from tracker.importing import times
from tracker.importing.code_lists import CHANNEL_NAMES, CodeList, label_key
from tracker.importing.reply import questions
from tracker.importing.table import Cell, shown_cell
from tracker.importing.texts import Read, text_of

LONGEST = 2_000
_NUMBERED = re.compile(r"^\(?[0-9]{1,2}[).:,、。]?")
_BETWEEN = re.compile(r"[、，,;；\n／]+")
_UNIT = re.compile(r"件$")
_REPLIES = CodeList(
    "回答",
    (
        (UNCHANGED, (UNCHANGED, "変更無し", "変更無", "なし", "無し", "無")),
        (CHANGED, (CHANGED, "変更有り", "変更有", "あり", "有り", "有")),
        (ANSWERED_BEFORE, (ANSWERED_BEFORE, "回答済み")),
    ),
)


def returned(column: ReplyColumn, cells: Sequence[Cell]) -> ReturnedCell:
    """The meaning of a cell; of one that takes several columns, of all of them together."""
    found = "、".join(text for cell in cells if (text := shown_cell(cell).strip()))
    try:
        value = _READERS[column.kind](column, cells)
    except Refused as refused:
        return ReturnedCell(found, None, refused.ja, refused.en)
    notice = next((notice for notice in value.notices if not notice.gathered), None)
    return ReturnedCell(found, value.value, *(notice[:2] if notice else ("", "")))


def _code(column: ReplyColumn, cells: Sequence[Cell]) -> Read:
    if column.part:
        return _channels(column, cells)
    text, notices = text_of(cells[0])
    if not text:
        return Read("", notices)
    if column.identifier == REPLY:
        found = _REPLIES.find(text)
    else:
        found = _named(text, CodeList(column.heading, ((name, (name,)) for name in column.names)))
    if found is None:
        raise _not_a_code(column, text)
    return Read(found, notices)


def _named(text: str, codes: CodeList) -> Any:
    """A value by its name: with a number before it, 済み for 済, or in any width."""
    key = _NUMBERED.sub("", label_key(text))
    for way in (text, key, key.removesuffix("み")):
        found = codes.find(way)
        if found is not None:
            return found
    return None


def _not_a_code(column: ReplyColumn, text: str) -> Refused:
    if column.identifier == "online_status" and label_key(text) in questions.HALF_SAID:
        return questions.which_status(text)
    names = (UNCHANGED, CHANGED) if column.identifier == REPLY else column.names
    return questions.not_on_list(column.heading, text, names)


def _channels(column: ReplyColumn, cells: Sequence[Cell]) -> Read:
    codes = []
    for cell in cells:
        text, _notices = text_of(cell, lines=True)
        whole = _named(text, CHANNEL_NAMES)
        for part in [text] if whole is not None else filter(None, map(str.strip, _BETWEEN.split(text))):
            code = _named(part, CHANNEL_NAMES)
            if code is None:
                raise questions.not_on_list(column.heading[:-1], part, column.names)
            codes.append(code)
    return Read(channels_text(codes))


def _day(_column: ReplyColumn, cells: Sequence[Cell]) -> Read:
    [cell] = cells
    try:
        day = times.start_day(cell)
    except Refused:
        month = _first_of_month(cell)
        if month is None:
            raise
        day = month
    return Read(labels.day(day.value) if day.value else "", day.notices)


def _first_of_month(cell: Cell) -> Read | None:
    """R8.10, which could be a fiscal year anywhere but in a field for a day; None for what is no month."""
    try:
        first = parse_start(text_of(cell)[0])
    except Refused:
        return None
    return Read(times.start_day(Period(first, Precision.DAY)).value, (questions.first_of_month(first),))


def _period(_column: ReplyColumn, cells: Sequence[Cell]) -> Read:
    [cell] = cells
    if not isinstance(cell, Period):
        text, _notices = text_of(cell)
        if not text:
            return Read("")
        cell = parse_planned(text)
    return Read(labels.period(times.period(cell).value))


def _cases(_column: ReplyColumn, cells: Sequence[Cell]) -> Read:
    [cell] = cells
    text = text_of(cell)[0] if isinstance(cell, str) else ""
    if isinstance(cell, str) and not text:
        return Read("")
    try:
        count = read.count(_UNIT.sub("", text).strip() if text else cell)
    except Refused as refused:
        raise questions.no_count(text or shown_cell(cell)) from refused
    return Read(NOT_COUNTED if count.value is None else str(count.value), count.notices)


def _url(_column: ReplyColumn, cells: Sequence[Cell]) -> Read:
    return _plain(read.url(LONGEST)(cells[0]))


def _text(_column: ReplyColumn, cells: Sequence[Cell]) -> Read:
    return _plain(read.text(LONGEST, lines=True)(cells[0]))


def _plain(value: Read) -> Read:
    return Read(plain(value.value), value.notices)


_READERS: Mapping[Kind, Callable[[ReplyColumn, Sequence[Cell]], Read]] = {
    Kind.CODE: _code,
    Kind.DAY: _day,
    Kind.PERIOD: _period,
    Kind.CASES: _cases,
    Kind.URL: _url,
    Kind.TEXT: _text,
}
