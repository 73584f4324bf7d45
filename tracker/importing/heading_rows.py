"""The headings of a list that has its own layout: in one row or several, below titles, over merged cells."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tracker.importing.headings import first_text, heading_key, is_blank
from tracker.importing.limits import HEADER_SEARCH
from tracker.importing.table import Cell, Merge, NumberedRow, column_letters, shown_cell


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table. ``row``: the last of its ``rows`` rows; ``titles``: what stands above, by row."""

    row: int
    rows: int
    written: tuple[str, ...]
    titles: tuple[tuple[int, str], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What a mapping names each column by: different ones, too, where a heading is missing or there twice."""
        times: dict[str, int] = {}
        for place, heading in enumerate(self.written, start=1):
            key = wanted = heading_key(heading) or heading_key(f"（{column_letters(place)}列）")
            while key in times:
                times[wanted] += 1
                key = f"{wanted}({times[wanted]})"
            times[key] = 1
        return tuple(times)


Score = Callable[[Headings], int]
"""How much headings look like those that are looked for; 0 for not at all."""


def headings_at(head: Sequence[NumberedRow], merges: Iterable[Merge], row: int, rows: int) -> Headings | None:
    """The headings that end in a row; None where that row is not among the first ones of the table."""
    first = row - rows + 1
    lines = [(number, cells) for number, cells in head if first <= number <= row]
    if not any(number == row for number, _ in lines):
        return None
    titles = tuple((number, first_text(cells)) for number, cells in head if number < first and not is_blank(cells))
    return Headings(row, rows, _joined(lines, list(merges)), titles)


def find_headings(
    head: Sequence[NumberedRow], merges: Iterable[Merge], score: Score, rows: int | None = None
) -> Headings | None:
    """The headings that score best, in one row or two unless said otherwise; None where none scores at all.

    Of equals the first ones, and those in fewer rows.
    """
    merges = list(merges)
    filled = [number for number, cells in head if not is_blank(cells)][:HEADER_SEARCH]
    best: tuple[int, Headings | None] = (0, None)
    for number in filled:
        for count in (1, 2) if rows is None else (rows,):
            found = headings_at(head, merges, number, count) if number >= count else None
            points = score(found) if found else 0
            if points > best[0]:
                best = points, found
    return best[1]


def _joined(lines: Sequence[NumberedRow], merges: Sequence[Merge]) -> tuple[str, ...]:
    """The texts above each column, joined by a space. What a merged cell says holds for all columns under it."""
    width = max(len(cells) for _, cells in lines)
    texts = [_texts(cells, width) for _, cells in lines]
    numbers = [number for number, _ in lines]
    spread = [_spread(row, number, merges) for row, number in zip(texts, numbers, strict=True)]
    if len(texts) > 1 and not any(merge.bottom >= numbers[0] and merge.top <= numbers[-1] for merge in merges):
        spread = [*_carried(texts), texts[-1]]
    return tuple(" ".join(dict.fromkeys(filter(None, column))) for column in zip(*spread, strict=True))


def _texts(cells: Sequence[Cell], width: int) -> list[str]:
    texts = [" ".join((cell if isinstance(cell, str) else shown_cell(cell)).split()) for cell in cells]
    return [text if heading_key(text) else "" for text in texts] + [""] * (width - len(cells))


def _spread(texts: Sequence[str], number: int, merges: Sequence[Merge]) -> list[str]:
    """A row with the text of each merged cell that begins in it at every place that it covers."""
    spread = list(texts)
    for merge in merges:
        if merge.top == number and merge.left <= len(texts):
            for place in range(merge.left, min(merge.right, len(texts)) + 1):
                spread[place - 1] = texts[merge.left - 1]
    return spread


def _carried(texts: Sequence[Sequence[str]]) -> list[list[str]]:
    """The upper rows of a file that cannot say what was merged: a group's name stands above its first column only."""
    below = texts[-1]
    rows = []
    for upper in texts[:-1]:
        row, group = list(upper), ""
        for place, text in enumerate(upper):
            if text:
                group = text if below[place] else ""
            elif below[place]:
                row[place] = group
        rows.append(row)
    return rows
