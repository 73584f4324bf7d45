"""A closed month stays what it was, to the byte, whatever is done afterwards; what cannot be closed leaves nothing."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, text

from tests.build import NOW
from tests.dump import dump
from tests.engines import past_the_program
from tests.people import TAX, actor
from tests.usecases.afterwards import CHANGE_NOTHING, LATER, confirm_all
from tests.usecases.asking import ask
from tests.usecases.closed_months import kept_files
from tests.usecases.statements import stated
from tracker.domain.account import Role
from tracker.domain.audit import About, Kind
from tracker.domain.closing import Closing, sha256_of
from tracker.domain.errors import Altered, NotThere, Refused
from tracker.domain.report.document import Paper
from tracker.domain.snapshot import Snapshot, take
from tracker.exporting.report.formats import FORMATS
from tracker.storage import audit, closings
from tracker.storage.transactions import reading
from tracker.usecases.closing.last_closing import last_closing
from tracker.usecases.figures.show_progress import show_progress
from tracker.usecases.log.verify_log import verify_log
from tracker.usecases.reports import material
from tracker.usecases.reports.close_month import Closed, close_month
from tracker.usecases.reports.verify_closings import verify_closings
from tracker.usecases.settings.save_policy import known_policies, save_policy

SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))
END, TODAY = date(2026, 10, 31), date(2026, 11, 20)
REASON = "照会中のため"


def kept(engine: Engine, before: date = TODAY) -> Snapshot | None:
    with reading(engine) as connection:
        return last_closing(connection, before)


def rows(engine: Engine) -> list[tuple[Closing, str]]:
    with reading(engine) as connection:
        return [(each, closings.content_of(connection, each)) for each in closings.listed(connection)]


@pytest.mark.parametrize("happens", LATER)
def test_nothing_that_happens_later_changes_a_byte(
    closed: Engine, tmp_path: Path, happens: Callable[..., None]
) -> None:
    """Neither of what was counted nor of the papers; corrected editions come beside what there was."""
    before, files, state = rows(closed), kept_files(closed), dump(closed)
    happens(closed, tmp_path)
    assert (dump(closed) == state) is (happens in CHANGE_NOTHING)
    assert [row for row in rows(closed) if row[0].edition == 1] == before
    assert {key: file for key, file in kept_files(closed).items() if key[1] == 1} == files
    again = kept(closed)
    assert again is not None
    assert again.coverage.availability_rate_by_cases.numerator == 989_181
    assert verify_closings(closed)[1] == ()


def test_both_papers_are_kept_in_every_format_and_as_text(closed: Engine) -> None:
    formats = [*FORMATS, "json"]
    wanted = product((SEPTEMBER, OCTOBER), [1], [paper.value for paper in Paper], formats)
    assert set(kept_files(closed)) == set(wanted)
    assert all(kept_files(closed).values())


def test_what_is_kept_are_the_figures_of_the_months_last_day(ward: Engine) -> None:
    stated(ward, "K-002", effective_on=OCTOBER, at=datetime(2026, 10, 5, tzinfo=UTC))
    stated(ward, "K-003", effective_on=NOVEMBER)
    confirm_all(ward)
    closed = close_month(ward, actor(), OCTOBER, REASON)
    assert closed.snapshot.coverage == show_progress(ward, END).coverage
    assert closed.snapshot.coverage.online_cases == 989_181 + 284_125
    ((closing, content),) = rows(ward)
    assert closing == closed.closing == Closing(OCTOBER, 1, NOW, actor().who, REASON, sha256_of(content.encode()))
    later = [item.records for item in closed.snapshot.procedures if item.code == "K-003"]
    assert all(record.effective_on is None for (record,) in later)


def test_a_month_is_closed_by_the_policy_of_its_last_day(ward: Engine) -> None:
    known = known_policies(ward)
    for first_day, threshold in ((END, 20_000), (NOVEMBER, 30_000)):
        wanted = replace(known.policies[0], valid_from=first_day, threshold=threshold)
        save_policy(ward, actor(), wanted, known_policies(ward).version, correcting=False)
    assert close_month(ward, actor(), OCTOBER, REASON).snapshot.policy.threshold == 20_000


def test_the_log_says_what_was_closed(ward: Engine) -> None:
    ask(ward)
    closed = close_month(ward, actor(), OCTOBER, REASON)
    with reading(ward) as connection:
        (logged,) = audit.entries_about(connection, About(Kind.MONTH, "2026-10"))
    assert (logged.action, logged.subject, logged.who) == ("month.close", "令和8年10月分", actor().who)
    after = json.loads(logged.after)
    assert after["オンライン化率（件数ベース）"] == "54.2％（989,181件／1,824,178件）"
    assert (after["未回答"], after["確認待ち"], after["理由"]) == ("54手続（20課）", "0件", REASON)
    assert closed.closing.sha256 in after.values()
    assert verify_log(ward).bad is None


@pytest.mark.parametrize(
    ("month", "told"),
    [
        (NOVEMBER, "令和8年11月分は、まだ確定できません。令和8年11月30日を過ぎてから"),
        (date(2027, 1, 1), "まだ確定できません"),
        (OCTOBER, "令和8年10月分は確定済みです。内容を直すには、理由を付けて訂正版を作成してください。"),
        (SEPTEMBER, "令和8年10月分まで確定済みのため、令和8年9月分は確定できません。"),
        (date(2023, 12, 1), "台帳の始まる令和6年1月31日より前"),
    ],
)
def test_a_month_that_cannot_be_closed_is_refused(closed: Engine, month: date, told: str) -> None:
    before = dump(closed)
    with pytest.raises(Refused, match=told):
        close_month(closed, actor(), month, REASON)
    assert dump(closed) == before


def test_a_month_has_finished_once_its_last_day_is_over_in_japan(ward: Engine) -> None:
    """15:00 UTC is midnight in Japan."""
    with pytest.raises(Refused, match="まだ"):
        close_month(ward, actor(at=datetime(2026, 11, 30, 14, 59, tzinfo=UTC)), NOVEMBER, REASON)
    close_month(ward, actor(at=datetime(2026, 11, 30, 15, 0, tzinfo=UTC)), NOVEMBER, REASON)


def test_what_is_open_asks_for_a_reason(ward: Engine) -> None:
    ask(ward)
    stated(ward, "K-002", effective_on=END)
    stated(ward, "K-003", effective_on=NOVEMBER)
    before = dump(ward)
    for reason in ("", " 　"):
        with pytest.raises(Refused) as refused:
            close_month(ward, actor(), OCTOBER, reason)
        assert refused.value.ja == (
            "未回答が20課（52手続）あります。確認待ちが1件あります。このまま確定する場合は、理由を入力してください。"
            "前回の回答内容で集計します。確認待ちの登録は集計に入りません。"
        )
    with pytest.raises(Refused, match="2,000字以内"):
        close_month(ward, actor(), OCTOBER, "あ" * 2_001)
    assert dump(ward) == before
    closed = close_month(ward, actor(), OCTOBER, REASON)
    assert (closed.open.records, closed.open.procedures, closed.open.divisions) == (1, 52, 20)


def test_a_month_in_which_nothing_is_open_needs_no_reason(ward: Engine) -> None:
    assert not close_month(ward, actor(), OCTOBER).open


def test_months_may_be_left_out_and_the_last_one_before_a_day_is_found(ward: Engine) -> None:
    close_month(ward, actor(), date(2026, 8, 1), REASON)
    close_month(ward, actor(), OCTOBER, REASON)
    last_days = [(snapshot := kept(ward, day)) and snapshot.as_of for day in (TODAY, NOVEMBER, END, date(2026, 8, 31))]
    assert last_days == [END, END, date(2026, 8, 31), None]
    with reading(ward) as connection:
        assert [closings.find(connection, day) is None for day in (OCTOBER, SEPTEMBER)] == [False, True]


def test_of_two_who_close_a_month_at_once_one_is_told(ward: Engine) -> None:
    start = Barrier(2, timeout=60)

    def close(_person: int) -> Closed | Refused:
        start.wait()
        try:
            return close_month(ward, actor(), OCTOBER, REASON)
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(2) as people:
        outcomes = list(people.map(close, range(2)))
    (closed,) = [each for each in outcomes if isinstance(each, Closed)]
    (refused,) = [each for each in outcomes if isinstance(each, Refused)]
    assert "確定済みです" in refused.ja
    assert [closing for closing, _content in rows(ward)] == [closed.closing]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_only_the_dx_team_closes_a_month(ward: Engine, role: Role) -> None:
    before = dump(ward)
    with pytest.raises(NotThere):
        close_month(ward, actor(role, TAX), OCTOBER, REASON)
    assert dump(ward) == before


def test_details_that_do_not_give_the_figures_are_not_kept(ward: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "take", lambda items, *rest: _one_less(list(items), *rest))
    before = dump(ward)
    with pytest.raises(AssertionError, match="2026-10-31"):
        close_month(ward, actor(), OCTOBER, REASON)
    assert dump(ward) == before


def test_a_content_that_somebody_changed_past_the_program_is_noticed(closed: Engine) -> None:
    with past_the_program(closed, "month_closings") as connection:
        connection.execute(text("UPDATE month_closings SET content = replace(content, '284125', '284126')"))
    with pytest.raises(Altered, match="Oct 2026"):
        kept(closed)
    assert verify_closings(closed)[1] == ("Oct 2026, edition 1", "Sep 2026, edition 1")


def _one_less(items: list, *rest: object) -> Snapshot:  # type: ignore[type-arg]
    return take(items[1:], *rest)  # type: ignore[arg-type]
