"""Merged cells among the rows of somebody's own list: read where a block is carried down, refused elsewhere."""

from collections.abc import Collection, Mapping, Sequence

from tracker.importing.findings import Findings, Notice
from tracker.importing.headings import Header
from tracker.importing.table import Merge


class MergedCells:
    """The merged areas that hide cells of a column which is read and does not carry its cells down."""

    def __init__(self, merges: Sequence[Merge], places: Mapping[str, int], carried: Collection[int]) -> None:
        columns = [(place + 1, name) for name, place in places.items() if place not in carried]
        self._waiting: list[tuple[Merge, str]] = []
        for merge in merges:
            hidden = [name for column, name in columns if _hides(merge, column)]
            if hidden:
                self._waiting.append((merge, hidden[0]))
        self._waiting.sort(key=lambda item: item[0].top, reverse=True)
        self._begun: list[tuple[Merge, str]] = []

    def refuse(self, row: int, header: Header, findings: Findings) -> None:
        """Refuse the areas that a row has a part in, each once. Rows are asked for in their order."""
        while self._waiting and self._waiting[-1][0].top <= row:
            self._begun.append(self._waiting.pop())
        for merge, name in self._begun:
            if merge.bottom >= row:
                findings.refuse(row, header.heading_of(name), merge.area, _MERGED)
        self._begun.clear()


def _hides(merge: Merge, column: int) -> bool:
    """Whether an area covers more of a column than the cell that has the value."""
    return merge.left <= column <= merge.right and (merge.top < merge.bottom or merge.left < column)


_MERGED = Notice(
    "セルが結合されています。結合した値を下の行にも当てはめる列として指定するか、結合を解除して、どの行にも値を入力してください。",
    "Cells are merged. Say that the column holds on for the rows below, or split the cells and fill in every row.",
)
