"""The line of the target figure from month end to month end, and the target it is to reach."""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from tracker.domain import labels
from tracker.domain.policy import Target
from tracker.domain.vocabulary import Language
from tracker.exporting import fonts
from tracker.exporting.canvas import BLUE, GREY, INK, NARROW, PALE, POINTS, PRINT, WIDE, in_pixels, put, text_width
from tracker.exporting.wording import said

_SMALL = fonts.regular(14 * POINTS)
_STRONG = fonts.bold(14 * POINTS)
_LAST = fonts.bold(18 * POINTS)
_DENSE = 14
"""Points closer than this, in CSS pixels, are drawn without their dots."""
_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120)
"""Every how many months one is named."""


class Plot(NamedTuple):
    """A picture's size and where the line lies in it, in CSS pixels, y downwards. Its last figure is right of it."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    def y(self, percent: float) -> float:
        return self.bottom - (self.bottom - self.top) * percent / 100


def plot(*, narrow: bool = False) -> Plot:
    """The layout for a desk, or for a phone."""
    if narrow:
        return Plot(NARROW, 300, 48, NARROW - 84, 16, 248)
    return Plot(WIDE, 400, 56, WIDE - 84, 16, 348)


def print_plot() -> Plot:
    """The layout for paper."""
    return Plot(PRINT, 210, 56, PRINT - 84, 12, 158)


def draw_trend(axes: Axes, frame: pd.DataFrame, target: Target | None, layout: Plot, language: Language = "ja") -> None:
    """Draw on axes of the layout's size (or of that shape). ``frame`` is a trend frame; it may be empty."""
    in_pixels(axes, layout.width, layout.height)
    for percent in range(0, 101, 20):
        y = layout.y(percent)
        axes.plot([layout.left, layout.right], [y, y], color=INK if percent == 0 else PALE, linewidth=POINTS, zorder=1)
        put(axes, layout.left - 8, y + 5, f"{percent}{said(language, '％', '%')}", _SMALL, color=GREY, align="right")
    xs = _positions(list(frame["day"]), layout)
    ys = [layout.y(share) for share in frame["share"]]
    if target:
        _draw_target(axes, target, layout, (xs, ys), language)
    if not xs:
        middle = (layout.left + layout.right) / 2
        words = said(language, "表示する推移はまだありません", "No trend to show yet")
        put(axes, middle, layout.y(50) + 5, words, _SMALL, align="center")
        return
    is_dense = len(xs) > 1 and (xs[-1] - xs[0]) / (len(xs) - 1) < _DENSE
    marked = [len(xs) - 1] if is_dense else list(range(len(xs)))
    axes.plot(xs, ys, color=BLUE, linewidth=3 * POINTS, marker="o", markersize=8 * POINTS, markevery=marked, zorder=3)
    put(axes, xs[-1] + 12, ys[-1] + 6, frame["percent"].iloc[-1], _LAST, color=BLUE)
    _draw_months(axes, list(frame["day"]), xs, layout, language)


def _positions(days: list[date], layout: Plot) -> list[float]:
    left, right = layout.left + 12, layout.right
    if len(days) < 2:
        return [(left + right) / 2] * len(days)
    span = (days[-1] - days[0]).days
    return [left + (right - left) * (day - days[0]).days / span for day in days]


def _draw_target(
    axes: Axes, target: Target, layout: Plot, line: tuple[list[float], list[float]], language: Language
) -> None:
    y = layout.y(float(target.share * 100))
    axes.plot([layout.left, layout.right], [y, y], color=INK, linewidth=2 * POINTS, linestyle=(0, (5, 3)), zorder=2)
    words = said(language, f"目標（{target.wording}）", f"Target {labels.percent(target.share, 'en')}")
    width = text_width(words, _STRONG)
    starts = (layout.left + 8, (layout.left + layout.right - width) / 2, layout.right - width - 8)
    places = [(x, baseline) for x in starts for baseline in (y - 8, y + 20)]
    x, baseline = next((place for place in places if _is_free(place, width, line)), places[0])
    put(axes, x, baseline, words, _STRONG)


def _is_free(place: tuple[float, float], width: float, line: tuple[list[float], list[float]]) -> bool:
    """Whether the drawn line keeps away from words at this place."""
    xs, ys = line
    if not xs:
        return True
    x, baseline = place
    across = np.linspace(x - 6, x + width + 6, 40)
    heights = np.interp(across, xs, ys, left=np.inf, right=np.inf)
    return not bool(np.any((heights > baseline - 20) & (heights < baseline + 10)))


def _draw_months(axes: Axes, days: list[date], xs: list[float], layout: Plot, language: Language) -> None:
    """As many months as there is room for, counted back from the last; the year below the first of each."""
    texts = [_month_and_year(day, language) for day in days]
    for step in _STEPS:
        months = [(xs[index], texts[index][0]) for index in range(len(xs) - 1, -1, -step)][::-1]
        years = _first_of_each([(xs[index], texts[index][1]) for index in range(len(xs) - 1, -1, -step)][::-1])
        if _fit(months) and _fit(years):
            break
    for x, month in months:
        axes.plot([x, x], [layout.bottom, layout.bottom + 5], color=INK, linewidth=POINTS)
        put(axes, x, layout.bottom + 22, month, _SMALL, align="center")
    for x, year in years:
        put(axes, x, layout.bottom + 42, year, _SMALL, color=GREY, align="center")


def _first_of_each(years: list[tuple[float, str]]) -> list[tuple[float, str]]:
    """Where each year begins; one that ends before there is room for its name goes unnamed at the very left."""
    first = [
        year for before, year in zip([None, *years], years, strict=False) if before is None or before[1] != year[1]
    ]
    return first[1:] if len(first) > 1 and not _fit(first[:2]) and _fit(first[1:]) else first


def _fit(words: list[tuple[float, str]]) -> bool:
    """Whether words centred at these places keep clear of each other."""
    return all(
        after[0] - before[0] >= (text_width(before[1], _SMALL) + text_width(after[1], _SMALL)) / 2 + 8
        for before, after in pairwise(words)
    )


def _month_and_year(day: date, language: Language) -> tuple[str, str]:
    """The two parts of a printed month: 10月 and 令和8年, Oct and 2026."""
    if language == "ja":
        year, mark, month = labels.month(day).partition("年")
        return month, year + mark
    month, _, year = labels.month(day, "en").partition(" ")
    return month, year
