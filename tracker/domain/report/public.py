"""What of a paper the public may read: the figures of the whole and of its parts, as the council was told; no plans."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from tracker.domain.report.document import (
    Block,
    FigureBlock,
    Heading,
    MonthlyReport,
    Section,
    TableBlock,
    TrendChart,
)
from tracker.domain.report.whole import described, tells_a_course
from tracker.domain.report.words import month_end_of

PUBLIC_SECTIONS = ("method", "whole", "departments", "usage")


def for_the_public(report: MonthlyReport, released: Collection[date]) -> MonthlyReport:
    """The paper without title block, lists, plans, late procedures and what people wrote about them.

    ``released``: the last days of the months that the public may read; of others not even the rates are told.
    """
    days = {*released, report.as_of}
    sections = [_of_days(section, days) for section in report.sections if section.key in PUBLIC_SECTIONS]
    return replace(
        report,
        heading=Heading(report.heading.title, mark=report.heading.mark),
        sections=tuple(replace(section, number="") for section in sections),
        annexes=(),
        closing=(),
    )


def _of_days(section: Section, days: Collection[date]) -> Section:
    if section.key != "whole":
        return section
    blocks = (_shown(block, days) for block in section.blocks)
    return replace(section, blocks=tuple(block for block in blocks if block is not None))


def _shown(block: Block, days: Collection[date]) -> Block | None:
    """A table or picture of several months without those that are not public; None where too little is left."""
    if isinstance(block, TableBlock):
        months = {month_end_of(day) for day in days}
        rows = tuple(row for row in block.table.rows if row[0] in months)
        return replace(block, table=replace(block.table, rows=rows))
    if isinstance(block, FigureBlock) and isinstance(block.chart, TrendChart):
        chart = replace(block.chart, points=tuple(point for point in block.chart.points if point[0] in days))
        return replace(block, chart=chart, alt=described(chart)) if tells_a_course(chart) else None
    return block
