"""Confirming counts and sending them back: what it does to the figures, the log and the inquiry."""

import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY, procedure
from tests.doing import Now, abolishes
from tests.dump import dump
from tests.people import actor
from tests.usecases.asking import ask
from tests.usecases.catalogues import hold
from tests.usecases.counts import report, reports_of
from tests.usecases.statements import stated as record_online
from tests.usecases.stating import CARE, DX, EDITOR, TAX, log, stored
from tracker.domain.account import Actor, Role
from tracker.domain.asked import Topic
from tracker.domain.asking import open_topics
from tracker.domain.audit import Action
from tracker.domain.count_report import Count, confirmed_counts, of_month, of_year
from tracker.domain.errors import NotThere, Refused
from tracker.domain.fiscal import Precision
from tracker.domain.policy import WARD_POLICY
from tracker.domain.procedure import AnnualVolume, VolumeBasis
from tracker.storage.transactions import reading
from tracker.usecases.changing import Conflict
from tracker.usecases.closing.open_now import open_now
from tracker.usecases.confirmation.awaiting_confirmation import CountItem, Desk, awaiting_confirmation
from tracker.usecases.confirmation.confirm_counts import confirm_counts
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.confirmation.deciding import Chosen
from tracker.usecases.confirmation.send_back_counts import send_back_counts
from tracker.usecases.figures.show_progress import show_progress
from tracker.usecases.reports.close_month import close_month

BASE, LATER, SEPTEMBER = of_year(2022), of_year(2025), of_month(date(2026, 9, 1))
"""The base year of the ward's policy, another year, and a month."""


def desk(engine: Engine) -> Desk:
    return awaiting_confirmation(engine, TODAY, 100)


def chosen(item: CountItem) -> Chosen:
    return Chosen(item.waiting.procedure.code, item.waiting.report.number, item.version)


def all_of(engine: Engine) -> list[Chosen]:
    return [chosen(item) for item in desk(engine).counts]


def test_what_waits_is_shown_with_what_it_would_do(stated: Engine) -> None:
    report(stated, "T-2", Count(LATER, 900), Count(SEPTEMBER, 7))
    report(stated, "T-3", Count(BASE, 2_000))
    later, september, base = desk(stated).counts
    assert (later.waiting.old.cases, later.waiting.new.cases) == (None, 900)
    assert later.waiting.compared is not None
    assert (later.waiting.compared.period, later.waiting.compared.cases) == (BASE, 1_000)
    assert (september.waiting.old, september.waiting.compared) == (Count(SEPTEMBER, None), None)
    assert (later.effect.cases, september.effect.cases, base.effect.cases) == (0, 0, 1_000)
    assert base.effect.points == Fraction(2_000, 7_000) - Fraction(1_000, 6_000)
    everything = desk(stated).all
    assert (everything.total, everything.procedures, everything.effect) == (3, 2, base.effect)


def test_the_oldest_of_everything_is_named(stated: Engine) -> None:
    assert desk(stated).all.oldest is None
    report(stated, "T-2", Count(LATER, 900))
    record_online(stated, "T-1", at=NOW - timedelta(days=3))
    assert desk(stated).all.oldest == NOW - timedelta(days=3)
    report(stated, "T-2", Count(SEPTEMBER, 900), by=_earlier(EDITOR))
    assert desk(stated).all.oldest == NOW - timedelta(days=5)


def _earlier(by: Actor) -> Actor:
    return actor(Role.EDITOR, TAX, at=NOW - timedelta(days=5), login=by.login, name="税務 一郎")


def test_a_status_and_a_count_of_one_procedure_weigh_what_they_will_together(stated: Engine) -> None:
    report(stated, "T-1", Count(BASE, 4_000))
    record_online(stated, "T-1")
    expected = desk(stated).all.effect.after
    assert expected.online_cases == 5_000
    waiting = desk(stated)
    confirm_records(stated, DX, [Chosen("T-1", item.waiting.record.number, item.version) for item in waiting.items])
    confirm_counts(stated, DX, all_of(stated))
    assert show_progress(stated, TODAY).coverage == expected


