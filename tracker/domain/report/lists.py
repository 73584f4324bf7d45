"""The lists of a paper: 手続別一覧, 優先順位, 概要, and the rows of open data. One row a procedure, or a figure."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from tracker.domain import labels
from tracker.domain.coverage import Coverage, Rate
from tracker.domain.figures import Figure
from tracker.domain.policy import Policy
from tracker.domain.procedure import VolumeBasis
from tracker.domain.report.document import Column, Kind, OpenData, Table
from tracker.domain.report.material import Material
from tracker.domain.report.words import NOTHING_HERE, began, case_cells, counted_from, listed, percent_cell
from tracker.domain.standing import Standing, in_priority_order
from tracker.domain.status import OnlineStatus
from tracker.domain.vocabulary import channel_name, name_of

BY_CONVENIENCE_STORE = "うちコンビニ交付によるもの"
ONLINE, OFFLINE, LEFT_OUT = "済", NOTHING_HERE, "除く"
"""The column 集計: counted as online, counted as not online, left out of the base."""


def procedure_table(material: Material) -> Table:
    """Every procedure of the month, in the order of the catalogue. Source: domain notes 4.2, 別紙１."""
    policy = material.snapshot.policy
    year = labels.fiscal_year(policy.base_fiscal_year)
    columns = (
        Column("手続ID"),
        Column("部", share=3),
        Column("所管課", share=3),
        Column("手続名", share=8),
        Column("年間件数", Kind.COUNT),
        Column("集計", share=1),
        Column("状況", share=2),
        Column("範囲", share=3),
        Column("受付方法", share=4),
        Column("開始・予定時期", share=3),
        Column("優先区分", share=4),
        Column("備考", share=2),
    )
    notes = (
        f"年間件数は{year}の受付件数である。「…」は件数未集計を表す。",
        "集計の「済」はオンライン化済みとして集計した手続、「除く」は母数から除いた手続である。",
    )
    return Table(columns, tuple(_procedure_row(item, policy) for item in material.standings), "単位：件", notes)


def _procedure_row(item: Standing, policy: Policy) -> tuple[str, ...]:
    procedure, record = item.procedure, item.record
    return (
        procedure.code,
        labels.department_name(procedure.department),
        procedure.division,
        procedure.name,
        labels.number(item.annual_cases),
        counted_as(item),
        name_of(item.status),
        name_of(record.scope) if record and record.scope is not None else NOTHING_HERE,
        listed([channel_name(code) for code in record.channels] if record else []),
        _when(item, policy),
        "、".join(_priority(item)),
        _remark(item),
    )


def counted_as(item: Standing) -> str:
    """済, － or 除く."""
    if not item.coverage.procedures:
        return LEFT_OUT
    return ONLINE if item.is_online else OFFLINE


def _when(item: Standing, policy: Policy) -> str:
    begun = counted_from(item, policy)
    if begun is not None:
        return began(begun)
    planned_for = item.procedure.plan.planned_for
    if planned_for is None or item.status is OnlineStatus.EXEMPT:
        return NOTHING_HERE
    return f"{labels.period(planned_for)}（予定）"


def _priority(item: Standing) -> Iterator[str]:
    yield name_of(item.verdict.step)
    if item.procedure.designated:
        yield "優先対象手続"
    for national in item.procedure.national_lists:
        yield f"国{national}手続"


def _remark(item: Standing) -> str:
    volume = item.volume
    is_firm = volume.annual_cases is None or volume.basis is VolumeBasis.FINAL
    return "" if is_firm else f"件数は{name_of(volume.basis)}"


def priority_table(material: Material) -> Table:
    """Every procedure in to-do order, with the reasons of the rule."""
    columns = (
        Column("順位", Kind.COUNT, 1),
        Column("手続ID"),
        Column("手続名", share=8),
        Column("部", share=3),
        Column("所管課", share=3),
        Column("優先区分", share=3),
        Column("理由", share=6),
        Column("優先対象手続"),
        Column("年間件数", Kind.COUNT),
        Column("状況"),
    )
    rows = tuple(
        (
            str(rank),
            item.procedure.code,
            item.procedure.name,
            labels.department_name(item.procedure.department),
            item.procedure.division,
            name_of(item.verdict.step),
            "、".join(map(labels.reason_text, item.verdict.reasons)),
            "該当" if item.procedure.designated else NOTHING_HERE,
            labels.number(item.annual_cases),
            name_of(item.status),
        )
        for rank, item in enumerate(in_priority_order(material.standings), 1)
    )
    return Table(columns, rows)


def overview_table(material: Material) -> Table:
    """A row per figure: the percentage, its numerator and denominator, what it is a share of, and the change."""
    columns = (
        Column("指標", share=6),
        Column("値（％）", Kind.PERCENT),
        Column("分子", Kind.COUNT, 3),
        Column("分母", Kind.COUNT, 3),
        Column("単位", share=1),
        Column("前回（％）", Kind.PERCENT),
        Column("増減（ポイント）", Kind.POINTS),
        Column("母数", share=6),
    )
    notes = []
    if material.by_previous_policy is not None:
        notes.append("集計の基準を変更したため、前回と単純に比較できない。")
    if material.has_rounded_change:
        notes.append("増減は、四捨五入前の値により算出しているため、表示した率の差と一致しないものがある。")
    return Table(columns, tuple(_overview_rows(material)), notes=tuple(notes))


def _overview_rows(material: Material) -> Iterator[tuple[str, ...]]:
    year = labels.fiscal_year(material.snapshot.policy.base_fiscal_year)
    counted = f"{year}の件数を集計している{material.coverage.counted_procedures:,}手続"
    everything = f"対象とする{material.coverage.procedures:,}手続"
    used = f"{year}の受付件数及びオンライン手続件数をいずれも集計している手続"
    online = f"{used}のうちオンライン化済みのもの"
    yield _figure(material, name_of(Figure.BY_CASES), "件", counted, lambda each: each.availability_rate_by_cases)
    yield _figure(material, BY_CONVENIENCE_STORE, "件", counted, _cases_by_convenience_store)
    yield _figure(material, name_of(Figure.WITH_PARTIAL), "件", counted, lambda each: each.rate_with_partial)
    yield _figure(
        material, name_of(Figure.BY_PROCEDURES), "手続", everything, lambda each: each.availability_rate_by_procedures
    )
    yield _figure(material, BY_CONVENIENCE_STORE, "手続", everything, _procedures_by_convenience_store)
    if material.coverage.used_cases:
        yield _figure(material, name_of(Figure.USAGE_ALL), "件", used, lambda each: each.usage_rate_all)
    if material.coverage.enabled_cases:
        yield _figure(material, name_of(Figure.USAGE_ENABLED), "件", online, lambda each: each.usage_rate_enabled)


def _figure(
    material: Material, name: str, unit: str, base: str, rate_of: Callable[[Coverage], Rate]
) -> tuple[str, ...]:
    now = rate_of(material.coverage)
    then = rate_of(material.previous.coverage) if material.previous else None
    change: Fraction | None = None
    if then is not None and then.share is not None and now.share is not None:
        change = now.share - then.share
    counts = (now.numerator, now.denominator)
    return (
        name,
        percent_cell(now),
        *(case_cells(material.coverage, *counts) if unit == "件" else map(labels.number, counts)),
        unit,
        percent_cell(then) if then else NOTHING_HERE,
        labels.signed_points(change),
        base,
    )


def _cases_by_convenience_store(coverage: Coverage) -> Rate:
    return Rate(coverage.convenience_cases, coverage.known_cases)


def _procedures_by_convenience_store(coverage: Coverage) -> Rate:
    return Rate(coverage.convenience_procedures, coverage.procedures)


OPEN_DATA_HEADINGS = (
    "全国地方公共団体コード", "手続ID", "手続名", "所管部", "所管課", "手続類型", "年度",
    "総手続件数", "オンライン手続件数", "オンライン化状況コード", "受付方法", "基準日", "備考",
)  # fmt: skip


def open_data(material: Material) -> OpenData:
    """The columns of domain notes 6. A count that nobody has is empty, never 0."""
    return OpenData(OPEN_DATA_HEADINGS, tuple(_open_row(item, material) for item in material.standings))


def _open_row(item: Standing, material: Material) -> tuple[str, ...]:
    procedure, volume = item.procedure, item.volume
    return (
        material.municipality.code,
        procedure.code,
        procedure.name,
        procedure.department,
        procedure.division,
        name_of(procedure.procedure_type) if procedure.procedure_type else "",
        str(volume.fiscal_year),
        "" if volume.annual_cases is None else str(volume.annual_cases),
        "" if volume.online_cases is None else str(volume.online_cases),
        item.status.value,
        ";".join(channel_name(code) for code in item.record.channels) if item.record else "",
        material.as_of.isoformat(),
        "、".join(_open_remarks(item)),
    )


def _open_remarks(item: Standing) -> Iterator[str]:
    """With what the code of a status alone does not tell: that it is online, and not counted as online."""
    if item.status is OnlineStatus.IMPLEMENTED and not item.is_online:
        yield "オンライン化済みに含めない"
    if remark := _remark(item):
        yield remark
