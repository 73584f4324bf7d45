"""４ 部別の進捗状況, ６ 優先手続の進捗状況 and ７ オンラインの利用状況: the whole in parts."""

from collections.abc import Callable, Iterator

from tracker.domain import labels
from tracker.domain.coverage import total
from tracker.domain.priority import Step, priority_theme
from tracker.domain.progress import Group
from tracker.domain.report.document import (
    Block,
    Column,
    DepartmentChart,
    FigureBlock,
    Kind,
    Paper,
    Section,
    Sentence,
    Table,
    TableBlock,
)
from tracker.domain.report.draft import LATE
from tracker.domain.report.material import Material
from tracker.domain.report.words import (
    COVERAGE_UNIT,
    ITEM,
    coverage_cells,
    coverage_columns,
    month_end_of,
    place,
    rate_of,
    theme_names,
)
from tracker.domain.standing import Standing
from tracker.domain.vocabulary import NATIONAL_LISTS, name_of


def departments(material: Material) -> Section:
    """By department in 建制順, without any ranking."""
    table = TableBlock("", "部別の進捗状況", department_table(material))
    return Section("departments", "", "部別の進捗状況", (table,))


def department_chart(material: Material) -> tuple[FigureBlock, ...]:
    """The departments that have any cases counted; none where no department has."""
    groups = tuple(group for group in material.progress.by_department() if group.coverage.known_cases)
    if not groups:
        return ()
    name = "件数を集計している部の年間件数とオンライン化済みの件数"
    return (FigureBlock("", name, _described(groups), DepartmentChart(groups)),)


def department_table(material: Material) -> Table:
    """A row per department, and their sum."""
    rows = [
        (labels.department_name(group.name), *coverage_cells(group.coverage))
        for group in material.progress.by_department()
    ]
    total_row = ("計", *coverage_cells(material.coverage))
    return Table(coverage_columns("部"), (*rows, total_row), COVERAGE_UNIT, has_total=True)


def division_table(material: Material) -> Table:
    """A row per division that has procedures, in 建制順, and their sum."""
    departments = {
        division.code: department.name
        for department in material.snapshot.organisation
        for division in department.divisions
    }
    rows = [
        (labels.department_name(departments.get(group.code, "")), group.name, *coverage_cells(group.coverage))
        for group in material.progress.by_division()
        if group.coverage.procedures
    ]
    _, *columns = coverage_columns("所管課")
    total_row = ("計", "", *coverage_cells(material.coverage))
    return Table(
        (Column("部", share=4), Column("所管課", share=4), *columns), (*rows, total_row), COVERAGE_UNIT, has_total=True
    )


def _described(groups: tuple[Group, ...]) -> str:
    bars = "、".join(
        f"{labels.department_name(group.name)}が{labels.cases(group.coverage.known_cases)}のうち"
        f"{labels.cases(group.coverage.online_cases)}"
        for group in groups
    )
    return f"年間件数のうちオンライン化済みの件数は、{bars}である。"


Condition = Callable[[Standing], bool]


def priorities(material: Material, paper: Paper, typed: dict[str, str]) -> Section:
    """By STEP, by what decides it, by designation and national list; and what is late."""
    blocks: list[Block] = [TableBlock("", "優先手続の進捗状況", _priority_table(material))]
    late = material.late
    text = f"予定時期を経過している手続は{len(late):,}手続である。" if late else "予定時期を経過している手続はない。"
    blocks.append(Sentence("late", text))
    if LATE in typed:
        blocks.append(Sentence(LATE, typed[LATE]))
    if late and paper is Paper.INTERNAL:
        blocks.append(TableBlock("", "予定時期を経過している手続", _late_table(late)))
    return Section("priorities", "", "優先手続の進捗状況", tuple(blocks))


def _priority_table(material: Material) -> Table:
    rows = [
        (name, *coverage_cells(total(item.coverage for item in found)))
        for name, condition in _kinds(material)
        if (found := [item for item in material.standings if condition(item)])
    ]
    notes = ("一つの手続が複数の区分に当たることがあるため、区分ごとの数の計は、全体の数と一致しない。",)
    return Table(coverage_columns("区分"), tuple(rows), COVERAGE_UNIT, notes)


def _kinds(material: Material) -> Iterator[tuple[str, Condition]]:
    policy = material.snapshot.policy
    for step, window in ((Step.ONE, policy.step1), (Step.TWO, policy.step2), (Step.UNDECIDED, None)):
        years = f"（{labels.fiscal_years(window)}）" if window else ""
        yield f"{name_of(step)}{years}", lambda item, step=step: item.verdict.step is step  # type: ignore[misc]
    yield f"年間{labels.cases(policy.threshold)}以上の手続", lambda item: item.has_many_cases
    if policy.themes:
        yield f"{theme_names(policy)}などの手続", lambda item: priority_theme(item.procedure, policy) is not None
    yield "優先対象手続", lambda item: item.procedure.designated
    for national in NATIONAL_LISTS[::-1]:
        yield (
            f"国が示す優先手続（{national}手続のうち{material.municipality.kind}が所管する手続）",
            lambda item, national=national: national in item.procedure.national_lists,  # type: ignore[misc]
        )


def _late_table(late: tuple[Standing, ...]) -> Table:
    rows = tuple((item.procedure.name, place(item), _planned(item), labels.number(item.annual_cases)) for item in late)
    columns = (
        Column("手続名", share=7),
        Column("所管課", share=5),
        Column("予定時期", share=3),
        Column("年間件数", Kind.COUNT),
    )
    return Table(columns, rows, "単位：件")


def _planned(item: Standing) -> str:
    planned_for = item.procedure.plan.planned_for
    assert planned_for is not None
    return labels.period(planned_for)


def usage(material: Material) -> Section | None:
    """How much is used online, where both counts are known; None where nobody knows."""
    coverage = material.coverage
    if not coverage.used_cases:
        return None
    year = labels.fiscal_year(material.snapshot.policy.base_fiscal_year)
    used = [item for item in material.standings if _is_use_known(item)]
    online = sum(item.is_online for item in used)
    sentences = [
        Sentence(
            "usage_all",
            f"全件　オンライン利用率は、{rate_of(coverage.usage_rate_all)}である。{_since_last_year(material)}"
            f"{year}の受付件数及びオンラインで受け付けた件数をいずれも集計している{len(used):,}手続を母数とする。",
            ITEM,
        )
    ]
    if coverage.enabled_cases:
        sentences.append(
            Sentence(
                "usage_enabled",
                f"オンライン化済みの手続　オンライン利用率は、{rate_of(coverage.usage_rate_enabled)}である。"
                f"上記の{len(used):,}手続のうちオンライン化済みの{online:,}手続を母数とする。",
                ITEM,
            )
        )
    return Section("usage", "", "オンラインの利用状況", tuple(sentences))


def _is_use_known(item: Standing) -> bool:
    """Whether both of its counts are in the usage rate."""
    volume = item.volume
    return bool(item.coverage.procedures) and volume.annual_cases is not None and volume.online_cases is not None


def _since_last_year(material: Material) -> str:
    now = material.coverage.usage_rate_all.share
    then = material.year_ago.usage_rate_all.share if material.year_ago else None
    if now is None or then is None:
        return ""
    year = material.as_of.replace(year=material.as_of.year - 1, day=1)
    return f"前年同月（{month_end_of(year)}）からの増減は、{labels.change_in_points(now - then)}である。"
