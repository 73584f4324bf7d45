"""別紙 and the sheets of the Excel file: every procedure, every figure, what the terms mean, and open data."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.build import policy, procedure, record, volume
from tests.report_reading import annex_table, material, paper, rows
from tracker.domain.fiscal import Period, Precision
from tracker.domain.policy import ExemptTreatment
from tracker.domain.procedure import Plan, ProcedureType, Theme, VolumeBasis
from tracker.domain.report import adding_up
from tracker.domain.report.annexes import LONGEST_LIST
from tracker.domain.report.document import MonthlyReport, Sentence, TableBlock
from tracker.domain.report.errata import differences
from tracker.domain.report.material import Municipality
from tracker.domain.status import OnlineStatus, Scope

PLANNED = Plan(Period(date(2027, 4, 1), Precision.FISCAL_YEAR))
EXEMPT = record(status=OnlineStatus.EXEMPT)


def listed(report: MonthlyReport, heading: str) -> list[str]:
    """A column of the list of procedures."""
    table = report.sheets.procedures
    across = [column.heading for column in table.columns].index(heading)
    return [row[across] for row in table.rows]


def test_every_procedure_stands_in_the_list_with_all_that_is_counted() -> None:
    full = procedure(
        "K-1", name="住民票の交付", volumes=(volume(1_234, basis=VolumeBasis.EXPECTED),), designated=True,
        themes=(Theme.TAX,), national_lists=("31", "59"),
        records=(record(1, date(2026, 4, 1), scope=Scope.END_TO_END, channels=("logo_form", "conveni")),),
    )  # fmt: skip
    report = paper(material(full))
    assert report.sheets.procedures.rows == (
        (
            "K-1", "総務部", "税務課", "住民票の交付", "1,234", "済", "実施済", "申請から受取まで",
            "LoGoフォーム、コンビニ交付", "令和8年4月1日", "STEP 2、優先対象手続、国31手続、国59手続", "件数は見込み",
        ),
    )  # fmt: skip
    assert annex_table(report, "procedures") == report.sheets.procedures


@pytest.mark.parametrize(
    ("overrides", "counted", "when"),
    [
        ({}, "－", "－"),
        ({"plan": PLANNED}, "－", "令和9年度（予定）"),
        ({"online": True}, "済", "令和6年1月以前"),
        ({"plan": PLANNED, "records": (EXEMPT,)}, "－", "－"),
        ({"records": (record(1, date(2026, 4, 1), OnlineStatus.PARTIAL),)}, "－", "令和8年4月1日"),
        ({"records": (record(1, date(2026, 4, 1), channels=("email",)),)}, "－", "令和8年4月1日"),
    ],
)
def test_the_list_says_what_was_counted_and_since_when(overrides: dict[str, Any], counted: str, when: str) -> None:
    uncounted = volume(None, basis=VolumeBasis.PRELIMINARY)
    report = paper(material(procedure("K-1", volumes=(uncounted,), **overrides)))
    assert (listed(report, "集計"), listed(report, "開始・予定時期")) == ([counted], [when])
    assert (listed(report, "年間件数"), listed(report, "備考")) == (["…"], [""])


def test_what_is_left_out_of_the_base_is_listed_as_such() -> None:
    rule = policy(exempt=ExemptTreatment.LEFT_OUT)
    report = paper(material(procedure("K-1", 600, records=(EXEMPT,)), procedure("K-2", 0), rule=rule))
    assert (listed(report, "集計"), listed(report, "年間件数")) == (["除く", "－"], ["600", "0"])


def test_the_overview_has_both_rates_with_what_is_by_convenience_stores() -> None:
    store = procedure("K-1", 300, records=(record(channels=("conveni",)),))
    report = paper(material(store, procedure("K-2", 700), procedure("K-3", None), before=(store,)))
    counted = "令和4年度の件数を集計している2手続"
    assert [row[:5] + row[7:] for row in report.sheets.overview.rows] == [
        ("オンライン化率（件数ベース）", "30.0", "300", "1,000", "件", counted),
        ("うちコンビニ交付によるもの", "30.0", "300", "1,000", "件", counted),
        ("オンライン化率（件数ベース、一部実施済を含めた場合）", "30.0", "300", "1,000", "件", counted),
        ("オンライン化率（手続数ベース）", "33.3", "1", "3", "手続", "対象とする3手続"),
        ("うちコンビニ交付によるもの", "33.3", "1", "3", "手続", "対象とする3手続"),
    ]
    assert report.sheets.overview.rows[0][5:7] == ("100.0", "△70.0")


def test_the_overview_of_what_nobody_counted_has_no_zeros() -> None:
    first, *_ = paper(material(procedure("K-1", None))).sheets.overview.rows
    assert first[1:7] == ("－", "…", "…", "件", "－", "－")


def test_priorities_are_listed_in_to_do_order_with_their_reasons() -> None:
    items = (procedure("K-1", None), procedure("K-2", 500), procedure("K-3", 10_000, designated=True))
    found = paper(material(*items)).sheets.priorities
    assert [(row[0], row[1], row[5], row[6], row[7]) for row in found.rows] == [
        ("1", "K-3", "STEP 1", "年間10,000件（基準10,000件以上）", "該当"),
        ("2", "K-2", "STEP 2", "年間500件（基準10,000件未満）", "－"),
        ("3", "K-1", "判定保留（件数未集計）", "件数未集計のため、基準10,000件以上かどうか判定できない", "－"),
    ]


def terms(**overrides: Any) -> dict[str, str]:
    return {
        name: said
        for name, (said,) in rows(annex_table(paper(material(rule=policy(**overrides))), "definitions")).items()
    }


def test_terms_mean_what_the_policy_of_the_month_says() -> None:
    plain = terms(themes=frozenset({Theme.EDUCATION, Theme.CHILD_REARING, Theme.TAX}), base_fiscal_year=2023)
    assert plain["STEP 1"] == (
        "令和4年度の受付件数が10,000件以上の手続又は子育て・教育・税などの手続。令和6年度～令和7年度に取り組む。"
    )
    assert "令和5年度の受付件数" in plain["オンライン化率（件数ベース）"]
    assert terms(themes=frozenset())["STEP 1"].startswith("令和4年度の受付件数が10,000件以上の手続。")
    assert terms(designation_decides=True)["STEP 1"].startswith(
        "令和4年度の受付件数が10,000件以上の手続、子育て・教育などの手続又は優先対象手続。"
    )
    assert terms(exempt=ExemptTreatment.LEFT_OUT)["適用除外"].endswith("母数から除く。")


def test_open_data_keeps_what_nobody_counted_empty() -> None:
    items = (
        procedure(
            "K-1", procedure_type=ProcedureType.APPLICATION, volumes=(volume(1_234, online_cases=0),), online=True
        ),
        procedure("K-2", None, records=(record(channels=("logo_form", "conveni")),)),
    )
    found = paper(replace(material(*items), municipality=Municipality("葛飾区", "131229"))).open_data
    assert len(found.headings) == len(found.rows[0])
    assert found.rows == (
        ("131229", "K-1", "手続K-1", "総務部", "税務課", "申請等", "2022", "1234", "0", "1", "", "2026-09-30", ""),
        (
            "131229", "K-2", "手続K-2", "総務部", "税務課", "", "2022", "", "", "1",
            "LoGoフォーム;コンビニ交付", "2026-09-30", "",
        ),
    )  # fmt: skip


def test_a_list_that_nobody_would_print_is_left_to_the_files() -> None:
    items = [procedure(f"K-{number:04}", 10) for number in range(LONGEST_LIST + 1)]
    longest, longer = paper(material(*items[:-1])), paper(material(*items))
    (listed,), (told,) = (
        next(annex.blocks for annex in report.annexes if annex.key == "procedures") for report in (longest, longer)
    )
    assert isinstance(listed, TableBlock)
    assert isinstance(told, Sentence)
    assert told.text == "手続別一覧（301手続）は、この報告のExcelファイル及びCSVファイルに収めた。"
    assert (len(longer.sheets.procedures.rows), len(longer.open_data.rows)) == (301, 301)
    assert adding_up.check(longer) is longer
    changed = paper(material(*items[:-1], procedure(items[-1].code, 11)))
    assert ("別紙1　手続別一覧　K-0300　年間件数", "10", "11") in differences(longer, changed)
