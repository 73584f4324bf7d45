"""The charts of the workbook, drawn by Excel itself from small sheets with their numbers, so that they can be edited.

They are read in black and white: filled and empty bars, a line with marks and a dashed one.
"""

from collections.abc import Sequence
from typing import Any

from tracker.domain.report.document import Annex, DepartmentChart, FigureBlock, MonthlyReport, Section, TrendChart
from tracker.exporting.frames import groups_frame
from tracker.exporting.report.characters import allowed
from tracker.exporting.report.excel_cells import COUNT, PERCENT
from tracker.exporting.table import percent_cell
from tracker.exporting.widths import column_width
from tracker.exporting.workbook import TEXT_LOOK, Look, Row, charted_sheet, number_look

TREND, DEPARTMENTS = "推移", "部別内訳"

_BLUE, _INK, _PALE = "#0017C1", "#1A1A1A", "#CCCCCC"
_SMALL = {"name": "游ゴシック", "size": 9, "color": _INK}
# Without the sign for 元年, which other programs than Excel do not know.
_DAY, _MONTH = '[$-411]ggge"年"m"月"d"日"', '[$-411]ggge"年"m"月"'
_RULES = {"visible": True, "line": {"color": _PALE, "width": 0.75}}
_WIDTH, _TREND_HEIGHT, _BAR_HEIGHT, _AROUND_BARS = 900, 360, 34, 130
"""In pixels."""


def add_trend(workbook: Any, sheet: Any, below: int, report: MonthlyReport) -> None:
    """The trend as a line below so many rows of a sheet, if the paper has one; its numbers in the sheet 推移."""
    block = _figure(report, TrendChart)
    if block is None or not isinstance(block.chart, TrendChart):
        return
    rows = _trend_rows(block.chart)
    if not rows:
        return
    headings = ("基準日", "オンライン化率（件数ベース）（％）", "オンライン化済みの件数", "件数（母数）", "目標（％）")
    looks = [number_look(each) for each in (_DAY, PERCENT, COUNT, COUNT, PERCENT)]
    _numbers(workbook, TREND, headings, looks, rows)
    chart = workbook.add_chart({"type": "line"})
    last = len(rows)
    line = {"color": _BLUE, "width": 2.25}
    mark = {"type": "circle", "size": 7, "fill": {"color": _BLUE}, "border": {"color": _BLUE}}
    said = {"value": True, "position": "above", "num_format": '0.0"％"', "font": _SMALL}
    days = [TREND, 1, 0, last, 0]
    chart.add_series(_series(1, days) | {"line": line, "marker": mark, "data_labels": said})
    if block.chart.target is not None:
        dashes = {"color": _INK, "width": 1.5, "dash_type": "dash"}
        chart.add_series(_series(4, days) | {"line": dashes, "marker": {"type": "none"}})
    chart.set_x_axis({"date_axis": True, "num_format": _MONTH, "major_unit_type": "months", "num_font": _SMALL})
    percent = {"min": 0, "max": 100, "major_unit": 20, "num_format": '0"％"', "num_font": _SMALL}
    chart.set_y_axis(percent | {"major_gridlines": _RULES})
    _put(sheet, below, chart, block, "％", _TREND_HEIGHT)


def add_departments(workbook: Any, sheet: Any, below: int, report: MonthlyReport) -> None:
    """The departments as bars from the top, if the paper has them; their numbers in the sheet 部別内訳."""
    block = _figure(report, DepartmentChart)
    if block is None or not isinstance(block.chart, DepartmentChart) or not block.chart.groups:
        return
    rows = _department_rows(block.chart)
    looks = [TEXT_LOOK, number_look(COUNT), number_look(COUNT)]
    _numbers(workbook, DEPARTMENTS, ("部", "オンライン化済みの件数", "それ以外の件数"), looks, rows)
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    names = [DEPARTMENTS, 1, 0, len(rows), 0]
    for across, fill in ((1, _BLUE), (2, "#FFFFFF")):
        chart.add_series(_series(across, names) | {"fill": {"color": fill}, "border": {"color": _BLUE}, "gap": 60})
    chart.set_y_axis({"reverse": True, "crossing": "max", "num_font": _SMALL, "major_tick_mark": "none"})
    chart.set_x_axis({"num_format": COUNT, "num_font": _SMALL, "major_gridlines": _RULES, "min": 0})
    height = _AROUND_BARS + _BAR_HEIGHT * len(rows)
    # Room for long names beside the bars; without it they would take it from the bars.
    bars = {"x": 0.3, "y": 50 / height, "width": 0.66, "height": 1 - _AROUND_BARS / height}
    chart.set_plotarea({"layout": bars})
    _put(sheet, below, chart, block, "件", height)


def _trend_rows(chart: TrendChart) -> list[Row]:
    """A day without a rate has nothing to draw and is left out: an empty cell might be taken for zero."""
    target = percent_cell(chart.target.share) if chart.target else None
    return [
        (as_of, percent_cell(rate), rate.numerator, rate.denominator, target)
        for as_of, rate in chart.points
        if rate.share is not None
    ]


def _department_rows(chart: DepartmentChart) -> list[Row]:
    """Cases online and not. Where none is counted the name says so: an empty place alone would look like zero."""
    return [
        (allowed(row.name), int(row.online), int(row.other))
        if row.percent
        else (allowed(f"{row.name}（{row.detail}）"), None, None)
        for row in groups_frame(chart.groups).itertuples()
    ]


def _figure(report: MonthlyReport, kind: type[TrendChart | DepartmentChart]) -> FigureBlock | None:
    parts: tuple[Section | Annex, ...] = (*report.sections, *report.annexes)
    blocks = (block for part in parts for block in part.blocks)
    return next((block for block in blocks if isinstance(block, FigureBlock) and isinstance(block.chart, kind)), None)


def _numbers(workbook: Any, name: str, headings: Sequence[str], looks: Sequence[Look], rows: Sequence[Row]) -> None:
    widths = [column_width(head, (row[place] for row in rows)) for place, head in enumerate(headings)]
    charted_sheet(workbook, name, headings, looks, widths, rows)


def _series(across: int, names: Sequence[object]) -> dict[str, Any]:
    """A column of numbers under its heading, by the days or names beside it."""
    sheet, first, _, last, _ = names
    return {"name": [sheet, 0, across], "categories": names, "values": [sheet, first, across, last, across]}


def _put(sheet: Any, below: int, chart: Any, block: FigureBlock, unit: str, height: int) -> None:
    title = allowed(f"{block.name}（単位：{unit}）")
    chart.set_title({"name": title, "name_font": {**_SMALL, "size": 11, "bold": True}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": _SMALL})
    chart.set_size({"width": _WIDTH, "height": height})
    sheet.insert_chart(below + 2, 0, chart, {"description": allowed(block.alt), "object_position": 2})
