"""Recognising what a table is by its headings."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain.catalogue import HEADINGS
from tracker.domain.column_mapping import LEFT_OUT
from tracker.importing.findings import Notice
from tracker.importing.heading_rows import Headings, find_headings, headings_at
from tracker.importing.headings import REQUIRED, heading_score, identifiers
from tracker.importing.manner import LayoutName, Manner
from tracker.importing.national_survey import SURVEY_COLUMNS, survey_score
from tracker.importing.proposals import likeness, proposed
from tracker.importing.source_list import list_columns, list_score
from tracker.importing.table import Merge, NumberedRow

_LIKE_A_CATALOGUE = 3
"""So many of the columns that a catalogue file must have make it one, if a faulty one."""
_LIKE_A_LIST = 2
_LIKE_A_TABLE = 3


@dataclass(frozen=True, slots=True)
class Recognised:
    """The layout of a table, None where it is not known, and its headings, None where none were made out.

    ``fit``: how many headings of the mapping it has.
    """

    layout: LayoutName | None
    headings: Headings | None
    fit: int = 0


def recognise(head: Sequence[NumberedRow], merges: Sequence[Merge], manner: Manner) -> Recognised:
    """What the first rows of a table show, as far as it was not said."""
    mapping = manner.mapping
    if manner.layout is LayoutName.MAPPED or (manner.layout is None and mapping is not None and mapping.columns):
        found = _own_headings(head, merges, manner)
        fit = len(set(found.keys).intersection(mapping.columns)) if found and mapping else 0
        return Recognised(LayoutName.MAPPED, found, fit)
    for layout, score in ((LayoutName.NATIONAL_SURVEY, survey_score), (LayoutName.SOURCE_LIST, list_score)):
        if manner.layout in (layout, None) and (found := find_headings(head, merges, score)):
            return Recognised(layout, found)
    if manner.layout in (LayoutName.CATALOGUE, None) and (found := find_headings(head, (), _catalogue, rows=1)):
        return Recognised(LayoutName.CATALOGUE, found)
    return Recognised(manner.layout, _own_headings(head, merges, manner))


def _own_headings(head: Sequence[NumberedRow], merges: Sequence[Merge], manner: Manner) -> Headings | None:
    """The headings of a list in its own layout: where they were said to be, or those that a mapping or we know best."""
    mapping = manner.mapping
    rows = mapping.heading_rows if mapping else None
    row = manner.header_row or (mapping.header_row if mapping else None)
    if row is not None:
        return headings_at(head, merges, row, rows or 1)
    if mapping is not None and mapping.columns:
        wanted = set(mapping.columns)
        return find_headings(head, merges, lambda found: len(wanted.intersection(found.keys)), rows)
    return find_headings(head, merges, _likeness, rows) or find_headings(head, (), _width, 1)


def _likeness(headings: Headings) -> int:
    found = likeness(headings.written)
    return found if found >= _LIKE_A_LIST else 0


def _width(headings: Headings) -> int:
    """Of a list whose headings say nothing to us: the first row as wide as the table."""
    texts = sum(bool(heading) and not heading[0].isnumeric() for heading in headings.written)
    return texts if texts >= _LIKE_A_TABLE else 0


def _catalogue(headings: Headings) -> int:
    """As many columns of a catalogue file as it names, if it names enough of those that it must have."""
    named = len({identifier for identifier in identifiers(headings.written) if identifier in REQUIRED})
    return heading_score(headings.written) if named >= _LIKE_A_CATALOGUE else 0


def identified(found: Recognised, manner: Manner) -> list[str | None]:
    """For each heading the column of the catalogue that it fills or seems to; LEFT_OUT where it fills none."""
    headings = found.headings
    assert headings is not None
    mapping = manner.mapping
    if found.layout is LayoutName.NATIONAL_SURVEY:
        return [SURVEY_COLUMNS.get(key, LEFT_OUT) for key in headings.keys]
    if found.layout is LayoutName.SOURCE_LIST:
        columns = {place: name for name, place in list_columns(headings).items() if name in HEADINGS}
        return [columns.get(place, LEFT_OUT) for place in range(len(headings.written))]
    if found.layout is LayoutName.CATALOGUE:
        return identifiers(headings.written)
    if mapping is not None and mapping.columns:
        otherwise = LEFT_OUT if manner.allow_unknown_columns else None
        return [mapping.columns.get(key, otherwise) for key in headings.keys]
    return proposed(headings.written)


NO_HEADINGS = Notice(
    "見出しの行が見つかりません。一覧表のファイルであれば、見出しの行の番号を指定してください。"
    "文字が化けている場合は、「CSV UTF-8（コンマ区切り）」で保存し直してください。",
    "There is no row of headings. If the file is a list, say which row has the headings. If the text looks garbled, "
    "save the file as “CSV UTF-8”.",
)
