"""What divisions count: what cannot be and at which field, what awaits, and what a confirmed count changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build import NOW, TODAY, asked, procedure, unconfirmed, volume
from tests.people import TAX, actor
from tracker.domain import count_report, counting, recording
from tracker.domain.account import Role
from tracker.domain.asked import Topic
from tracker.domain.asking import is_sent_back, needs_answer, open_topics
from tracker.domain.count_report import Count, CountReport, of_month, of_year
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Precision
from tracker.domain.inquiry import Terms
from tracker.domain.procedure import AnnualVolume, Procedure, VolumeBasis
from tracker.domain.said_counts import count_in_words, said_by_counts
from tracker.domain.status import OnBehalf, ReplyRoute

EDITOR, DX = actor(Role.EDITOR, TAX, login="editor"), actor()
REPLY = OnBehalf("税務課 山田", ReplyRoute.PHONE, TODAY)
YEAR, OCTOBER, SEPTEMBER = of_year(2025), of_month(date(2026, 10, 1)), of_month(date(2026, 9, 1))
YEARLY, MONTHLY = Topic.YEARLY_COUNTS, Topic.MONTHLY_COUNTS
PLAIN = procedure(volumes=())
EXPECTED, PRELIMINARY = VolumeBasis.EXPECTED, VolumeBasis.PRELIMINARY


def reported(*counts: Count, item: Procedure = PLAIN) -> list[CountReport]:
    """All of these reported one after the other."""
    reports: list[CountReport] = []
    for count in counts:
        added = counting.report(item, reports, count, EDITOR)
        reports += [added] if added else []
    return reports


def decided(reports: list[CountReport], report: CountReport) -> list[CountReport]:
    return [report if each.number == report.number else each for each in reports]


def confirmed(reports: list[CountReport], number: int) -> list[CountReport]:
    return decided(reports, counting.confirm(reports, number, DX))


def returned(reports: list[CountReport], number: int) -> list[CountReport]:
    return decided(reports, counting.send_back(reports, number, "桁の確認", DX))


# What is reported


def test_what_is_reported_awaits_confirmation() -> None:
    report = counting.report(PLAIN, [], Count(YEAR, 2_100, 300, note=" 窓口を含む "), EDITOR, REPLY)
    assert report == CountReport(1, Count(YEAR, 2_100, 300, note="窓口を含む"), NOW, EDITOR.who, REPLY)
    assert count_report.awaiting([report]) == (report,)


def test_unknown_is_said_and_is_not_zero() -> None:
    unknown, nothing = reported(Count(YEAR, None, basis=EXPECTED), Count(OCTOBER, 0))
    assert (unknown.count.cases, nothing.count.cases) == (None, 0)
    assert unknown.count.basis is VolumeBasis.FINAL
    assert (count_in_words(unknown.count), count_in_words(nothing.count)) == ("件数未集計", "0件（確定値）")
    assert count_in_words(unknown.count, "en") == "not counted"


def test_a_later_report_about_the_same_period_replaces_what_still_awaits() -> None:
    reports = reported(Count(YEAR, 2_100), Count(OCTOBER, 5), Count(YEAR, 2_200))
    assert [each.number for each in count_report.awaiting(reports)] == [2, 3]
    with pytest.raises(Refused, match="確認待ちではなくなっています"):
        counting.confirm(reports, 1, DX)


def test_what_awaits_already_is_not_reported_twice() -> None:
    assert len(reported(Count(YEAR, 2_100), Count(YEAR, 2_100, note=" "))) == 1
    reports = confirmed(reported(Count(YEAR, 2_100)), 1)
    assert counting.report(PLAIN, reports, Count(YEAR, 2_100), EDITOR) is not None


@pytest.mark.parametrize(
    ("count", "field", "words"),
    [
        (Count(YEAR, -1), "cases", "0から9,999,999,999まで"),
        (Count(YEAR, 10_000_000_000), "cases", "0から9,999,999,999まで"),
        (Count(YEAR, 5, -1), "online_cases", "0から9,999,999,999まで"),
        (Count(YEAR, 5, 6), "online_cases", "6件は、全体の5件を超えています"),
        (Count(YEAR, None, 6), "online_cases", "空欄にしてください"),
        (Count(of_month(date(2026, 11, 1)), 5), "period", "終わっていない月"),
        (Count(of_month(date(2026, 12, 1)), 5), "period", "終わっていない月"),
        (Count(of_year(2027), 5, basis=EXPECTED), "period", "始まっていない年度"),
        (Count(of_year(2026), 5), "basis", "年度の途中の件数"),
        (Count(of_year(2026), 5, basis=VolumeBasis.APPROXIMATE), "basis", "「見込み」又は「速報値」"),
        (Count(YEAR, 5, note="あ" * 2_001), "note", "2,000字以内"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(count: Count, field: str, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        counting.report(PLAIN, [], count, EDITOR)
    assert refused.value.field == field
    assert refused.value.en


@pytest.mark.parametrize(
    "count",
    [
        Count(YEAR, 5, 5),
        Count(YEAR, 0, 0),
        Count(of_year(2026), 5, basis=EXPECTED),
        Count(of_year(2026), 5, basis=PRELIMINARY),
        Count(of_year(2026), None),
        Count(OCTOBER, 5),
        Count(YEAR, 5, note="あ" * 2_000),
    ],
)
def test_what_can_be_is_taken(count: Count) -> None:
    assert counting.report(PLAIN, [], count, EDITOR) is not None


def test_a_month_is_over_once_its_last_day_has_passed() -> None:
    last_day = replace(EDITOR, at=NOW.replace(month=10, day=31))
    with pytest.raises(Refused, match="終わっていない月"):
        counting.report(PLAIN, [], Count(OCTOBER, 5), last_day)
    counting.report(PLAIN, [], Count(OCTOBER, 5), replace(last_day, at=last_day.at + timedelta(days=1)))


def test_an_abolished_procedure_takes_counts_of_when_it_was_there() -> None:
    gone = procedure(volumes=(), abolished_on=date(2026, 10, 1))
    with pytest.raises(Refused, match="廃止された後"):
        counting.report(gone, [], Count(OCTOBER, 5), EDITOR)
    assert counting.report(gone, [], Count(SEPTEMBER, 5), EDITOR) is not None


# What is plausible


LAST_YEAR = procedure(volumes=(volume(None, 2023, ceiling=9), volume(2_100, 2024)))


@pytest.mark.parametrize(
    ("item", "count", "words"),
    [
        (LAST_YEAR, Count(YEAR, 21_001), "前年度の10倍を超えています（2,100件 → 21,001件）。誤りでなければ、理由"),
        (LAST_YEAR, Count(YEAR, 209), "前年度の10分の1を下回っています（2,100件 → 209件）。"),
        (LAST_YEAR, Count(YEAR, 0), "前年度の10分の1を下回っています（2,100件 → 0件）。"),
        (procedure(), Count(YEAR, 10_001), "令和4年度の10倍を超えています（1,000件 → 10,001件）。"),
    ],
)
def test_what_is_hardly_possible_wants_a_reason(item: Procedure, count: Count, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        counting.report(item, [], count, EDITOR)
    assert refused.value.field == "note"
    assert counting.report(item, [], replace(count, note="制度の拡大"), EDITOR) is not None


@pytest.mark.parametrize("cases", [21_000, 210, None])
def test_ten_times_and_a_tenth_are_plausible(cases: int | None) -> None:
    assert counting.report(LAST_YEAR, [], Count(YEAR, cases), EDITOR) is not None


def test_without_anything_to_compare_with_everything_is_plausible() -> None:
    for item in (PLAIN, procedure(volumes=(volume(0, 2024),)), procedure(volumes=(volume(None, 2024),))):
        assert counting.report(item, [], Count(YEAR, 1_000_000), EDITOR) is not None


def test_a_month_is_compared_with_the_same_month_of_the_year_before_once_that_is_confirmed() -> None:
    before = reported(Count(of_month(date(2025, 10, 1)), 10))
    assert counting.report(PLAIN, before, Count(OCTOBER, 101), EDITOR) is not None
    with pytest.raises(Refused, match="前年同月の10倍を超えています（10件 → 101件）"):
        counting.report(PLAIN, confirmed(before, 1), Count(OCTOBER, 101), EDITOR)


# What answers an inquiry


TERMS = Terms(
    date(2026, 9, 30),
    TODAY,
    (Topic.STATUS, YEARLY, MONTHLY),
    fiscal_year=2025,
    months=(date(2026, 9, 1), date(2026, 10, 1)),
)
ASKED = procedure(volumes=(), asked=asked(topics=TERMS.topics))


def test_a_topic_is_answered_once_every_period_asked_for_was_counted() -> None:
    reports = reported(Count(SEPTEMBER, 1), Count(of_year(2024), 9))
    assert counting.answer(ASKED, reports, TERMS, EDITOR) == ASKED
    after = counting.answer(ASKED, reported(Count(SEPTEMBER, 1), Count(OCTOBER, None)), TERMS, EDITOR, REPLY)
    assert open_topics(after) == (Topic.STATUS, YEARLY)
    assert after.answer is not None
    assert (after.answer.at, after.answer.by, after.answer.on_behalf) == (NOW, EDITOR.who, REPLY)
    assert open_topics(counting.answer(after, reported(Count(YEAR, 1)), TERMS, EDITOR)) == (Topic.STATUS,)


def test_what_is_sent_back_is_asked_again() -> None:
    reports = reported(Count(YEAR, 1), Count(SEPTEMBER, 1), Count(OCTOBER, 1))
    told = counting.answer(ASKED, reports, TERMS, EDITOR)
    assert open_topics(told) == (Topic.STATUS,)
    reports = returned(reports, 2)
    back = counting.reopened(told, TERMS, SEPTEMBER)
    assert open_topics(back) == (Topic.STATUS, MONTHLY)
    assert needs_answer(back, TODAY)
    assert [each.number for each in count_report.sent_back(reports)] == [2]
    assert open_topics(counting.answer(back, reports, TERMS, EDITOR)) == (Topic.STATUS, MONTHLY)
    again = counting.report(back, reports, Count(SEPTEMBER, 2), EDITOR)
    assert again is not None
    assert open_topics(counting.answer(back, [*reports, again], TERMS, EDITOR)) == (Topic.STATUS,)
    assert count_report.sent_back([*reports, again]) == ()


def test_what_nobody_asks_now_is_not_opened_again() -> None:
    told = counting.answer(ASKED, reported(Count(YEAR, 1)), TERMS, EDITOR)
    assert counting.reopened(told, TERMS, of_year(2024)) == told
    assert counting.reopened(PLAIN, TERMS, YEAR) == PLAIN


def test_counts_are_no_answer_to_a_status_that_was_sent_back() -> None:
    item = procedure(volumes=(), records=(unconfirmed(),), asked=ASKED.asked)
    back = recording.send_back(item, 1, "日付の確認", replace(DX, at=NOW - timedelta(hours=1)))
    told = counting.answer(back, reported(Count(YEAR, 1)), TERMS, EDITOR)
    assert YEARLY not in open_topics(told)
    assert is_sent_back(told)


# What the DX team decides


def test_a_confirmed_count_of_a_year_is_its_volume() -> None:
    item = procedure(volumes=(volume(None, 2025, ceiling=9_999), volume(7, 2026), volume(2_500, 2024)))
    [report] = reported(Count(YEAR, 2_100, 300, PRELIMINARY), item=item)
    after = counting.with_count(item, report.count, "第3回照会への回答")
    assert after.volumes == (
        volume(2_500, 2024),
        AnnualVolume(2025, 2_100, 300, None, PRELIMINARY, "第3回照会への回答"),
        volume(7, 2026),
    )
    assert replace(after, volumes=item.volumes) == item


def test_what_is_no_longer_known_does_not_stay() -> None:
    item = procedure(volumes=(volume(None, 2025, ceiling=9_999),))
    assert counting.with_count(item, Count(YEAR, None)).volumes == (AnnualVolume(2025, ceiling=9_999),)
    counted = procedure(volumes=(volume(5, 2025, online_cases=3),))
    assert counting.with_count(counted, Count(YEAR, None)).volumes == (AnnualVolume(2025),)


def test_a_count_of_a_month_changes_no_volume() -> None:
    assert counting.with_count(LAST_YEAR, Count(OCTOBER, 5)) == LAST_YEAR


def test_the_last_confirmed_report_is_the_count_of_a_month() -> None:
    reports = confirmed(reported(Count(SEPTEMBER, 1), Count(OCTOBER, 2)), 1)
    assert count_report.confirmed_counts(reports, Precision.MONTH) == (Count(SEPTEMBER, 1),)
    again = counting.report(PLAIN, reports, Count(SEPTEMBER, 3), EDITOR)
    assert again is not None
    reports = [*reports, again]
    assert counting.before(PLAIN, reports, SEPTEMBER) == Count(SEPTEMBER, 1)
    reports = confirmed(confirmed(reports, 3), 2)
    assert count_report.confirmed_counts(reports, Precision.MONTH) == (Count(OCTOBER, 2), Count(SEPTEMBER, 3))
    assert count_report.confirmed_counts(reports, Precision.FISCAL_YEAR) == ()


def test_what_was_decided_is_not_decided_again() -> None:
    reports = reported(Count(YEAR, 1))
    decisions: list[Callable[[list[CountReport]], CountReport]] = [
        lambda found: counting.confirm(found, 1, DX),
        lambda found: counting.send_back(found, 1, "確認", DX),
    ]
    for first in decisions:
        after = decided(reports, first(reports))
        for second in decisions:
            with pytest.raises(Refused, match="確認待ちではなくなっています"):
                second(after)


def test_sending_back_wants_a_reason() -> None:
    with pytest.raises(Refused) as refused:
        counting.send_back(reported(Count(YEAR, 1)), 1, " ", DX)
    assert refused.value.field == "comment"


@given(st.lists(st.tuples(st.sampled_from([YEAR, SEPTEMBER, OCTOBER]), st.none() | st.integers(0, 9)), max_size=8))
def test_no_more_than_one_report_awaits_of_each_period(said: list[tuple[count_report.Period, int | None]]) -> None:
    reports = reported(*(Count(period, cases) for period, cases in said))
    waiting = count_report.awaiting(reports)
    assert {each.period: each.count.cases for each in waiting} == dict(said)
    assert len(waiting) == len({each.period for each in waiting})
    assert [each.number for each in reports] == list(range(1, len(reports) + 1))


def test_what_was_counted_stands_in_the_log_under_its_period() -> None:
    counts = [Count(YEAR, 2_100, 300, PRELIMINARY, "窓口を含む"), Count(OCTOBER, None)]
    assert said_by_counts(counts) == {
        "令和7年度": "2,100件（うちオンライン300件、速報値）",
        "令和7年度の備考": "窓口を含む",
        "令和8年10月": "件数未集計",
    }
    assert said_by_counts(counts[:1], "en") == {
        "FY2025": "2,100 cases (300 cases online, preliminary)",
        "FY2025, note": "窓口を含む",
    }
