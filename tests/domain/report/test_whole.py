"""３ 全体の進捗状況: both rates with their bases, the target before and after its day, and what limits comparison."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.build import policy, procedure, record, target
from tests.report_reading import AHEAD, AUGUST, figures, material, paper, said, sentences, snapshot, tables
from tracker.domain.coverage import Rate
from tracker.domain.policy import ExemptTreatment, PartialTreatment
from tracker.domain.procedure import Procedure
from tracker.domain.report.material import Material, Milestone
from tracker.domain.status import OnlineStatus

PASSED = policy(targets=(target(),))
NO_TARGET = policy(targets=())
BY_STORE = record(channels=("conveni",))
PARTLY = record(status=OnlineStatus.PARTIAL)


def sentence(key: str, *items: Procedure, **overrides: Any) -> str | None:
    return said(paper(material(*items, **overrides)), key)


def share(online: int, others: int) -> tuple[Procedure, ...]:
    """Two procedures, of which the first is online."""
    return procedure("K-1", online, online=True), procedure("K-2", others)


def milestone(found: Material) -> Milestone:
    return Milestone(found.as_of, found.coverage)


# The rates


def test_the_target_figure_says_its_base_and_its_change() -> None:
    assert sentence("by_cases", *share(600, 400), procedure("K-3", None), before=share(500, 500)) == (
        "件数ベース　オンライン化率は、60.0％（600件／1,000件）である。"
        "前回報告（令和8年8月末）からの増減は、＋10.0ポイントである。件数を集計している2手続を母数とする。"
    )


def test_the_first_paper_compares_with_nothing() -> None:
    text = sentence("by_cases", *share(600, 400))
    assert text == (
        "件数ベース　オンライン化率は、60.0％（600件／1,000件）である。件数を集計している2手続を母数とする。"
    )


def test_convenience_stores_and_partly_online_stand_beside_the_rate() -> None:
    items = (procedure("K-1", 300, records=(BY_STORE,)), procedure("K-2", 100, records=(PARTLY,)), *share(0, 600)[1:])
    text = sentence("by_cases", items[0], replace(items[1], code="K-3"), items[2])
    assert text
    assert text.endswith(
        "オンライン化済みの件数のうちコンビニ交付によるものは、300件である。一部実施済を含めた場合は、40.0％である。"
    )
    text = sentence("by_procedures", *items[:1])
    assert text
    assert "オンライン化済みの手続のうちコンビニ交付によるものは、1手続である。" in text


def test_the_rate_by_procedures_names_those_with_many_cases() -> None:
    items = (procedure("K-1", 10_000, online=True), procedure("K-2", 10_000), procedure("K-3", 9_999))
    assert sentence("by_procedures", *items, before=items[:2]) == (
        "手続数ベース　オンライン化率は、33.3％（1手続／3手続）である。"
        "前回報告からの増減は、△16.7ポイントである。"
        "年間10,000件以上の手続に限ると、50.0％（1手続／2手続）である。"
    )
    assert "10,000件以上" not in (sentence("by_procedures", items[2]) or "")


def test_nothing_counted_is_not_nothing_done() -> None:
    uncounted = procedure("K-1", None, online=True)
    report = paper(material(uncounted, before=(uncounted,)))
    assert said(report, "by_cases") == "件数ベース　件数を集計している手続はない。"
    assert "オンライン化率は、100.0％（1手続／1手続）である。" in (said(report, "by_procedures") or "")
    assert said(report, "target") is None
    assert tables(report)["進捗の推移"].table.rows == (("令和8年9月末", "－", "…", "…", "100.0", "1", "1"),)
    assert figures(report) == []


def test_a_count_of_zero_is_a_count() -> None:
    assert sentence("by_cases", procedure("K-1", 0)) == (
        "件数ベース　件数を集計している1手続の件数は、いずれも0件である。"
    )


def test_an_empty_catalogue_has_a_paper() -> None:
    report = paper(material())
    assert said(report, "by_cases") == "件数ベース　件数を集計している手続はない。"
    assert said(report, "by_procedures") == "手続数ベース　対象とする手続はない。"
    assert tables(report)["進捗の推移"].table.rows == (("令和8年9月末", "－", "－", "－", "－", "0", "0"),)


# The target


def test_before_the_target_date_the_paper_says_what_is_missing() -> None:
    assert sentence("target", *share(542, 458)) == (
        "目標（令和8年度までに受付総件数の約８割）に対し、80％とした場合で25.8ポイント（258件）の差がある。"
    )
    assert sentence("target", *share(800, 200)) == "目標（令和8年度までに受付総件数の約８割）に達している。"


def test_a_rate_that_prints_as_the_target_has_not_reached_it() -> None:
    items = share(7_996, 2_004)
    assert "80.0％" in (sentence("by_cases", *items) or "")
    assert sentence("target", *items) == (
        "目標（令和8年度までに受付総件数の約８割）に対し、80％とした場合で0.1ポイント未満（4件）の差がある。"
    )


def test_on_the_target_day_itself_the_paper_judges() -> None:
    assert sentence("target", *share(542, 458), rule=PASSED, on=date(2026, 3, 31)) == (
        "令和7年度末の実績は54.2％であり、目標（令和7年度までに受付総件数の約８割）を、"
        "80％とした場合で25.8ポイント（258件）下回った。"
    )
    assert sentence("target", *share(800, 200), rule=PASSED, on=date(2026, 3, 31)) == (
        "令和7年度末の実績は80.0％であり、目標（令和7年度までに受付総件数の約８割）に達した。"
    )


def test_after_the_target_date_the_paper_judges_that_day_and_today() -> None:
    assert sentence("target", *share(600, 400), rule=PASSED, at_target_date=Rate(542, 1_000)) == (
        "令和7年度末の実績は54.2％であり、目標（令和7年度までに受付総件数の約８割）を、"
        "80％とした場合で25.8ポイント下回った。"
        "令和8年9月末現在は60.0％であり、目標を、80％とした場合で20.0ポイント（200件）下回っている。"
    )
    assert sentence("target", *share(900, 100), rule=PASSED, at_target_date=Rate(800, 1_000)) == (
        "令和7年度末の実績は80.0％であり、目標（令和7年度までに受付総件数の約８割）に達した。"
        "令和8年9月末現在は90.0％であり、目標に達している。"
    )


def test_a_target_day_within_a_year_is_named_by_its_day() -> None:
    rule = policy(targets=(target(due_on=date(2026, 8, 15)),))
    text = sentence("target", *share(600, 400), rule=rule, at_target_date=Rate(7_996, 10_000))
    assert text
    assert text.startswith(
        "令和8年8月15日の実績は80.0％であり、目標（令和8年8月15日までに受付総件数の約８割）を、"
        "80％とした場合で0.1ポイント未満下回った。"
    )


def test_a_target_day_of_which_nobody_knows_the_figure_has_passed_all_the_same() -> None:
    text = sentence("target", *share(600, 400), rule=PASSED)
    assert text
    assert text.startswith("目標（令和7年度までに受付総件数の約８割）の期限は経過している。")


def test_without_a_target_nothing_is_said_of_one() -> None:
    report = paper(material(*share(600, 400), rule=NO_TARGET))
    assert said(report, "target") is None
    assert not any("目標（" in sentence.text for sentence in sentences(report).values())


# Comparison


def test_a_change_of_the_policy_shows_both_bases_in_the_month_of_the_switch() -> None:
    items = (procedure("K-1", 600, records=(PARTLY,)), procedure("K-2", 400, online=True))
    counted = replace(AHEAD, partial=PartialTreatment.COUNTED_WHOLE)
    report = paper(material(*items, before=items, rule=counted, old_rule=AHEAD))
    assert "100.0％（1,000件／1,000件）" in (said(report, "by_cases") or "")
    assert said(report, "policy_changed") == (
        "集計の基準を変更したため、前回報告と単純に比較できない。変更前の基準によるオンライン化率は、"
        "件数ベースで40.0％（400件／1,000件）、手続数ベースで50.0％（1手続／2手続）である。"
    )
    assert report.sheets.overview.notes == ("集計の基準を変更したため、前回と単純に比較できない。",)
    assert said(paper(material(*items, before=items)), "policy_changed") is None


def test_the_base_before_the_switch_may_have_had_no_counts() -> None:
    items = procedure("K-1", 600), procedure("K-2", None)
    report = paper(material(*items, before=items, old_rule=replace(AHEAD, base_fiscal_year=2021)))
    text = said(report, "policy_changed")
    assert text
    assert text.endswith("変更前の基準によるオンライン化率は、手続数ベースで0.0％（0手続／2手続）である。")


def test_a_policy_that_makes_no_difference_is_no_switch() -> None:
    items = share(600, 400)
    rule = replace(AHEAD, exempt=ExemptTreatment.LEFT_OUT)
    assert sentence("policy_changed", *items, before=items, rule=rule, old_rule=AHEAD) is None


def test_a_change_that_is_not_the_difference_of_what_is_printed_says_so() -> None:
    before, now = share(5_424, 4_576), share(5_426, 4_574)
    report = paper(material(*now, before=before))
    assert "54.3％" in (said(report, "by_cases") or "")
    assert "±0.0ポイント" in (said(report, "by_cases") or "")
    assert said(report, "rounding") == (
        "前回報告からの増減は、四捨五入前の値により算出しているため、表示した率の差と一致しないものがある。"
    )
    assert said(paper(material(*now, before=now)), "rounding") is None


def test_the_rate_by_procedures_is_rounded_too() -> None:
    items = [procedure(f"K-{number}", None, online=number == 0) for number in range(6)]
    report = paper(material(*items[:3], before=tuple(items)))
    assert "33.3％（1手続／3手続）である。前回報告からの増減は、＋16.7ポイント" in (said(report, "by_procedures") or "")
    assert said(report, "rounding") is not None
    assert len(report.sheets.overview.notes) == 1


# Table and picture


def test_the_table_shows_a_year_and_the_same_month_of_the_year_before() -> None:
    months = [date(2025, month, 28) for month in range(1, 13)] + [date(2026, month, 28) for month in range(1, 9)]
    earlier = tuple(Milestone(month, snapshot(*share(500, 500)).coverage) for month in months)
    report = paper(material(*share(600, 400), milestones=earlier))
    found = tables(report)["進捗の推移"].table.rows
    assert len(found) == 13
    assert found[0][0] == "令和7年9月末"
    assert found[-1] == ("令和8年9月末", "60.0", "600", "1,000", "50.0", "1", "2")


def test_the_picture_says_in_words_what_it_shows() -> None:
    undefined = milestone(material(procedure("K-1", None), on=date(2026, 7, 31)))
    august = milestone(material(*share(500, 500), on=AUGUST))
    chart, departments = figures(paper(material(*share(600, 400), milestones=(undefined, august))))
    assert chart.alt == (
        "オンライン化率（件数ベース）は、令和8年8月末が50.0％、令和8年9月末が60.0％である。目標は約８割（80％）である。"
    )
    assert departments.alt == ("年間件数のうちオンライン化済みの件数は、総務部が1,000件のうち600件である。")
    assert [block.name for block in figures(paper(material(*share(600, 400), milestones=(undefined,))))] == [
        "件数を集計している部の年間件数とオンライン化済みの件数"
    ]
