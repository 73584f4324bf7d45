"""A QR code as the path of a drawing, for a page that may hold no picture of its own."""

from typing import NamedTuple

import segno

_QUIET = 4
"""So many empty modules around it, as readers need them (ISO/IEC 18004)."""


class Drawing(NamedTuple):
    """The side of the square in modules, and the dark ones as an SVG path."""

    side: int
    path: str


def qr_drawing(text: str) -> Drawing:
    """A text as a QR code. Each row is drawn as runs of dark modules."""
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    runs = []
    for down, row in enumerate(rows, _QUIET):
        across = 0
        while (start := row.find(1, across)) >= 0:
            across = next((place for place in range(start, len(row)) if not row[place]), len(row))
            runs.append(f"M{start + _QUIET} {down}h{across - start}v1h-{across - start}z")
    return Drawing(len(rows) + 2 * _QUIET, "".join(runs))