def test_a_confirmed_count_of_the_base_year_moves_the_headline_by_exactly_its_effect(stated: Engine) -> None:
    report(stated, "T-3", Count(BASE, 2_000, 500, VolumeBasis.APPROXIMATE))
    before = show_progress(stated, TODAY).coverage
    expected = desk(stated).all.effect
    assert (expected.before, show_progress(stated, TODAY).coverage) == (before, before)
    assert confirm_counts(stated, DX, all_of(stated)) == 1
    assert show_progress(stated, TODAY).coverage == expected.after
    assert desk(stated).counts == ()
    assert stored(stated, "T-3").volume_of(2022) == AnnualVolume(
        2022, 2_000, 500, None, VolumeBasis.APPROXIMATE, "所管課の報告（令和8年11月20日）"
    )


def test_a_ceiling_goes_once_something_is_counted(engine: Engine) -> None:
    hold(engine, [procedure("T-1", volumes=(AnnualVolume(2022, ceiling=9_999),))], WARD_POLICY)
    report(engine, "T-1", Count(BASE, None))
    confirm_counts(engine, DX, all_of(engine))
    assert stored(engine, "T-1").volume_of(2022).ceiling == 9_999
    report(engine, "T-1", Count(BASE, 9_000))
    assert desk(engine).counts[0].effect.after.uncounted == 0
    confirm_counts(engine, DX, all_of(engine))
    assert stored(engine, "T-1").volume_of(2022) == AnnualVolume(2022, 9_000, source="所管課の報告（令和8年11月20日）")


def test_a_count_that_answers_an_inquiry_names_it_as_its_source(stated: Engine) -> None:
    ask(stated, topics=(Topic.YEARLY_COUNTS,), fiscal_year=2025)
    report(stated, "T-1", Count(LATER, 900), Count(of_year(2024), 800))
    confirm_counts(stated, DX, all_of(stated))
    sources = {volume.fiscal_year: volume.source for volume in stored(stated, "T-1").volumes}
    assert sources == {
        2022: "",
        2024: "所管課の報告（令和8年11月20日）",
        2025: "第1回照会への回答（令和8年11月20日）",
    }


def test_what_was_counted_before_anybody_asked_is_no_answer(stated: Engine) -> None:
    report(stated, "T-1", Count(LATER, 900), by=_earlier(EDITOR))
    ask(stated, at=NOW, due_on=TODAY, topics=(Topic.YEARLY_COUNTS,), fiscal_year=2025)
    confirm_counts(stated, DX, all_of(stated))
    assert stored(stated, "T-1").volume_of(2025).source == "所管課の報告（令和8年11月15日）"


def test_a_confirmed_count_of_a_month_is_its_count_and_changes_nothing_else(stated: Engine) -> None:
    report(stated, "T-1", Count(SEPTEMBER, 7, 3))
    before = stored(stated, "T-1")
    confirm_counts(stated, DX, all_of(stated))
    assert confirmed_counts(reports_of(stated, "T-1"), Precision.MONTH) == (Count(SEPTEMBER, 7, 3),)
    assert stored(stated, "T-1") == before


def test_what_is_sent_back_is_asked_again_and_says_why(stated: Engine) -> None:
    ask(stated, topics=(Topic.STATUS, Topic.YEARLY_COUNTS), fiscal_year=2025)
    report(stated, "T-1", Count(LATER, 900))
    report(stated, "T-2", Count(of_year(2024), 900))
    assert send_back_counts(stated, DX, all_of(stated), " 桁の確認 ") == 2
    assert open_topics(stored(stated, "T-1")) == (Topic.STATUS, Topic.YEARLY_COUNTS)
    [last] = reports_of(stated, "T-1")
    assert last.decision is not None
    assert (last.decision.confirmed, last.decision.comment, last.decision.by) == (False, "桁の確認", DX.who)
    assert desk(stated).counts == ()
    report(stated, "T-1", Count(LATER, 800))
    assert open_topics(stored(stated, "T-1")) == (Topic.STATUS,)
    assert [item.waiting.new.cases for item in desk(stated).counts] == [800]


