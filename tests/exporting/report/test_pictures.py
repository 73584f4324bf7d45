"""The pictures of the paper: every word readable in print and without colour, and the same bytes each time."""

import io
from xml.etree import ElementTree

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from tests.build import target
from tests.exporting.test_charts import STRANGE, TRENDS, WARD, assert_readable, trend
from tests.report_sample import report
from tracker.domain.report.document import DepartmentChart, FigureBlock, TrendChart
from tracker.exporting.canvas import POINTS
from tracker.exporting.report.pictures import WIDTH_CM, picture, picture_png, picture_svg

CHARTS: dict[str, TrendChart | DepartmentChart] = {
    **{
        block.number: block.chart
        for section in report().sections
        for block in section.blocks
        if isinstance(block, FigureBlock)
    },
    "ward": DepartmentChart(tuple(WARD)),
    "strange": DepartmentChart(tuple(STRANGE)),
    "no department": DepartmentChart(()),
    **{name: TrendChart(tuple(trend(shares)), target()) for name, shares in TRENDS.items()},
    "no target": TrendChart(tuple(trend(["0.5"])), None),
}
EACH = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)


def drawn(chart: TrendChart | DepartmentChart) -> Axes:
    width, height, draw = picture(chart)
    axes = Figure(figsize=(width / 96, height / 96), dpi=96).add_axes((0, 0, 1, 1))
    draw(axes)
    return axes


@EACH
def test_every_word_can_be_read_on_paper(chart: TrendChart | DepartmentChart) -> None:
    axes, (width, height, _) = drawn(chart), picture(chart)
    assert_readable(axes, width, height)
    on_paper = WIDTH_CM / 2.54 * 72 / (width * POINTS)
    assert all(text.get_fontsize() * on_paper >= 8.5 for text in axes.texts)


def test_the_names_of_the_wards_departments_stand_on_a_line_each() -> None:
    printed = {text.get_text() for text in drawn(CHARTS["ward"]).texts}
    assert {group.name for group in WARD} <= printed


def test_what_is_online_differs_from_the_rest_without_colour() -> None:
    chart = CHARTS["図２"]
    width, height, _ = picture(chart)
    grey = Image.open(io.BytesIO(picture_png(chart))).convert("L")
    bars = [patch for patch in drawn(chart).patches if isinstance(patch, Rectangle)]
    longest = max((bar.get_window_extent() for bar in bars), key=lambda box: box.width)
    across = [int(grey.width * (longest.x0 + longest.width * share) / width) for share in (0.05, 0.2, 0.3, 0.95)]
    middle = int(grey.height * (1 - (longest.y0 + longest.y1) / 2 / height))
    dark = [grey.crop((x, middle, x + 1, middle + 1)).getextrema()[0] < 60 for x in across]
    assert dark == [True, True, False, False], "a quarter of it is online"


@EACH
def test_the_same_chart_gives_the_same_bytes(chart: TrendChart | DepartmentChart) -> None:
    assert picture_svg(chart) == picture_svg(chart)
    assert picture_png(chart) == picture_png(chart)


@EACH
def test_both_kinds_have_the_shape_of_the_picture(chart: TrendChart | DepartmentChart) -> None:
    width, height, _ = picture(chart)
    root = ElementTree.fromstring(picture_svg(chart))
    size = [float((root.get(side) or "").removesuffix("pt")) / POINTS for side in ("width", "height")]
    assert size == pytest.approx([width, height])
    dots = Image.open(io.BytesIO(picture_png(chart)))
    assert dots.width == pytest.approx(WIDTH_CM / 2.54 * 200, abs=1)
    assert dots.height == pytest.approx(dots.width * height / width, abs=1)


def test_the_picture_in_dots_says_nothing_of_when_and_by_what_it_was_made() -> None:
    with Image.open(io.BytesIO(picture_png(CHARTS["図１"]))) as dots:
        assert set(dots.info) == {"dpi"}
