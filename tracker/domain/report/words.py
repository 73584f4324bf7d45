"""Words and rows that several parts of a paper share."""

from datetime import date

from tracker.domain import labels
from tracker.domain.coverage import Coverage, Rate
from tracker.domain.fiscal import fiscal_year_of
from tracker.domain.policy import Target
from tracker.domain.report.document import Column, Kind
from tracker.domain.standing import Standing

ITEM = "(n)"
"""The label of a sentence that is numbered within its section, until it gets its number."""
NOTHING_HERE = labels.NO_VALUE


def month_end_of(as_of: date) -> str:
    """令和8年9月末."""
    return f"{labels.month(as_of)}末"


def rate_of(rate: Rate, unit: str = "件") -> str:
    """54.2％（989,181件／1,824,178件）."""
    return f"{labels.percent(rate)}（{labels.fraction(rate, unit=unit)}）"


def by_when(target: Target) -> str:
    """令和7年度まで, or the day where that is not the end of a fiscal year."""
    return f"{target_day(target)}まで"


def target_day(target: Target) -> str:
    """令和7年度, or the day where that is not the end of a fiscal year."""
    due = target.due_on
    return labels.fiscal_year(fiscal_year_of(due)) if (due.month, due.day) == (3, 31) else labels.day(due)


def place(standing: Standing) -> str:
    """The division in charge, behind its department."""
    return f"{labels.department_name(standing.procedure.department)}　{standing.procedure.division}"


COVERAGE_UNIT = "単位：手続、件"


def coverage_columns(first: str) -> tuple[Column, ...]:
    """What ``coverage_cells`` stand under, behind the column that names the row."""
    return (
        Column(first, share=5),
        Column("手続数", Kind.COUNT),
        Column("うちオンライン化済み", Kind.COUNT),
        Column("うち件数集計済み", Kind.COUNT),
        Column("年間件数", Kind.COUNT, 3),
        Column("うちオンライン化済みの件数", Kind.COUNT, 3),
        Column("件数ベース（％）", Kind.PERCENT),
        Column("手続数ベース（％）", Kind.PERCENT),
    )


def coverage_cells(coverage: Coverage) -> tuple[str, ...]:
    """Counts and both rates. Cases are … where none of the procedures is counted, － where there is no procedure."""
    cases = (labels.number(coverage.known_cases), labels.number(coverage.online_cases))
    if not coverage.counted_procedures:
        cases = (labels.UNKNOWN if coverage.procedures else NOTHING_HERE,) * 2
    return (
        labels.number(coverage.procedures),
        labels.number(coverage.online_procedures),
        labels.number(coverage.counted_procedures),
        *cases,
        percent_cell(coverage.availability_rate_by_cases),
        percent_cell(coverage.availability_rate_by_procedures),
    )


def percent_cell(rate: Rate) -> str:
    """54.2, for a column of percentages."""
    return labels.percent_digits(rate.share) or labels.NO_VALUE


def listed(words: list[str]) -> str:
    """A, B and C in one line: Ａ、Ｂ、Ｃ; － where there is none."""
    return "、".join(words) or NOTHING_HERE
