"""Charts as SVG pictures, each in a wide version and one for phones. Imported only where a picture is drawn."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.coverage import Rate
from tracker.domain.policy import Target
from tracker.domain.progress import Group
from tracker.domain.vocabulary import Language
from tracker.exporting.bars import bars, draw_bars
from tracker.exporting.canvas import svg
from tracker.exporting.frames import groups_frame, trend_frame
from tracker.exporting.trend import draw_trend, plot


def departments_svg(groups: Sequence[Group], language: Language = "ja", *, narrow: bool = False) -> bytes:
    """部別: a bar per department in the order given, what is online solid and the rest white, with its figures."""
    layout = bars(groups_frame(groups, language), narrow=narrow)
    return svg(layout.width, layout.height, lambda axes: draw_bars(axes, layout, language))


def trend_svg(
    points: Sequence[tuple[date, Rate]], target: Target | None, language: Language = "ja", *, narrow: bool = False
) -> bytes:
    """The target figure at month ends, from 0 to 100 percent, with the target as a dashed line."""
    layout, frame = plot(narrow=narrow), trend_frame(points, language)
    return svg(layout.width, layout.height, lambda axes: draw_trend(axes, frame, target, layout, language))
