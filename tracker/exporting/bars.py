"""The departments' bars: cases a year online and not, in the ward's own order."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from tracker.domain.vocabulary import Language
from tracker.exporting import fonts
from tracker.exporting.canvas import GREY, INK, NARROW, POINTS, WIDE, box, in_pixels, put, text_width, wrapped
from tracker.exporting.wording import said

_HEADER, _GAP, _LINE = 40, 10, 20
_SEVENTEEN_CHARACTERS = 17 * 15
_NAME = fonts.regular(15 * POINTS)
_NAME_ABOVE = fonts.bold(15 * POINTS)
_PERCENT = fonts.bold(15 * POINTS)
_DETAIL = fonts.regular(14 * POINTS)


@dataclass(frozen=True, slots=True)
class Bar:
    """A row ready to be drawn: its printed words, its cases, its height in CSS pixels."""

    name: tuple[str, ...]
    online: int
    total: int
    percent: str
    detail: str
    height: int

    @property
    def label_width(self) -> float:
        return text_width(self.percent, _PERCENT) + _GAP + text_width(self.detail, _DETAIL)


@dataclass(frozen=True, slots=True)
class Bars:
    """All rows, laid out for a width in CSS pixels: names beside the bars, or above them on a phone."""

    rows: tuple[Bar, ...]
    width: int
    narrow: bool

    @property
    def height(self) -> int:
        return _HEADER + sum(bar.height for bar in self.rows)


def bars(frame: pd.DataFrame, *, narrow: bool = False, width: int = WIDE) -> Bars:
    """Lay out a frame of groups, for a page of this width or, ``narrow``, for a phone."""
    width = NARROW if narrow else width
    font, room = (_NAME_ABOVE, width) if narrow else (_NAME, max(width * 0.32, _SEVENTEEN_CHARACTERS))
    return Bars(tuple(_bar(row, wrapped(row.name, font, room), narrow) for row in _rows(frame)), width, narrow)


def draw_bars(axes: Axes, layout: Bars, language: Language = "ja") -> None:
    """Draw on axes as wide as ``layout.width`` and as high as ``layout.height`` CSS pixels (or of that shape)."""
    in_pixels(axes, layout.width, layout.height)
    _draw_header(axes, layout.width, language)
    left = 0.0 if layout.narrow else max((_name_width(bar) for bar in layout.rows), default=0) + 14
    scale = _scale(layout, left)
    top = _HEADER
    for bar in layout.rows:
        if layout.narrow:
            _draw_below_name(axes, bar, top, scale)
        else:
            _draw_beside_name(axes, bar, top, left, scale)
        top += bar.height
    if not layout.narrow and layout.rows:
        axes.plot([left, left], [_HEADER - 4, top], color=INK, linewidth=POINTS)


def _rows(frame: pd.DataFrame) -> list[Any]:
    return list(frame.itertuples(index=False))


def _bar(row: Any, name: list[str], narrow: bool) -> Bar:
    total = int(row.online) + int(row.other)
    beside, above = max(len(name) * _LINE, 26), (len(name) + 1) * _LINE + (24 if total else 0)
    height = (above if narrow else beside) + 14
    return Bar(tuple(name), int(row.online), total, row.percent, row.detail, height)


def _name_width(bar: Bar) -> float:
    return max(text_width(line, _NAME) for line in bar.name)


def _scale(layout: Bars, left: float) -> float:
    """CSS pixels per case, so that the longest bar and every label beside a bar fit."""
    room = layout.width - left - 2
    widths = [
        (room if layout.narrow else room - _GAP - bar.label_width) / bar.total for bar in layout.rows if bar.total
    ]
    return min(widths, default=0)


def _draw_header(axes: Axes, width: int, language: Language) -> None:
    """What solid and white mean, at the left; the unit at the right."""
    x = 0.0
    for filled, words in (
        (True, said(language, "オンライン化済み", "Online")),
        (False, said(language, "それ以外", "Other")),
    ):
        box(axes, x + 1, 6, 14, 14, filled=filled)
        put(axes, x + 22, 19, words, _DETAIL)
        x += 22 + text_width(words, _DETAIL) + 18
    put(axes, width, 19, said(language, "単位：件", "Unit: cases a year"), _DETAIL, color=GREY, align="right")


def _draw_beside_name(axes: Axes, bar: Bar, top: float, left: float, scale: float) -> None:
    middle = top + bar.height / 2
    for number, line in enumerate(bar.name):
        put(axes, left - 12, middle + 5 + (number - (len(bar.name) - 1) / 2) * _LINE, line, _NAME, align="right")
    _draw_bar(axes, bar, left, middle - 12, 24, scale)
    _draw_label(axes, bar, left + bar.total * scale + _GAP, middle + 5)


def _draw_below_name(axes: Axes, bar: Bar, top: float, scale: float) -> None:
    y = top
    for line in bar.name:
        y += _LINE
        put(axes, 0, y - 4, line, _NAME_ABOVE)
    _draw_label(axes, bar, 0, y + _LINE - 4)
    _draw_bar(axes, bar, 1, y + _LINE + 4, 16, scale)


def _draw_bar(axes: Axes, bar: Bar, left: float, top: float, height: float, scale: float) -> None:
    if bar.total:
        box(axes, left, top, bar.total * scale, height, filled=False)
    if bar.online:
        box(axes, left, top, bar.online * scale, height, filled=True)


def _draw_label(axes: Axes, bar: Bar, x: float, y: float) -> None:
    if bar.percent:
        put(axes, x, y, bar.percent, _PERCENT)
        x += text_width(bar.percent, _PERCENT) + _GAP
    put(axes, x, y, bar.detail, _DETAIL, color=GREY)
