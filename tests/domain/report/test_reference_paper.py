"""The paper made from the ward's own catalogue says what its strategy says."""

from dataclasses import replace
from datetime import date

from tests.build import record
from tests.report_reading import annex_table, paper, rows, said, tables
from tests.test_reference_answers import CATALOGUE, ORGANISATION
from tracker.domain.policy import WARD_POLICY
from tracker.domain.report.adding_up import check
from tracker.domain.report.document import Paper
from tracker.domain.report.material import Material, Municipality
from tracker.domain.snapshot import take

BEFORE, AFTER = date(2026, 2, 28), date(2026, 9, 30)
JUMINHYO = "K-002"
FEBRUARY = take(CATALOGUE, WARD_POLICY, ORGANISATION, BEFORE)
PAPER = check(
    paper(Material(FEBRUARY, date(2026, 3, 10), municipality=Municipality("葛飾区", "131229")), Paper.COMMITTEE)
)


def test_both_rates_and_what_is_missing() -> None:
    assert said(PAPER, "by_cases") == (
        "件数ベース　オンライン化率は、54.2％（989,181件／1,824,178件）である。件数を集計している26手続を母数とする。"
        "オンライン化済みの件数のうちコンビニ交付によるものは、241,089件である。"
    )
    assert said(PAPER, "by_procedures") == (
        "手続数ベース　オンライン化率は、13.0％（7手続／54手続）である。"
        "オンライン化済みの手続のうちコンビニ交付によるものは、2手続である。"
        "年間10,000件以上の手続に限ると、26.9％（7手続／26手続）である。"
    )
    assert said(PAPER, "target") == (
        "目標（令和7年度までに受付総件数の約８割）に対し、80％とした場合で25.8ポイント（470,162件）の差がある。"
    )
    text = said(PAPER, "cases")
    assert text == "件数　令和4年度の受付件数による。件数を集計していない手続（28手続）は、件数ベースの集計に含めない。"


def test_the_overview() -> None:
    assert [row[1:4] for row in PAPER.sheets.overview.rows] == [
        ("54.2", "989,181", "1,824,178"),
        ("13.2", "241,089", "1,824,178"),
        ("54.2", "989,181", "1,824,178"),
        ("13.0", "7", "54"),
        ("3.7", "2", "54"),
    ]


def test_priorities_and_divisions() -> None:
    found = rows(tables(PAPER)["優先手続の進捗状況"].table)
    assert {name: cells[0] for name, cells in found.items()} == {
        "STEP 1（令和6年度～令和7年度）": "45",
        "STEP 2（令和8年度～令和11年度）": "9",
        "年間10,000件以上の手続": "26",
        "子育て・教育などの手続": "19",
        "優先対象手続": "37",
        "国が示す優先手続（59手続のうち区が所管する手続）": "12",
        "国が示す優先手続（31手続のうち区が所管する手続）": "4",
    }
    assert found["優先対象手続"][2:4] == ("9", "308,107")
    divisions = {row[1]: (row[4], row[5], row[6]) for row in annex_table(PAPER, "divisions").rows}
    assert divisions["戸籍住民課"] == ("10", "863,797", "360,902")
    assert divisions["税務課"] == ("4", "453,246", "429,217")
    assert divisions["保健予防課"] == ("1", "13,000", "0")


def test_residence_certificates_come_online_after_the_target_date() -> None:
    catalogue = [
        replace(item, records=(*item.records, record(9, date(2026, 9, 15)))) if item.code == JUMINHYO else item
        for item in CATALOGUE
    ]
    month = take(catalogue, WARD_POLICY, ORGANISATION, AFTER)
    at_target = FEBRUARY.coverage.availability_rate_by_cases
    report = check(paper(Material(month, date(2026, 10, 10), FEBRUARY, at_target_date=at_target)))
    assert "69.8％（1,273,306件／1,824,178件）である。" in (said(report, "by_cases") or "")
    assert "からの増減は、＋15.6ポイントである。" in (said(report, "by_cases") or "")
    assert said(report, "target") == (
        "令和7年度末の実績は54.2％であり、目標（令和7年度までに受付総件数の約８割）を、"
        "80％とした場合で25.8ポイント下回った。"
        "令和8年9月末現在は69.8％であり、目標を、80％とした場合で10.2ポイント（186,037件）下回っている。"
    )
    assert tables(report)["増減の内訳"].table.rows[-1] == ("計", "", "＋284,125", "±0", "＋15.6")
