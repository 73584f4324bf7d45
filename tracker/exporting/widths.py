"""How much room text needs in a sheet, counted as Excel does: by the digit; a full-width character takes two."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

_UNBROKEN, _NARROWEST, _WIDEST, _MARGIN, _DAY = 16, 12, 42, 2, 16
_NARROWABLE_TO = 16


def column_width(heading: str, cells: Iterable[str | int | Decimal | date | None]) -> int:
    """As wide as the widest cell; a long heading is broken into up to four lines rather than widen the column."""
    full = _text_width(heading)
    widest = full if full <= _UNBROKEN else max(_NARROWEST, full // 3)
    for cell in set(cells):
        # No text is wider than twice its length: most need not be looked at.
        if not isinstance(cell, str) or 2 * len(cell) > widest:
            widest = max(widest, _cell_width(cell))
    # One more for the button of the filter.
    return min(widest + _MARGIN + 1, _WIDEST)


def side_by_side(widths: Sequence[int], shares: Sequence[int], room: int) -> list[int]:
    """The widths narrowed, by their shares, until all have room together; never below what a number takes."""
    kept, most = list(widths), _WIDEST
    while sum(kept) > room and most > 1:
        most -= 1
        kept = [min(width, max(_NARROWABLE_TO, most * share)) for width, share in zip(widths, shares, strict=True)]
    return kept


def lines_in(text: str, width: int) -> int:
    """Into how many lines text is broken in a column of this width."""
    room = width - _MARGIN
    if "\n" in text:
        return sum(lines_in(line, width) for line in text.split("\n"))
    return 1 if len(text) * 2 <= room else -(-_text_width(text) // room)


def _cell_width(cell: str | int | Decimal | date | None) -> int:
    if isinstance(cell, date):
        return _DAY
    text = f"{cell:,}" if isinstance(cell, int) else str(cell or "")
    return max(_text_width(line) for line in text.split("\n"))


def _text_width(text: str) -> int:
    # In UTF-8 a full-width character takes three bytes and an ASCII one a single one: this counts two and one.
    return len(text) + (len(text.encode()) - len(text)) // 2
