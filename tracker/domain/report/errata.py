"""正誤表: what a corrected edition says differently from the one before, place by place."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from tracker.domain.report.document import Annex, Column, MonthlyReport, Section, Sentence, Table, TableBlock

MISSING = "（記載なし）"

Difference = tuple[str, str, str]
"""Place, wrong, right."""


def differences(wrong: MonthlyReport, right: MonthlyReport) -> list[Difference]:
    """What differs, in the order of the paper. Lists of corrections of earlier editions are no part of it.

    What stands in the Excel and CSV files only is looked at where the paper itself says the same.
    """
    return list(dict.fromkeys(_differences(wrong, right))) or list(_in_files(wrong, right))


def _differences(wrong: MonthlyReport, right: MonthlyReport) -> Iterator[Difference]:
    yield from _texts("標題", (wrong.heading.title,), (right.heading.title,))
    yield from _texts("標題の枠", wrong.heading.box, right.heading.box)
    yield from _texts("標題の右", wrong.heading.right, right.heading.right)
    yield from _parts(wrong.sections, right.sections)
    yield from _texts("注", _dated(wrong.notes), _dated(right.notes))
    yield from _parts(_with_list(wrong), _with_list(right))
    yield from _texts("末尾", _stated(wrong.closing), _stated(right.closing))


def _dated(notes: tuple[str, ...]) -> tuple[str, ...]:
    """Without the day on which the data was taken: every edition has its own."""
    return tuple(note for note in notes if not note.startswith("出典"))


def _stated(closing: tuple[str, ...]) -> tuple[str, ...]:
    """Without the check number: every edition has its own."""
    return tuple(line for line in closing if not line.startswith("照合番号"))


def _in_files(wrong: MonthlyReport, right: MonthlyReport) -> Iterator[Difference]:
    yield from _rows("Excelファイル　概要", wrong.sheets.overview, right.sheets.overview)
    yield from _rows("Excelファイル　優先順位", wrong.sheets.priorities, right.sheets.priorities)
    yield from _rows("Excelファイル　変動", wrong.sheets.changes, right.sheets.changes)
    yield from _rows("CSVファイル", _open_table(wrong), _open_table(right))


def _open_table(report: MonthlyReport) -> Table:
    """The rows of the open data by the code of the procedure."""
    code = report.open_data.headings.index("手続ID")
    order = [code, *(place for place in range(len(report.open_data.headings)) if place != code)]
    headings = tuple(Column(report.open_data.headings[place]) for place in order)
    return Table(headings, tuple(tuple(row[place] for place in order) for row in report.open_data.rows))


def _with_list(report: MonthlyReport) -> tuple[Annex, ...]:
    """The annexes with the list of procedures, also where it is too long to be printed."""
    listed = (TableBlock("", "", report.sheets.procedures),)
    return tuple(replace(each, blocks=listed) if each.key == "procedures" else each for each in report.annexes)


def _parts(
    wrong: tuple[Section, ...] | tuple[Annex, ...], right: tuple[Section, ...] | tuple[Annex, ...]
) -> Iterator[Difference]:
    before, after = ({part.key: part for part in parts if part.key != "errata"} for parts in (wrong, right))
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        some = new or old
        assert some is not None
        if old is not None and new is not None:
            yield from _texts(f"{_label(new)}　見出し", (_heading(old),), (_heading(new),))
        yield from _blocks(_name(some), old, new)


def _heading(part: Section | Annex) -> str:
    return part.heading if isinstance(part, Section) else part.title


def _label(part: Section | Annex) -> str:
    return part.number if isinstance(part, Section) else part.label


def _name(part: Section | Annex) -> str:
    return f"{_label(part)}　{_heading(part)}"


def _blocks(place: str, old: Section | Annex | None, new: Section | Annex | None) -> Iterator[Difference]:
    sentences = [
        {block.key: block for block in (part.blocks if part else ()) if isinstance(block, Sentence)}
        for part in (old, new)
    ]
    for key in dict.fromkeys([*sentences[0], *sentences[1]]):
        was, is_ = (found.get(key) for found in sentences)
        label = (is_ or was).label  # type: ignore[union-attr]  # one of the two is there
        yield from _texts(f"{place}　{label}".rstrip("　"), _said(was), _said(is_))
    tables = [
        {block.name: block for block in (part.blocks if part else ()) if isinstance(block, TableBlock)}
        for part in (old, new)
    ]
    for name in dict.fromkeys([*tables[0], *tables[1]]):
        before, after = (found.get(name) for found in tables)
        table_place = _table_place(place, after or before)
        yield from _rows(table_place, _table(before), _table(after))
        yield from _texts(f"{table_place}　注", _notes(before), _notes(after))


def _said(sentence: Sentence | None) -> tuple[str, ...]:
    return () if sentence is None else (sentence.text,)


def _table(block: TableBlock | None) -> Table | None:
    return None if block is None else block.table


def _notes(block: TableBlock | None) -> tuple[str, ...]:
    return () if block is None else block.table.notes


def _table_place(place: str, block: TableBlock | None) -> str:
    return f"{block.number}　{block.name}" if block is not None and block.number else place


def _rows(place: str, wrong: Table | None, right: Table | None) -> Iterator[Difference]:
    """Cell by cell where a row is in both tables. A row is known by its first cell, or by two if one is not enough."""
    before, after = _keyed(wrong), _keyed(right)
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        row_place = f"{place}　{key}"
        if old is None or new is None:
            yield (row_place, "　".join(old) if old else MISSING, "　".join(new) if new else MISSING)
            continue
        assert right is not None
        headings = [column.heading for column in right.columns]
        for heading, was, is_ in zip_longest(headings, old, new, fillvalue=MISSING):
            if was != is_:
                yield f"{row_place}　{heading}", was, is_


def _keyed(table: Table | None) -> dict[str, tuple[str, ...]]:
    if table is None:
        return {}
    firsts = [row[0] for row in table.rows]
    unique = len(set(firsts)) == len(firsts)
    return {row[0] if unique else "　".join(row[:2]): row for row in table.rows}


def _texts(place: str, wrong: tuple[str, ...], right: tuple[str, ...]) -> Iterator[Difference]:
    for was, is_ in zip_longest(wrong, right, fillvalue=MISSING):
        if was != is_:
            yield place, was, is_
