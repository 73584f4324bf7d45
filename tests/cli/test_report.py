"""``tracker report``: the papers of a month as files, the very ones kept where the month is closed."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.cli.conftest import Run
from tests.engines import past_the_program
from tests.usecases.closed_months import kept_files
from tracker.domain.report.document import Paper
from tracker.exporting.report.formats import FORMATS

ALL = {f"2024-10-{paper.value}.{extension}" for paper in Paper for extension in FORMATS}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def kept(instance: Path, edition: int = 1) -> dict[str, bytes]:
    engine = create_engine(f"sqlite:///{(instance / 'tracker.db').as_posix()}")
    files = kept_files(engine)
    engine.dispose()
    return {
        f"{month:%Y-%m}-{paper}.{extension}": content
        for (month, number, paper, extension), content in files.items()
        if number == edition
    }


@pytest.mark.usefixtures("ward")
def test_an_open_month_is_written_as_it_stands(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "papers"
    lines = run("report", "R6.10", "--output", folder).stdout.splitlines()
    assert names(folder) == ALL
    assert len(lines) == len(ALL)
    assert all("に書き出しました。" in line for line in lines)
    assert "（作成中）" in (folder / "2024-10-internal.html").read_text("utf-8")
    assert "54.2％（989,181件／1,824,178件）" in (folder / "2024-10-committee.html").read_text("utf-8")


@pytest.mark.usefixtures("ward")
def test_one_paper_in_one_format(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_MUNICIPALITY_CODE", "131229")
    folder = tmp_path / "papers"
    arguments = ("report", "2024-10", "--paper", "committee", "--format", "csv", "--output", folder)
    assert "Written to" in run("--lang", "en", *arguments).stdout
    assert names(folder) == {"2024-10-committee.csv"}
    with (folder / "2024-10-committee.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 54
    assert {row["全国地方公共団体コード"] for row in rows} == {"131229"}


def test_a_closed_month_is_written_as_it_was_kept(run: Run, ward: Path, tmp_path: Path) -> None:
    """Whatever is in the folder is overwritten, and the settings of today do not matter."""
    run("close", "2024-10", "--reason", "照会の前のため")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "2024-10-internal.pdf").write_bytes(b"old")
    for arguments in ((), ("--edition", 1)):
        run("report", "2024-10", "--output", tmp_path / "papers", *arguments)
        files = kept(ward)
        assert {name: (tmp_path / "papers" / name).read_bytes() for name in ALL} == {name: files[name] for name in ALL}


@pytest.mark.usefixtures("ward")
def test_what_is_not_there_is_said_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    assert "令和81年1月分の資料はありません。" in run("report", "2099-01", "--output", folder, code=1).stderr
    assert "令和5年12月分の資料はありません。" in run("report", "2023-12", "--output", folder, code=1).stderr
    told = run("--lang", "en", "report", "2024-10", "--edition", 2, "--output", folder, code=1).stderr
    assert "There is no edition 2 of Oct 2024." in told
    run("report", "2024-10", code=2)
    run("report", "2024-10", "--format", "odt", "--output", folder, code=2)
    assert not folder.exists()


def test_a_file_that_is_not_what_was_kept_is_not_written(run: Run, ward: Path, tmp_path: Path) -> None:
    run("close", "2024-10", "--reason", "照会の前のため")
    engine = create_engine(f"sqlite:///{(ward / 'tracker.db').as_posix()}")
    with past_the_program(engine, "closed_papers") as connection:
        connection.execute(text("UPDATE closed_papers SET content = x'00' WHERE format = 'csv' AND paper = 'internal'"))
    engine.dispose()
    folder = tmp_path / "papers"
    told = run("report", "2024-10", "--format", "csv", "--output", folder, code=1).stderr
    assert "確定したときと一致しません" in told
    assert "internal.csv" in told
    assert not folder.exists()
