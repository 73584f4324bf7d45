"""A file is read and stored for real: by processes of their own, on the very database that the application serves."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.pages import Page, Pages
from tests.people import registered
from tests.usecases.stating import stored
from tests.usecases.uploading import wards
from tests.web.apps import engine_of, running
from tests.web.uploading import send
from tracker.web.uploads import starting

PATIENCE = 90


@pytest.fixture
def office(wards_copy: str) -> Iterator[Flask]:
    """The application as it runs in production."""
    with running(wards_copy, open_reading=False) as app:
        app.config.update(START_READING=starting.start_reading, CLOCK=lambda: datetime.now(UTC))
        yield app


def waited(team: Pages, address: str, done: Callable[[Page], bool]) -> Page:
    """The page of a file once it says what is waited for."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        page = team.get(address)
        if done(page):
            return page
        time.sleep(0.2)
    raise AssertionError(page.text)


def test_a_file_is_read_and_stored_by_other_processes(office: Flask) -> None:
    team = registered(office)
    began = time.monotonic()
    sent = send(team, wards("給与支払報告書の提出", "給与支払報告書等の提出"))
    assert time.monotonic() - began < 2, "nobody waits for it"
    assert "この画面は、終わるまで自動で更新されます。" in sent.text
    page = waited(team, sent.address, lambda page: "取り込むと変わる内容" in page.text)
    team.submit(page, button="この内容で取り込む")
    waited(team, sent.address, lambda page: "取り込んだ内容" in page.text)
    assert stored(engine_of(office), "K-001").name == "給与支払報告書等の提出"


def test_a_process_that_cannot_begin_is_not_waited_for(
    office: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(starting, "COMMAND", ("-c", "raise SystemExit(3)"))
    team = registered(office)
    with caplog.at_level(logging.ERROR):
        sent = send(team, wards())
        page = waited(team, sent.address, lambda page: "読取りが途中で止まりました。" in page.text)
    assert page.form("もう一度読み取る")
    assert "tracker examine ended with 3" in caplog.text
