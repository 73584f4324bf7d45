"""The rows of a table that say anything, up to where it is too long or too wrong to be read on."""

from collections.abc import Callable, Iterable, Iterator

from tracker.domain.labels import number as printed
from tracker.importing.findings import Findings, Notice
from tracker.importing.headings import is_blank
from tracker.importing.limits import MAX_PROBLEMS, MAX_ROWS
from tracker.importing.problem import CannotReadOn
from tracker.importing.table import NumberedRow, Table

Progress = Callable[[int], None]
"""Is told how many rows are read by now."""
_EVERY = 1_000


def while_readable(table: Table, findings: Findings) -> Iterator[NumberedRow]:
    """The rows up to the place where the file cannot be read further."""
    try:
        yield from table.rows
    except CannotReadOn as stop:
        findings.add(stop.problem)


def filled_rows(
    numbered: Iterable[NumberedRow], findings: Findings, progress: Progress | None = None
) -> Iterator[NumberedRow]:
    """The rows below the headings that are not blank. What stands beyond the limits is refused and not read."""
    read = 0
    for number, cells in numbered:
        if is_blank(cells):
            continue
        read += 1
        if read > MAX_ROWS or findings.refusals >= MAX_PROBLEMS:
            findings.refuse(number, None, None, _TOO_MANY_ROWS if read > MAX_ROWS else _TOO_MANY_PROBLEMS)
            return
        if progress is not None and read % _EVERY == 0:
            progress(read)
        yield number, cells


def ragged(found: int, expected: int) -> Notice:
    """A row of a text file that has slipped."""
    return Notice(
        f"セルが{found}個あり、見出しの{expected}個と合いません。値がずれていないか、区切りや引用符を確かめてください。",
        f"There are {found} cells, but {expected} headings. Check the separators and quotation marks of this row.",
    )


NO_ROWS = Notice("見出しの下に手続の行がありません。", "There is no row below the headings.")
_TOO_MANY_ROWS = Notice(
    f"行が多すぎます。見出しを除いて{printed(MAX_ROWS)}行までにしてください。この行から下は読み取っていません。",
    f"There are too many rows. Keep to {printed(MAX_ROWS)} below the headings. From here on nothing was read.",
)
_TOO_MANY_PROBLEMS = Notice(
    f"直すところが{printed(MAX_PROBLEMS)}か所を超えたため、この行から下は読み取っていません。",
    f"There are more than {printed(MAX_PROBLEMS)} problems. From here on nothing was read.",
)
