"""５ 前回報告以降の動き: what came online, what was taken back, and the bridge between the two papers."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.build import policy, procedure, record, withdrawal
from tests.report_reading import AUGUST, SEPTEMBER, material, paper, rows, said, section, tables
from tracker.domain.policy import PartialTreatment
from tracker.domain.procedure import Procedure
from tracker.domain.report.document import MonthlyReport
from tracker.domain.status import OnlineStatus, Scope

OFF = OnlineStatus.NOT_IMPLEMENTED
SINCE = date(2026, 9, 15)
OTHER = procedure("K-1", 600, online=True), procedure("K-2", 400)
NAME = "手続K-9"


def nine(cases: int | None = 100, *records: Any) -> Procedure:
    return procedure("K-9", cases, records=records)


def changed(then: Procedure, now: Procedure, **overrides: Any) -> MonthlyReport:
    """The paper of a month in which one of three procedures changed."""
    return paper(material(*OTHER, now, before=(*OTHER, then), **overrides))


def newly_online(report: MonthlyReport) -> dict[str, tuple[str, ...]]:
    return rows(tables(report)["新たにオンライン化した手続"].table)


def taken_back(report: MonthlyReport) -> dict[str, tuple[str, ...]]:
    return rows(tables(report)["オンライン化を取りやめた手続"].table)


def test_the_first_paper_has_no_section_of_changes() -> None:
    report = paper(material(*OTHER))
    assert section(report, "changes") is None
    assert report.sheets.changes.rows == ()


def test_nothing_new_is_said_to_be_nothing() -> None:
    report = changed(nine(), nine())
    found = section(report, "changes")
    assert found
    assert found.heading == "前回報告（令和8年8月末）以降の動き"
    assert said(report, "online") == "前回報告以降、新たにオンライン化した手続はない。"
    assert said(report, "reverted") is None
    assert said(report, "bridge") == "このほか、集計に影響する変更はない。"
    assert "増減の内訳" not in tables(report)
    assert report.sheets.changes.rows == ()


def test_what_came_online_is_counted_and_named() -> None:
    report = changed(nine(), nine(100, record(1, SINCE)))
    assert said(report, "online") == (
        "前回報告以降、新たにオンライン化した手続は、1手続である。これにより、オンライン化済みの件数は、100件増加した。"
    )
    assert newly_online(report) == {NAME: ("総務部　税務課", "100", "令和8年9月15日")}
    assert said(report, "bridge") == (
        "件数ベースのオンライン化率の増減（54.5％から63.6％へ）の内訳は、次の表のとおりである。"
    )


def test_what_came_online_without_a_count_adds_no_cases() -> None:
    report = changed(nine(None), nine(None, record(1, SINCE)))
    assert said(report, "online") == (
        "前回報告以降、新たにオンライン化した手続は、1手続である。このうち1手続は、件数を集計していない。"
    )
    assert newly_online(report)[NAME][1] == "…"


def test_a_count_of_zero_is_not_a_missing_count() -> None:
    text = said(changed(nine(0), nine(0, record(1, SINCE))), "online")
    assert text
    assert text.endswith("オンライン化済みの件数は、0件増加した。")


def test_what_was_wider_online_later_is_online_since_the_first_day() -> None:
    wider = nine(100, record(1, SINCE, scope=Scope.APPLICATION), record(2, SEPTEMBER, scope=Scope.END_TO_END))
    report = changed(nine(), wider)
    assert newly_online(report)[NAME][2] == "令和8年9月15日"
    assert rows(report.sheets.procedures)["K-9"][8] == "令和8年9月15日"


def test_booking_online_was_not_yet_applying_online() -> None:
    booking = record(1, date(2025, 4, 1), scope=Scope.BOOKING)
    report = changed(nine(100, booking), nine(100, booking, record(2, SINCE, scope=Scope.APPLICATION)))
    assert newly_online(report)[NAME][2] == "令和8年9月15日"
    assert rows(report.sheets.procedures)["K-9"][8] == "令和8年9月15日"


def test_what_came_online_on_a_day_nobody_knows_is_from_before_the_catalogue() -> None:
    assert newly_online(changed(nine(), nine(100, record())))[NAME][2] == "令和6年1月以前"


def test_what_is_no_longer_online_says_since_when() -> None:
    then = nine(100, record(1))
    now = nine(100, record(1), record(2, SINCE, OFF))
    report = changed(then, now)
    assert said(report, "reverted") == (
        "オンライン化を取りやめた手続（登録を取り消したものを含む。）は、1手続である。"
        "これにより、オンライン化済みの件数は、100件減少した。"
    )
    assert taken_back(report) == {NAME: ("総務部　税務課", "100", "令和8年9月15日")}


def test_what_was_recorded_by_mistake_ended_on_no_day() -> None:
    old, mistake = record(1, date(2024, 5, 1), OFF), record(2, date(2026, 8, 1))
    report = changed(nine(None, old, mistake), nine(None, old, mistake, withdrawal(3, supersedes=2)))
    assert taken_back(report)[NAME] == ("総務部　税務課", "…", "－")
    assert "減少した" not in (said(report, "reverted") or "")


def test_what_was_online_when_it_was_added_is_told_apart() -> None:
    report = paper(material(*OTHER, nine(100, record(1, SINCE)), before=OTHER))
    assert said(report, "online") == (
        "前回報告以降、新たにオンライン化した手続はない。"
        "このほか、台帳に追加した手続のうち1手続がオンライン化済みである。"
    )
    assert rows(tables(report)["増減の内訳"].table)["手続の追加"] == ("1", "＋100", "＋100", "＋3.6")


def test_the_causes_add_up_to_the_change() -> None:
    now = (procedure("K-1", 700, online=True), OTHER[1], nine(100, record(1, SINCE)))
    found = tables(paper(material(*now, before=(*OTHER, nine()))))["増減の内訳"].table
    assert found.rows == (
        ("件数の見直し", "1", "＋100", "＋100", "＋3.8"),
        ("新たにオンライン化", "1", "＋100", "±0", "＋8.3"),
        ("計", "", "＋200", "＋100", "＋12.1"),
    )
    assert found.has_total
    assert found.notes == ()


def test_points_that_do_not_add_up_as_printed_say_so() -> None:
    now = (procedure("K-1", 800, online=True), OTHER[1], nine(100, record(1, SINCE)))
    found = tables(paper(material(*now, before=(*OTHER, nine()))))["増減の内訳"].table
    assert [row[-1] for row in found.rows] == ["＋7.0", "＋7.7", "＋14.7"]
    assert found.notes == ()
    now = (procedure("K-1", 603, online=True), OTHER[1], nine(102, record(1, SINCE)))
    found = tables(paper(material(*now, before=(*OTHER, nine()))))["増減の内訳"].table
    assert found.notes == ("率への影響は、四捨五入のため、内訳の合計と計が一致しない。",)


def test_the_first_counts_of_a_ward_change_no_rate() -> None:
    report = paper(material(nine(100), before=(nine(None),)))
    assert said(report, "bridge") == "件数ベースのオンライン化率の増減の内訳は、次の表のとおりである。"
    assert tables(report)["増減の内訳"].table.rows[-1] == ("計", "", "±0", "＋100", "－")


def test_what_was_merged_names_what_it_became_a_part_of() -> None:
    ended = replace(nine(), abolished_on=SINCE, merged_into="K-1")
    report = paper(material(*OTHER, before=(*OTHER, nine()), ended=(ended,)))
    assert report.sheets.changes.rows == (
        ("手続の廃止", "K-9", "手続K-9（手続K-1へ統合）", "±0", "△1", "±0", "△100"),
        ("計", "", "", "±0", "△1", "±0", "△100"),
    )


def test_a_change_of_the_policy_is_a_cause_of_its_own() -> None:
    partly = nine(100, record(1, status=OnlineStatus.PARTIAL))
    rule = policy(partial=PartialTreatment.COUNTED_WHOLE)
    report = changed(partly, partly, rule=rule, old_rule=policy())
    assert said(report, "online") == "前回報告以降、新たにオンライン化した手続はない。"
    assert rows(tables(report)["増減の内訳"].table)["基準の変更"] == ("1", "＋100", "±0", "＋9.1")
    assert said(report, "policy_changed") is not None
    assert AUGUST < SINCE < SEPTEMBER
