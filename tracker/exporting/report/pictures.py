"""The paper's pictures: the charts of the pages, laid out for a sheet of A4 on which they may be black and white."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from matplotlib.axes import Axes

from tracker.domain.report.document import DepartmentChart, TrendChart
from tracker.exporting.bars import bars, draw_bars
from tracker.exporting.canvas import PRINT, png, svg
from tracker.exporting.charts import departments_svg, trend_svg
from tracker.exporting.frames import groups_frame, trend_frame
from tracker.exporting.trend import draw_trend, print_plot

WIDTH_CM = 16
"""How wide a picture is printed; its words are then 9 points high."""
_PIXELS = 1260
"""As many dots as 16 cm have at 200 dpi."""


class Picture(NamedTuple):
    """A chart ready to be drawn, and its size in CSS pixels."""

    width: int
    height: int
    draw: Callable[[Axes], None]


def picture(chart: TrendChart | DepartmentChart) -> Picture:
    """Lay out a chart for paper."""
    if isinstance(chart, TrendChart):
        plot, points = print_plot(), trend_frame(chart.points)
        return Picture(plot.width, plot.height, lambda axes: draw_trend(axes, points, chart.target, plot))
    layout = bars(groups_frame(chart.groups), width=PRINT)
    return Picture(layout.width, layout.height, lambda axes: draw_bars(axes, layout))


@lru_cache(maxsize=8)
def picture_svg(chart: TrendChart | DepartmentChart) -> bytes:
    """The chart in lines, for pages and PDF. Both papers of a month show the same ones, in several formats."""
    return svg(*picture(chart))


@lru_cache(maxsize=8)
def narrow_picture_svg(chart: TrendChart | DepartmentChart) -> bytes:
    """For phones, on which the words of the printed one would be too small."""
    if isinstance(chart, TrendChart):
        return trend_svg(chart.points, chart.target, narrow=True)
    return departments_svg(chart.groups, narrow=True)


def picture_png(chart: TrendChart | DepartmentChart) -> bytes:
    """The chart in dots, 200 to the inch when it is ``WIDTH_CM`` wide, for Word."""
    return png(*picture(chart), _PIXELS)
