"""Words and rows that several parts of a paper share."""

from datetime import date
from itertools import takewhile

from tracker.domain import labels
from tracker.domain.coverage import Coverage, Rate, counts_online
from tracker.domain.fiscal import fiscal_year_of
from tracker.domain.policy import BASELINE_DATE, Policy, Target
from tracker.domain.procedure import Theme
from tracker.domain.report.document import Column, Kind
from tracker.domain.standing import Standing
from tracker.domain.status import StatusRecord, history
from tracker.domain.vocabulary import name_of

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
    return f"{_fiscal_year_ending(target.due_on) or labels.day(target.due_on)}まで"


def target_day(target: Target) -> str:
    """令和7年度末, or the day where that is not the end of a fiscal year."""
    year = _fiscal_year_ending(target.due_on)
    return f"{year}末" if year else labels.day(target.due_on)


def _fiscal_year_ending(day: date) -> str | None:
    return labels.fiscal_year(fiscal_year_of(day)) if (day.month, day.day) == (3, 31) else None


def place(standing: Standing) -> str:
    """The division in charge, behind its department."""
    return f"{labels.department_name(standing.procedure.department)}　{standing.procedure.division}"


def counted_from(standing: Standing, policy: Policy) -> StatusRecord | None:
    """The record since which it has counted as online without a break; of what does not count, ``online_from``."""
    stated = [each.record for each in history(standing.procedure.records) if each.valid_from <= standing.on]
    counting = list(takewhile(lambda record: counts_online(record, policy), reversed(stated)))
    return counting[-1] if counting else standing.online_from


def began(record: StatusRecord) -> str:
    """The day of a record; those without one are from before the catalogue."""
    return labels.day(record.effective_on) if record.effective_on else f"{labels.month(BASELINE_DATE)}以前"


def theme_names(policy: Policy) -> str:
    """子育て・教育: the themes of the rule, in the order of their list."""
    return "・".join(name_of(theme) for theme in Theme if theme in policy.themes)


COVERAGE_UNIT = "単位：手続、件"


def coverage_columns(first: str) -> tuple[Column, ...]:
    """What ``coverage_cells`` stand under, behind the column that names the row."""
    return (
        Column(first, share=8),
        Column("手続数", Kind.COUNT),
        Column("うちオンライン化済みの手続数", Kind.COUNT),
        Column("うち件数集計済みの手続数", Kind.COUNT),
        Column("年間件数", Kind.COUNT, 3),
        Column("うちオンライン化済みの件数", Kind.COUNT, 3),
        Column("件数ベース（％）", Kind.PERCENT),
        Column("手続数ベース（％）", Kind.PERCENT),
    )


def coverage_cells(coverage: Coverage) -> tuple[str, ...]:
    """Counts and both rates."""
    return (
        labels.number(coverage.procedures),
        labels.number(coverage.online_procedures),
        labels.number(coverage.counted_procedures),
        *case_cells(coverage, coverage.known_cases, coverage.online_cases),
        percent_cell(coverage.availability_rate_by_cases),
        percent_cell(coverage.availability_rate_by_procedures),
    )


def case_cells(coverage: Coverage, *cases: int) -> tuple[str, ...]:
    """Sums of cases: … where none of the procedures is counted, － where there is no procedure."""
    if not coverage.counted_procedures:
        return (labels.UNKNOWN if coverage.procedures else NOTHING_HERE,) * len(cases)
    return tuple(map(labels.number, cases))


def percent_cell(rate: Rate) -> str:
    """54.2, for a column of percentages."""
    return labels.percent_digits(rate.share) or labels.NO_VALUE


def listed(words: list[str]) -> str:
    """A, B and C in one line: Ａ、Ｂ、Ｃ; － where there is none."""
    return "、".join(words) or NOTHING_HERE
