"""Papers are made from one state of the database, whatever people do meanwhile, and nobody waits for their files."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, text

from tests.build import volume
from tests.dump import dump
from tests.people import actor
from tests.usecases.afterwards import confirm_all
from tests.usecases.closed_months import closing_of
from tests.usecases.statements import found, stated
from tracker.domain.cataloguing import particulars_of
from tracker.domain.report.document import MonthlyReport, Paper
from tracker.storage import closings
from tracker.storage.transactions import reading
from tracker.usecases.answers.look_at_kept import look_at_kept
from tracker.usecases.closing.last_closing import snapshot_of
from tracker.usecases.log.verify_log import verify_log
from tracker.usecases.reports import rendering
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.reports.kept import kept_report
from tracker.usecases.reports.verify_closings import verify_closings
from tracker.usecases.settings.edit_procedure import edit_procedure

OCTOBER = date(2026, 10, 1)
REASON = "照会中のため"


def while_rendering(monkeypatch: pytest.MonkeyPatch, happens: Callable[[int], None]) -> list[int]:
    """Let something happen each time the files are about to be made; the list tells how often that was."""
    rendered, times = rendering.rendered, list[int]()

    def slowly(reports: rendering.Reports) -> list[rendering.KeptPaper]:
        times.append(len(times) + 1)
        happens(times[-1])
        return rendered(reports)

    monkeypatch.setattr(rendering, "rendered", slowly)
    return times


def count(engine: Engine, cases: int) -> None:
    """The DX team corrects the count of K-022."""
    [(item, seen)] = look_at_kept(engine, actor(), ["K-022"])
    wanted = replace(particulars_of(item), volumes=(volume(cases),))
    edit_procedure(engine, actor(), "K-022", wanted, seen.version)


def kept_cases(engine: Engine, month: date) -> set[int]:
    """The cases of K-022 by everything that was kept of a month: one number, or they were mixed."""
    closing = closing_of(engine, month)
    with reading(engine) as connection:
        snapshot = snapshot_of(connection, closing)
        reports = [kept_report(connection, closing, paper) for paper in Paper]
        whole = {closings.figures_of(connection, closing).known_cases, snapshot.coverage.known_cases}
        whole |= {report.coverage.known_cases for report in reports}
        (total,) = whole
        others = 1_824_178 - 13_995
        items = {item.volume_of(2022).annual_cases for item in snapshot.procedures if item.code == "K-022"}
        return {total - others, *(each for each in items if each is not None), *map(_printed, reports)}


def _printed(report: MonthlyReport) -> int:
    (cell,) = [row[4] for row in report.sheets.procedures.rows if row[0] == "K-022"]
    return int(cell.replace(",", ""))


def test_what_is_written_while_papers_are_made_is_in_them(ward: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the files; they are made again from what was written."""

    def somebody_writes(time: int) -> None:
        if time == 1:
            with ThreadPoolExecutor(1) as others:
                others.submit(count, ward, 20_000).result(timeout=30)

    times = while_rendering(monkeypatch, somebody_writes)
    close_month(ward, actor(), OCTOBER, REASON)
    assert times == [1, 2]
    assert kept_cases(ward, OCTOBER) == {20_000}
    assert verify_closings(ward) == (1, ())
    assert verify_log(ward).bad is None


def test_where_somebody_writes_all_the_time_the_last_waits(ward: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three times the papers are made anew; the fourth time others wait, a moment, until the month is closed."""
    waiting: list[Future[None]] = []
    with ThreadPoolExecutor(1) as others:

        def somebody_writes(time: int) -> None:
            written = others.submit(count, ward, 20_000 + time)
            if time < 4:
                written.result(timeout=30)
            else:
                waiting.append(written)

        times = while_rendering(monkeypatch, somebody_writes)
        close_month(ward, actor(), OCTOBER, REASON)
        waiting[0].result(timeout=30)
    assert times == [1, 2, 3, 4]
    assert kept_cases(ward, OCTOBER) == {20_003}
    assert found(ward, "K-022").volume_of(2022).annual_cases == 20_004
    assert verify_closings(ward) == (1, ())


def test_what_closes_the_month_meanwhile_is_told(ward: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that somebody confirms while the papers are made is not left out of a month it belongs to."""
    stated(ward, "K-002", effective_on=OCTOBER)

    def somebody_confirms(time: int) -> None:
        if time == 1:
            confirm_all(ward)

    while_rendering(monkeypatch, somebody_confirms)
    closed = close_month(ward, actor(), OCTOBER, REASON)
    assert closed.snapshot.coverage.online_cases == 989_181 + 284_125
    assert closed.open.records == 0


def test_files_that_cannot_be_made_leave_nothing(ward: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(time: int) -> None:
        raise OSError("no space left")

    before = dump(ward)
    while_rendering(monkeypatch, breaks)
    with pytest.raises(OSError, match="no space"):
        close_month(ward, actor(), OCTOBER, REASON)
    assert dump(ward) == before


def test_a_file_that_cannot_be_stored_leaves_nothing(ward: Engine) -> None:
    """The month, its files and its entry in the log are stored together or not at all."""
    with ward.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO closed_papers (month, edition, paper, format, content, sha256) "
                "VALUES ('2026-10-01', 1, 'committee', 'html', '', '')"
            )
        )
    before = dump(ward)
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        close_month(ward, actor(), OCTOBER, REASON)
    assert dump(ward) == before
