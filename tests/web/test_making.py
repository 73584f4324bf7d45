"""資料を作成する for real: a process of its own makes the files of the very database that the application serves."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.pages import Page, Pages
from tests.people import registered
from tests.web.apps import running
from tracker.domain.fiscal import local_day
from tracker.exporting.report.formats import FORMATS
from tracker.web.reports import making

PATIENCE = 90


def now() -> datetime:
    return datetime.now(UTC)


LAST_MONTH = local_day(now()).replace(day=1) - timedelta(days=1)
MONTH = f"/reports/{LAST_MONTH:%Y-%m}"
"""The process has the machine's own clock, and so has the application here."""


@pytest.fixture
def ward(wards_copy: str) -> Iterator[Flask]:
    """The application as it runs in production."""
    with running(wards_copy, open_reading=False, municipality="葛飾区", municipality_code="131229") as app:
        app.config.update(START_MAKING=making.start_making, CLOCK=now)
        yield app


def waited(team: Pages, done: Callable[[Page], bool]) -> Page:
    """The page of the month once it says what is waited for."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        page = team.get(MONTH)
        if done(page):
            return page
        time.sleep(0.2)
    raise AssertionError(page.text)


def test_the_files_are_made_by_another_process(ward: Flask) -> None:
    team = registered(ward)
    began = time.monotonic()
    answer = team.submit(team.get(MONTH), button="資料を作成する")
    assert time.monotonic() - began < 1, "nobody waits for it"
    assert "種類を作成しました。" in team.follow(answer).text
    page = waited(team, lambda page: "作成した日時" in page.text)
    files = [link.address for link in page.links if link.address.startswith(f"{MONTH}/committee.")]
    assert files == [f"{MONTH}/committee.{extension}" for extension in FORMATS]
    assert "葛飾区" in team.fetch(f"{MONTH}/committee.csv").data.decode("utf-8-sig")
    assert "131229" in team.fetch(f"{MONTH}/committee.csv").data.decode("utf-8-sig")


def test_a_process_that_cannot_begin_is_not_waited_for(
    ward: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(making, "COMMAND", ("-c", "raise SystemExit(3)"))
    team = registered(ward)
    with caplog.at_level(logging.ERROR):
        team.submit(team.get(MONTH), button="資料を作成する")
        page = waited(team, lambda page: "資料を作成できませんでした。" in page.text)
    assert page.form("資料を作り直す")
    assert "tracker draft ended with 3" in caplog.text
