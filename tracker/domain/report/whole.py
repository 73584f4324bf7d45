"""３ 全体の進捗状況: both rates with their bases, the target, and how the rates came about."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from tracker.domain import labels
from tracker.domain.coverage import Coverage
from tracker.domain.policy import Target
from tracker.domain.report.document import (
    Block,
    Column,
    FigureBlock,
    Kind,
    Section,
    Sentence,
    Table,
    TableBlock,
    TrendChart,
)
from tracker.domain.report.material import Material
from tracker.domain.report.words import (
    COVERAGE_UNIT,
    ITEM,
    by_when,
    case_cells,
    month_end_of,
    percent_cell,
    rate_of,
    target_day,
)

SHOWN_MONTHS = 13
"""A year, and the same month of the year before."""


def whole(material: Material) -> Section:
    """The figures of the whole."""
    blocks: list[Block] = [
        Sentence("by_cases", _by_cases(material), ITEM),
        Sentence("by_procedures", _by_procedures(material), ITEM),
    ]
    target = "".join(_target(material))
    if target:
        blocks.append(Sentence("target", target, ITEM))
    blocks += _remarks(material)
    blocks.append(TableBlock("", "進捗の推移", _months(material)))
    chart = TrendChart(
        tuple((as_of, coverage.availability_rate_by_cases) for as_of, coverage in _points(material)),
        material.progress.target,
    )
    if tells_a_course(chart):
        blocks.append(FigureBlock("", "オンライン化率（件数ベース）の推移と目標", described(chart), chart))
    return Section("whole", "", "全体の進捗状況", tuple(blocks))


def _by_cases(material: Material) -> str:
    coverage = material.coverage
    if not coverage.counted_procedures:
        return "件数ベース　件数を集計している手続はない。"
    if not coverage.known_cases:
        return f"件数ベース　件数を集計している{coverage.counted_procedures:,}手続の件数は、いずれも0件である。"
    text = f"件数ベース　オンライン化率は、{rate_of(coverage.availability_rate_by_cases)}である。{_since(material)}"
    text += f"件数を集計している{coverage.counted_procedures:,}手続を母数とする。"
    if coverage.convenience_cases:
        cases = labels.cases(coverage.convenience_cases)
        text += f"オンライン化済みの件数のうちコンビニ交付によるものは、{cases}である。"
    if coverage.partly_online_cases:
        text += f"一部実施済を含めた場合は、{labels.percent(coverage.rate_with_partial)}である。"
    return text


def _since(material: Material) -> str:
    if material.bridge is None or material.bridge.points is None:
        return ""
    then = month_end_of(material.bridge.before.as_of)
    return f"前回報告（{then}）からの増減は、{labels.change_in_points(material.bridge.points)}である。"


def _by_procedures(material: Material) -> str:
    coverage = material.coverage
    rate = coverage.availability_rate_by_procedures
    if not coverage.procedures:
        return "手続数ベース　対象とする手続はない。"
    text = f"手続数ベース　オンライン化率は、{rate_of(rate, '手続')}である。"
    before = material.previous.coverage.availability_rate_by_procedures.share if material.previous else None
    if rate.share is not None and before is not None:
        text += f"前回報告からの増減は、{labels.change_in_points(rate.share - before)}である。"
    if coverage.convenience_procedures:
        count = f"{coverage.convenience_procedures:,}手続"
        text += f"オンライン化済みの手続のうちコンビニ交付によるものは、{count}である。"
    many = material.progress.where(lambda cell: cell.many_cases)
    if many.procedures:
        threshold = labels.cases(material.snapshot.policy.threshold)
        share = rate_of(many.availability_rate_by_procedures, "手続")
        text += f"年間{threshold}以上の手続に限ると、{share}である。"
    return text


def _target(material: Material) -> Iterator[str]:
    """How far it is to the target; on its day whether it was reached; after it how far below it was then and is now."""
    target, coverage = material.progress.target, material.coverage
    if target is None or not coverage.known_cases:
        return
    name = f"目標（{by_when(target)}に受付総件数の{target.wording}）"
    if material.as_of < target.due_on:
        yield name
        yield (
            "に達している。" if coverage.reaches(target.share) else f"に対し、{_missing(coverage, target)}の差がある。"
        )
        return
    if material.as_of == target.due_on:
        rate = labels.percent(coverage.availability_rate_by_cases)
        reached = coverage.reaches(target.share)
        words = "に達した" if reached else f"を、{_missing(coverage, target)}下回った"
        yield f"{target_day(target)}の実績は{rate}であり、{name}{words}。"
        return
    then = material.at_target_date
    if then is not None and then.share is not None:
        yield f"{target_day(target)}の実績は{labels.percent(then)}であり、{name}{_then(then.share, target)}。"
    else:
        yield f"{name}の期限は経過している。"
    yield f"{month_end_of(material.as_of)}現在は{labels.percent(coverage.availability_rate_by_cases)}であり、"
    if coverage.reaches(target.share):
        yield "目標に達している。"
    else:
        yield f"目標を、{_missing(coverage, target)}下回っている。"


def _then(share: Fraction, target: Target) -> str:
    if share >= target.share:
        return "に達した"
    return f"を、{labels.target_percent(target.share)}とした場合で{_below(target.share - share)}下回った"


def _missing(coverage: Coverage, target: Target) -> str:
    """80％とした場合で25.8ポイント（470,162件）."""
    distance = coverage.distance_to(target.share)
    assert distance is not None
    needed = labels.cases(coverage.cases_needed(target.share))
    return f"{labels.target_percent(target.share)}とした場合で{_below(distance)}（{needed}）"


def _below(distance: Fraction) -> str:
    """25.8ポイント. What is there but would print as none is not called 0.0."""
    return labels.points(distance) if labels.rounded(distance * 100) else "0.1ポイント未満"


def _remarks(material: Material) -> Iterator[Sentence]:
    """What has to be known before the rates are compared with those before."""
    rebased = material.by_previous_policy
    if rebased is not None:
        text = "集計の基準を変更したため、前回報告と単純に比較できない。"
        rates = "、".join(_both_rates(rebased))
        yield Sentence(
            "policy_changed", text + f"変更前の基準によるオンライン化率は、{rates}である。" if rates else text
        )
    if material.has_rounded_change:
        yield Sentence(
            "rounding",
            "前回報告からの増減は、四捨五入前の値により算出しているため、表示した率の差と一致しないものがある。",
        )


def _both_rates(coverage: Coverage) -> Iterator[str]:
    """Those that there are."""
    if coverage.known_cases:
        yield f"件数ベースで{rate_of(coverage.availability_rate_by_cases)}"
    if coverage.procedures:
        yield f"手続数ベースで{rate_of(coverage.availability_rate_by_procedures, '手続')}"


def _points(material: Material) -> list[tuple[date, Coverage]]:
    earlier = [(each.as_of, each.coverage) for each in material.milestones]
    return [*earlier, (material.as_of, material.coverage)][-SHOWN_MONTHS:]


def _months(material: Material) -> Table:
    columns = (
        Column("時点", share=3),
        Column("件数ベース（％）", Kind.PERCENT),
        Column("オンライン化済みの件数", Kind.COUNT, 3),
        Column("件数（母数）", Kind.COUNT, 3),
        Column("手続数ベース（％）", Kind.PERCENT),
        Column("オンライン化済みの手続数", Kind.COUNT, 3),
        Column("手続数", Kind.COUNT),
    )
    rows = tuple(
        (
            month_end_of(as_of),
            percent_cell(coverage.availability_rate_by_cases),
            *case_cells(coverage, coverage.online_cases, coverage.known_cases),
            percent_cell(coverage.availability_rate_by_procedures),
            labels.number(coverage.online_procedures),
            labels.number(coverage.procedures),
        )
        for as_of, coverage in _points(material)
    )
    return Table(columns, rows, COVERAGE_UNIT)


def tells_a_course(chart: TrendChart) -> bool:
    """Whether there are two months to draw a line between."""
    return sum(rate.share is not None for _, rate in chart.points) > 1


def described(chart: TrendChart) -> str:
    """The picture in words, for those who cannot see it."""
    known = [(as_of, rate) for as_of, rate in chart.points if rate.share is not None]
    points = "、".join(f"{month_end_of(as_of)}が{labels.percent(rate)}" for as_of, rate in known)
    target = (
        f"目標は{chart.target.wording}（{labels.target_percent(chart.target.share)}）である。" if chart.target else ""
    )
    return f"オンライン化率（件数ベース）は、{points}である。{target}"
