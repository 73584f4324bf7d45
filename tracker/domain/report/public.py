"""What of a paper the public may read: the figures of the whole and of its parts; no plans, nothing typed."""

from dataclasses import replace

from tracker.domain.report.document import Heading, MonthlyReport

PUBLIC_SECTIONS = ("method", "whole", "departments", "usage")


def for_the_public(report: MonthlyReport) -> MonthlyReport:
    """The paper without title block, lists, plans, late procedures and what people wrote about them."""
    sections = [section for section in report.sections if section.key in PUBLIC_SECTIONS]
    return replace(
        report,
        heading=Heading(report.heading.title, mark=report.heading.mark),
        sections=tuple(replace(section, number="") for section in sections),
        annexes=(),
        closing=(),
    )
