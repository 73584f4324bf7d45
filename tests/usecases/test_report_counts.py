"""Reporting counts: all of them or none, logged, and what they answer."""

import json
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.build import NOW
from tests.dump import dump
from tests.usecases.asking import ask
from tests.usecases.counts import report, reports_of
from tests.usecases.stating import DX, EDITOR, OTHER, REPLY, log, seen, stored
from tracker.domain.asked import Topic
from tracker.domain.asking import open_topics
from tracker.domain.audit import Action
from tracker.domain.count_report import Count, CountReport, awaiting, of_month, of_year
from tracker.domain.errors import NotThere, Refused
from tracker.domain.procedure import VolumeBasis
from tracker.usecases.answers.report_counts import WrongCounts, report_counts
from tracker.usecases.changing import Conflict

YEAR, SEPTEMBER, OCTOBER = of_year(2025), of_month(date(2026, 9, 1)), of_month(date(2026, 10, 1))
TERMS = {
    "topics": (Topic.STATUS, Topic.YEARLY_COUNTS, Topic.MONTHLY_COUNTS),
    "fiscal_year": 2025,
    "months": (date(2026, 9, 1),),
}


def test_a_report_is_kept_as_it_was_made(stated: Engine) -> None:
    said = Count(YEAR, 1_100, 300, VolumeBasis.APPROXIMATE, "窓口を含む'; --")
    report(stated, "T-1", said, Count(SEPTEMBER, None), by=DX, on_behalf=REPLY)
    first, second = reports_of(stated, "T-1")
    assert first == CountReport(1, said, NOW, DX.who, REPLY)
    assert second.count == Count(SEPTEMBER, None)
    assert awaiting(reports_of(stated, "T-1")) == (first, second)
    assert stored(stated, "T-1").volumes == stored(stated, "T-2").volumes, "nothing is changed before it is confirmed"


def test_a_report_answers_what_was_asked(stated: Engine) -> None:
    ask(stated, **TERMS)
    report(stated, "T-1", Count(YEAR, 1_100))
    assert open_topics(stored(stated, "T-1")) == (Topic.STATUS, Topic.MONTHLY_COUNTS)
    report(stated, "T-1", Count(OCTOBER, 5))
    assert open_topics(stored(stated, "T-1")) == (Topic.STATUS, Topic.MONTHLY_COUNTS)
    report(stated, "T-1", Count(SEPTEMBER, None))
    assert open_topics(stored(stated, "T-1")) == (Topic.STATUS,)
    assert open_topics(stored(stated, "T-2")) == TERMS["topics"]


def test_what_awaits_already_answers_a_later_inquiry(stated: Engine) -> None:
    report(stated, "T-1", Count(YEAR, 1_100))
    ask(stated, topics=(Topic.YEARLY_COUNTS,), fiscal_year=2025)
    assert open_topics(stored(stated, "T-1")) == (Topic.YEARLY_COUNTS,)
    report(stated, "T-1", Count(YEAR, 1_100))
    assert open_topics(stored(stated, "T-1")) == ()
    assert len(reports_of(stated, "T-1")) == 1
    entries = log(stated)
    report(stated, "T-1", Count(YEAR, 1_100))
    assert log(stated) == entries, "saying the same again is nothing new"


def test_a_report_stands_in_the_log(stated: Engine) -> None:
    report(stated, "T-1", Count(of_year(2022), 1_100, note="精査"), Count(OCTOBER, 5), by=DX, on_behalf=REPLY)
    last = log(stated)[-1]
    assert (last.action, last.who, last.subject) == (Action.REPORT_COUNTS.value, DX.who, "T-1 手続T-1")
    assert json.loads(last.before) == {"令和4年度": "1,000件（確定値）", "令和8年10月": "件数未集計"}
    after = json.loads(last.after)
    assert after["令和4年度"] == "1,100件（確定値）"
    assert (after["令和4年度の備考"], after["回答者"]) == ("精査", "税務課 山田")


def test_all_of_it_or_nothing_with_everything_that_is_wrong(stated: Engine) -> None:
    before = dump(stated)
    counts = {
        "T-1": [Count(YEAR, 1_100)],
        "T-2": [Count(YEAR, 5, 6), Count(SEPTEMBER, 1)],
        "T-3": [Count(of_year(2027), 1), Count(YEAR, 10_001)],
    }
    with pytest.raises(WrongCounts) as wrong:
        report_counts(stated, seen(stated, EDITOR, *counts), counts, EDITOR)
    assert [(each.code, each.period, each.field) for each in wrong.value.wrong] == [
        ("T-2", YEAR, "online_cases"),
        ("T-3", of_year(2027), "period"),
        ("T-3", YEAR, "note"),
    ]
    assert dump(stated) == before


def test_somebody_elses_procedure_looks_like_none_at_all(stated: Engine) -> None:
    mine = seen(stated, EDITOR, "T-1")
    before = dump(stated)
    for by, code in ((EDITOR, "C-1"), (EDITOR, "X-9"), (OTHER, "T-1")):
        theirs = seen(stated, DX, code) if code != "X-9" else [mine[0]._replace(code=code)]
        with pytest.raises(NotThere):
            report_counts(stated, [*mine, *theirs], {code: [Count(YEAR, 5)]}, by)
    assert dump(stated) == before


def test_a_shared_procedure_is_counted_by_either_division(stated: Engine) -> None:
    report(stated, "S-1", Count(YEAR, 1_100))
    report(stated, "S-1", Count(YEAR, 1_200), by=OTHER)
    [last] = awaiting(reports_of(stated, "S-1"))
    assert (last.count.cases, last.recorded_by) == (1_200, OTHER.who)


def test_who_was_slower_sees_what_was_reported(stated: Engine) -> None:
    mine = seen(stated, EDITOR, "T-1", "T-2")
    report(stated, "T-2", Count(YEAR, 1_100), by=DX, on_behalf=REPLY)
    before = dump(stated)
    with pytest.raises(Conflict) as conflict:
        report_counts(stated, mine, {"T-1": [Count(YEAR, 7)], "T-2": [Count(YEAR, 8)]}, EDITOR)
    assert [entry.action for entry in conflict.value.since] == [Action.REPORT_COUNTS.value]
    assert dump(stated) == before
    report_counts(stated, mine, {"T-1": [Count(YEAR, 900)], "T-2": []}, EDITOR)


def test_whoever_counts_for_a_division_says_whose_reply_it_is(stated: Engine) -> None:
    for by, on_behalf in ((DX, None), (EDITOR, REPLY)):
        with pytest.raises(Refused, match="所管課に代わって"):
            report(stated, "T-1", Count(YEAR, 900), by=by, on_behalf=on_behalf)
