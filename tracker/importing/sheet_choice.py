"""Which sheet of a workbook is meant, by what its first rows show. Which of several is asked, never guessed."""

from collections.abc import Sequence
from itertools import islice

from tracker.importing.layouts import Recognised, recognise
from tracker.importing.manner import Manner
from tracker.importing.problem import CannotReadOn
from tracker.importing.sheet_names import listed
from tracker.importing.table import NumberedRow, Oddities, Sheet

HEAD = 100
"""So many rows show what a table is."""


class SheetChoice:
    """Chooses a sheet, and remembers what the sheets showed. ``sheets``: none for a text file."""

    def __init__(self, manner: Manner) -> None:
        self._manner = manner
        self.sheets: tuple[Sheet, ...] = ()
        self._seen: dict[str, Recognised] = {}

    def __call__(self, sheets: tuple[Sheet, ...]) -> str:
        """The name of the sheet wanted, or of the one that can be meant. Raises ``CannotReadOn``."""
        self.sheets = sheets
        seen = (sheet for sheet in sheets if sheet.rows)
        self._seen = {sheet.name: self.recognised(sheet.rows, sheet.oddities) for sheet in seen}
        if self._manner.sheet is not None:
            return self._manner.sheet
        visible = [sheet.name for sheet in sheets if not sheet.hidden]
        if not visible:
            raise CannotReadOn(*_NONE_VISIBLE)
        with_headings = [name for name in visible if self.has_headings(name)]
        best = max(map(self._rank, with_headings), default=None)
        meant = [name for name in with_headings if self._rank(name) == best]
        if len(meant) > 1:
            raise CannotReadOn(*_which(meant))
        return meant[0] if meant else visible[0]

    def _rank(self, name: str) -> tuple[bool, int]:
        seen = self._seen[name]
        return seen.layout is not None, seen.fit

    def has_headings(self, name: str) -> bool:
        """Whether headings were made out in a sheet that was looked into."""
        return name in self._seen and self._seen[name].headings is not None

    def recognised(self, rows: Sequence[NumberedRow], oddities: Oddities) -> Recognised:
        """What the first rows of the table that was opened show."""
        return recognise(tuple(islice(rows, HEAD)), oddities.merges, self._manner)


_NONE_VISIBLE = ("表示されているシートがありません。", "The workbook has no visible sheet.")


def _which(names: Sequence[str]) -> tuple[str, str]:
    return (
        f"見出しのあるシートが{len(names)}枚あります（{listed(names)}）。取り込むシートを指定してください。",
        f"{len(names)} sheets have headings ({listed(names)}). Say which one to take.",
    )
