"""What a sheet holds besides values: refused, or accepted with a warning."""

from collections.abc import Mapping

from tracker.importing.findings import Findings, Notice
from tracker.importing.headings import Header
from tracker.importing.table import Oddities

_MERGED = Notice(
    "セルが結合されています。結合を解除し、どの行にも値を入力してください。",
    "Cells are merged. Split them and fill in every row.",
)
_HIDDEN_ROW = Notice(
    "この行は非表示ですが、取り込みます。",
    "This row is hidden, but is taken in.",
    gathered=True,
)
_HIDDEN_COLUMN = Notice("この列は非表示ですが、取り込みます。", "This column is hidden, but is taken in.")


def note_oddities(oddities: Oddities, header: Header, findings: Findings) -> None:
    """Note what concerns the heading row and the rows below it."""
    width = len(header.written)
    for merge in oddities.merges:
        if merge.bottom >= header.row and merge.left <= width:
            findings.refuse(merge.top, header.heading_at(merge.left - 1), merge.area, _MERGED)
    places = {place: header.heading_at(place) for place in header.positions.values()}
    note_unseen(oddities, header.row, places, findings)


def note_unseen(oddities: Oddities, row: int, places: Mapping[int, str | None], findings: Findings) -> None:
    """Note what is hidden below the row of headings, and the formulas. ``places``: the columns read, by heading."""
    for hidden in oddities.hidden_rows:
        if hidden > row:
            findings.warn(hidden, None, None, _HIDDEN_ROW)
    for place, heading in places.items():
        if place + 1 in oddities.hidden_columns:
            findings.warn(row, heading, None, _HIDDEN_COLUMN)
        if (formulas := oddities.formulas.get(place + 1)) is not None:
            findings.warn(formulas.first_row, heading, None, _formulas(formulas.count))


def _formulas(count: int) -> Notice:
    return Notice(
        f"数式が{count}か所あります。最後に計算された値を取り込みます。",
        f"There are formulas in {count} place{'' if count == 1 else 's'}: the values last calculated are taken in.",
    )
