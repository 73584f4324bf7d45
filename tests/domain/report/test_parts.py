"""４ 部別, ６ 優先手続 and ７ 利用状況: parts that add up, in the ward's order, and nothing that nobody knows."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.build import department, policy, procedure, record, volume
from tests.report_reading import (
    ORGANISATION,
    SEPTEMBER,
    annex_table,
    figures,
    material,
    paper,
    rows,
    said,
    section,
    snapshot,
    tables,
    worded,
)
from tracker.domain.fiscal import Period, Precision
from tracker.domain.organisation import Organisation
from tracker.domain.policy import ExemptTreatment
from tracker.domain.procedure import Plan, Procedure, Theme
from tracker.domain.report.document import DepartmentChart, MonthlyReport, Paper
from tracker.domain.report.material import Material, Municipality
from tracker.domain.status import OnlineStatus

UNNAMED = department("", "選挙管理委員会事務局", code="B09")
"""A division whose department is not stated."""


def of_organisation(*items: Procedure, organisation: Organisation) -> MonthlyReport:
    return paper(Material(snapshot(*items, organisation=organisation), SEPTEMBER))


# Departments


def test_departments_stand_in_the_wards_order_and_add_up() -> None:
    places = department("環境部", "清掃事務所", code="B07"), *ORGANISATION, UNNAMED
    report = of_organisation(
        procedure("K-1", 600, online=True),
        procedure("K-2", None),
        procedure("K-3", 400, department="環境部", division="清掃事務所"),
        procedure("K-4", None, department="", division="選挙管理委員会事務局"),
        organisation=places,
    )
    found = tables(report)["部別の進捗状況"].table
    assert found.rows == (
        ("環境部", "1", "0", "1", "400", "0", "0.0", "0.0"),
        ("総務部", "2", "1", "1", "600", "600", "100.0", "50.0"),
        ("施設部", "0", "0", "0", "－", "－", "－", "－"),
        ("（部の記載なし）", "1", "0", "0", "…", "…", "－", "0.0"),
        ("計", "4", "1", "2", "1,000", "600", "60.0", "25.0"),
    )
    assert report.sheets.departments == found
    (chart,) = (block.chart for block in figures(report))
    assert isinstance(chart, DepartmentChart)
    assert [group.name for group in chart.groups] == ["環境部", "総務部"]


def test_divisions_without_procedures_are_left_out_of_the_annex() -> None:
    found = of_organisation(procedure("K-1", 600), organisation=ORGANISATION)
    assert [row[:3] for row in annex_table(found, "divisions").rows] == [("総務部", "税務課", "1"), ("計", "", "1")]


def test_no_heading_of_a_table_stands_in_it_twice() -> None:
    report = paper(material(procedure("K-1", 600, online=True), before=()))
    for table in (*(block.table for block in tables(report).values()), report.sheets.overview, report.sheets.changes):
        headings = [column.heading for column in table.columns]
        assert len(set(headings)) == len(headings)


# Priorities


def test_priorities_are_shown_by_what_decides_them() -> None:
    items = (
        procedure("K-1", 10_000, online=True, national_lists=("59", "31")),
        procedure("K-2", 500, designated=True, national_lists=("59",)),
        procedure("K-3", None, themes=(Theme.EDUCATION,)),
        procedure("K-4", None),
    )
    found = rows(tables(paper(material(*items)))["優先手続の進捗状況"].table)
    assert [(name, *cells[:2]) for name, cells in found.items()] == [
        ("STEP 1（令和6年度～令和7年度）", "2", "1"),
        ("STEP 2（令和8年度～令和11年度）", "1", "0"),
        ("判定保留（件数未集計）", "1", "0"),
        ("年間10,000件以上の手続", "1", "1"),
        ("子育て・教育などの手続", "1", "0"),
        ("優先対象手続", "1", "0"),
        ("国が示す優先手続（59手続のうち区が所管する手続）", "2", "1"),
        ("国が示す優先手続（31手続のうち区が所管する手続）", "1", "1"),
    ]


def test_what_no_procedure_is_leaves_no_row() -> None:
    rule = policy(themes=frozenset())
    report = paper(
        material(procedure("K-1", 10_000, national_lists=("31",)), rule=rule, municipality=Municipality("町田市"))
    )
    assert list(rows(tables(report)["優先手続の進捗状況"].table)) == [
        "STEP 1（令和6年度～令和7年度）",
        "年間10,000件以上の手続",
        "国が示す優先手続（31手続のうち市が所管する手続）",
    ]


def planned(first_day: date, precision: Precision = Precision.MONTH, **overrides: Any) -> Procedure:
    return procedure("K-1", 600, plan=Plan(Period(first_day, precision)), **overrides)


@pytest.mark.parametrize(
    ("first_day", "precision", "is_late"),
    [
        (date(2026, 9, 1), Precision.MONTH, True),
        (SEPTEMBER, Precision.DAY, True),
        (date(2026, 10, 1), Precision.DAY, False),
        (date(2026, 10, 1), Precision.MONTH, False),
        (date(2025, 4, 1), Precision.FISCAL_YEAR, True),
        (date(2026, 4, 1), Precision.FISCAL_YEAR, False),
    ],
)
def test_a_plan_is_late_once_its_time_has_ended_with_the_month(
    first_day: date, precision: Precision, is_late: bool
) -> None:
    text = said(paper(material(planned(first_day, precision))), "late")
    assert text == ("予定時期を経過している手続は1手続である。" if is_late else "予定時期を経過している手続はない。")


def test_what_is_online_or_exempt_is_not_late() -> None:
    for done in (record(), record(status=OnlineStatus.EXEMPT)):
        text = said(paper(material(planned(date(2026, 4, 1), records=(done,)))), "late")
        assert text == "予定時期を経過している手続はない。"


def test_the_committee_gets_the_number_of_late_procedures_and_the_ward_their_names() -> None:
    late = material(planned(date(2026, 9, 1)))
    internal, committee = (paper(late, kind) for kind in (Paper.INTERNAL, Paper.COMMITTEE))
    assert said(internal, "late") == said(committee, "late") == "予定時期を経過している手続は1手続である。"
    found = tables(internal)["予定時期を経過している手続"].table
    assert found.rows == (("手続K-1", "総務部　税務課", "令和8年9月", "600"),)
    assert "予定時期を経過している手続" not in tables(committee)


def test_why_procedures_are_late_is_said_by_people_only() -> None:
    late = material(planned(date(2026, 9, 1)))
    assert said(paper(late), "late_reason") is None
    assert said(paper(late, Paper.COMMITTEE, worded(late_reason="調整に3か月を要した。")), "late_reason") == (
        "調整に3か月を要した。"
    )


# Use


def used(code: str, cases: int, online_cases: int | None, **overrides: Any) -> Procedure:
    return procedure(code, volumes=(volume(cases, online_cases=online_cases),), **overrides)


def test_use_is_left_out_where_nobody_knows_it() -> None:
    assert section(paper(material(used("K-1", 600, None))), "usage") is None


def test_use_says_on_how_many_procedures_it_is_based() -> None:
    items = (used("K-1", 600, 60, online=True), used("K-2", 400, 0), used("K-3", 900, None, online=True))
    report = paper(material(*items))
    assert said(report, "usage_all") == (
        "全件　オンライン利用率は、6.0％（60件／1,000件）である。"
        "令和4年度の受付件数及びオンラインで受け付けた件数をいずれも集計している2手続を母数とする。"
    )
    assert said(report, "usage_enabled") == (
        "オンライン化済みの手続　オンライン利用率は、10.0％（60件／600件）である。"
        "上記の2手続のうちオンライン化済みの1手続を母数とする。"
    )
    assert said(paper(material(items[1])), "usage_enabled") is None


def test_use_is_compared_with_the_same_month_of_the_year_before() -> None:
    now, then = used("K-1", 600, 60), used("K-1", 600, 30)
    year_ago = snapshot(then, on=date(2025, 9, 30)).coverage
    text = said(paper(material(now, year_ago=year_ago)), "usage_all")
    assert text
    assert "前年同月（令和7年9月末）からの増減は、＋5.0ポイントである。" in text
    nobody_knew = snapshot(used("K-1", 600, None)).coverage
    assert "前年同月" not in (said(paper(material(now, year_ago=nobody_knew)), "usage_all") or "")
    leap = paper(material(now, on=date(2028, 2, 29), year_ago=year_ago))
    assert "前年同月（令和9年2月末）" in (said(leap, "usage_all") or "")


def test_what_is_left_out_of_the_base_is_left_out_of_the_base_of_use() -> None:
    exempt = used("K-2", 400, 10, records=(record(status=OnlineStatus.EXEMPT),))
    report = paper(material(used("K-1", 600, 60), exempt, rule=replace(policy(), exempt=ExemptTreatment.LEFT_OUT)))
    text = said(report, "usage_all")
    assert text
    assert "（60件／600件）" in text
    assert "いずれも集計している1手続を母数とする" in text