def test_decisions_stand_in_the_log(stated: Engine) -> None:
    report(stated, "T-1", Count(BASE, 1_100, 5, note="精査"), Count(SEPTEMBER, None))
    confirm_counts(stated, DX, all_of(stated)[:1])
    send_back_counts(stated, DX, all_of(stated), "桁の確認")
    first, second = log(stated)[-2:]
    assert (first.action, second.action) == (Action.CONFIRM_COUNTS.value, Action.SEND_BACK_COUNTS.value)
    assert json.loads(first.before) == {"登録番号": 1, "確認": "確認前", "令和4年度": "1,000件（確定値）"}
    assert json.loads(first.after) == {
        "登録番号": 1,
        "確認": "確認済",
        "令和4年度": "1,100件（うちオンライン5件、確定値）",
        "令和4年度の備考": "精査",
    }
    after = {"登録番号": 2, "確認": "差戻し", "差し戻す理由": "桁の確認", "令和8年9月": "件数未集計"}
    assert json.loads(second.after) == after


def test_all_of_it_or_nothing_and_never_twice(stated: Engine) -> None:
    report(stated, "T-1", Count(LATER, 900), Count(SEPTEMBER, 7))
    everything = all_of(stated)
    confirm_counts(stated, DX, everything[:1])
    before = dump(stated)
    with pytest.raises(Conflict):
        confirm_counts(stated, DX, everything)
    seen = [each._replace(seen=everything[0].seen + 1) for each in everything]
    with pytest.raises(Refused, match="確認待ちではなくなっています"):
        confirm_counts(stated, DX, seen)
    with pytest.raises(Refused, match="理由を記入"):
        send_back_counts(stated, DX, seen[1:], " ")
    with pytest.raises(Refused, match="確認待ちではなくなっています"):
        confirm_counts(stated, DX, [seen[1]._replace(number=99)])
    for somebody in (EDITOR, actor(Role.VIEWER), actor(Role.EDITOR, CARE)):
        with pytest.raises(NotThere):
            confirm_counts(stated, somebody, seen[1:])
        with pytest.raises(NotThere):
            send_back_counts(stated, somebody, seen[1:], "理由")
    with pytest.raises(NotThere):
        confirm_counts(stated, DX, [Chosen("X-9", 1, 0)])
    assert dump(stated) == before


def test_a_count_of_an_abolished_procedure_can_still_be_settled(stated: Engine, tmp_path: Path) -> None:
    report(stated, "T-3", Count(BASE, 2_000))
    abolishes("T-3", "2026-11-01")(Now(stated, TODAY, tmp_path))
    [item] = desk(stated).counts
    assert item.effect.before == item.effect.after
    before = show_progress(stated, TODAY).coverage
    confirm_counts(stated, DX, [chosen(item)])
    assert show_progress(stated, TODAY).coverage == before
    assert stored(stated, "T-3").volume_of(2022).annual_cases == 2_000


def test_counts_of_the_base_year_are_open_when_a_month_is_closed(stated: Engine) -> None:
    october = date(2026, 10, 31)
    report(stated, "T-1", Count(LATER, 900), Count(SEPTEMBER, 7))
    with reading(stated) as connection:
        assert open_now(connection, october, TODAY).records == 0
    report(stated, "T-1", Count(BASE, 900))
    record_online(stated, "T-2")
    with reading(stated) as connection:
        assert open_now(connection, october, TODAY).records == 2
    with pytest.raises(Refused, match="確認待ちが2件あります。"):
        close_month(stated, DX, date(2026, 10, 1))
