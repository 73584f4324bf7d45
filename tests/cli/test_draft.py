"""``tracker draft``: the papers of a month are made for its page, once, and nothing is closed by it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from tests.cli.conftest import Run
from tests.dump import dump
from tracker.domain import labels
from tracker.domain.fiscal import local_day
from tracker.domain.papers import Making
from tracker.domain.report.document import Paper
from tracker.exporting.report.formats import FORMATS
from tracker.storage import closings, papers
from tracker.storage.transactions import reading

OCTOBER = date(2024, 10, 1)


def opened(instance: Path) -> Engine:
    return create_engine(f"sqlite:///{(instance / 'tracker.db').as_posix()}")


def making(instance: Path) -> Making | None:
    with reading(opened(instance)) as connection:
        return papers.making(connection, OCTOBER)


def test_every_file_is_made_and_the_month_stays_open(run: Run, ward: Path) -> None:
    assert run("draft", "2024-10").stdout == "令和6年10月分の資料を作成しました。\n"
    made = making(ward)
    assert made is not None
    assert (made.done, made.total, made.failure) == (10, 10, "")
    assert made.finished_at is not None
    with reading(opened(ward)) as connection:
        for paper in Paper:
            for extension in FORMATS:
                assert papers.made(connection, OCTOBER, paper, extension)
        assert closings.listed(connection) == []


def test_with_unless_made_a_timer_may_call_it_as_often_as_it_likes(run: Run, ward: Path) -> None:
    run("draft", "2024-10", "--unless-made")
    before = dump(opened(ward))
    assert "作成済みです。" in run("draft", "2024-10", "--unless-made").stdout
    assert dump(opened(ward)) == before
    run("draft", "2024-10")
    assert dump(opened(ward)) != before, "without it they are made anew"


@pytest.mark.usefixtures("ward")
def test_a_closed_month_has_its_papers(run: Run) -> None:
    run("close", "2024-10", "--reason", "照会の前のため")
    assert "are there already" in run("--lang", "en", "draft", "2024-10", "--unless-made").stdout
    assert "確定済みのため、資料は作成し直せません。" in run("draft", "2024-10", code=1).stderr


@pytest.mark.usefixtures("ward")
def test_the_last_finished_month_is_made_unless_one_is_named(run: Run) -> None:
    today = local_day(datetime.now(UTC))
    last = today.replace(day=1) - timedelta(days=1)
    assert labels.month(last.replace(day=1)) in run("draft").stdout


@pytest.mark.usefixtures("ward")
def test_a_month_that_has_not_finished_has_none(run: Run) -> None:
    assert "There are no papers of Jan 2099." in run("--lang", "en", "draft", "2099-01", code=1).stderr
