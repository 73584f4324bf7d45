"""The papers of closed months are kept to the byte, and can be made again to the byte."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from contextlib import closing as closed_at_last
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import ColumnElement, Engine, delete, select, update

from tests.build import NOW
from tests.dump import dump
from tests.engines import past_the_program
from tests.people import TAX, actor
from tests.scripted_year import MONTHS
from tests.usecases.closed_months import Key, closing_of, kept_files, report_of
from tracker.domain.account import Role
from tracker.domain.errors import Altered, NotThere
from tracker.domain.report import report_text
from tracker.domain.report.document import Paper, State
from tracker.exporting.report.formats import FORMATS, write
from tracker.storage.schema import closed_papers, month_closings
from tracker.storage.transactions import reading
from tracker.usecases.log.verify_log import verify_log
from tracker.usecases.reports.fetch_paper import fetch_file, fetch_report
from tracker.usecases.reports.kept import kept_file
from tracker.usecases.reports.make_papers import make_papers
from tracker.usecases.reports.see_reports import see_reports
from tracker.usecases.reports.verify_closings import verify_closings

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
REASON = "照会中のため"


def of(key: Key) -> list[ColumnElement[bool]]:
    columns = (closed_papers.c[name] for name in ("month", "edition", "paper", "format"))
    return [column == value for column, value in zip(columns, key, strict=True)]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_one_byte_of_any_file_is_noticed(closed: Engine) -> None:
    """At its beginning, in its middle and at its end; by whoever fetches the file, and by nobody else."""
    october = closing_of(closed, OCTOBER)
    for number, (key, content) in enumerate(kept_files(closed).items()):
        place = (0, len(content) // 2, len(content) - 1)[number % 3]
        changed = bytearray(content)
        changed[place] ^= 1
        with past_the_program(closed, "closed_papers") as connection:
            connection.execute(update(closed_papers).where(*of(key)).values(content=bytes(changed)))
        month, _edition, paper, extension = key
        with reading(closed) as connection:
            if month == OCTOBER:
                with pytest.raises(Altered, match=rf"Oct 2026, edition 1, {paper}\.{extension}"):
                    kept_file(connection, october, Paper(paper), extension)
            else:
                kept_file(connection, october, Paper(paper), extension)
        assert verify_closings(closed) == (2, (f"{month:%b %Y}, edition 1, {paper}.{extension}",))
        with past_the_program(closed, "closed_papers") as connection:
            connection.execute(update(closed_papers).where(*of(key)).values(content=content))
    assert verify_closings(closed) == (2, ())


@pytest.mark.parametrize("extension", ["pdf", "json"])
def test_a_file_with_a_digest_made_to_fit_is_noticed(closed: Engine, extension: str) -> None:
    """The log knows the digest, too, and the log has a chain of its own."""
    key = (OCTOBER, 1, "committee", extension)
    with past_the_program(closed, "closed_papers") as connection:
        values = {"content": b"another", "sha256": digest(b"another")}
        connection.execute(update(closed_papers).where(*of(key)).values(**values))
    assert verify_closings(closed) == (2, (f"Oct 2026, edition 1, committee.{extension}",))


def test_figures_with_digests_made_to_fit_are_noticed(closed: Engine) -> None:
    with past_the_program(closed, "month_closings") as connection:
        content = connection.execute(select(month_closings.c.content).where(month_closings.c.month == OCTOBER)).scalar()
        other = str(content).replace("284125", "284126")
        values = {"content": other, "sha256": digest(other.encode())}
        connection.execute(update(month_closings).where(month_closings.c.month == OCTOBER).values(**values))
    assert verify_closings(closed) == (2, ("Oct 2026, edition 1", "Oct 2026, edition 1, figures"))


def test_what_is_gone_is_noticed(closed: Engine) -> None:
    key = (SEPTEMBER, 1, "internal", "docx")
    with past_the_program(closed, "closed_papers") as connection:
        connection.execute(delete(closed_papers).where(*of(key)))
    assert verify_closings(closed) == (2, ("Sep 2026, edition 1, internal.docx",))
    with past_the_program(closed, "month_closings") as connection:
        connection.execute(delete(month_closings).where(month_closings.c.month == OCTOBER))
    assert verify_closings(closed) == (1, ("Sep 2026, edition 1, internal.docx", "令和8年10月分"))


def test_a_backup_brings_everything_back(closed: Engine, tmp_path: Path) -> None:
    """As the handbook says, while the database is in use; then everything is changed, and the copy put in its place."""
    if closed.dialect.name != "sqlite":
        pytest.skip("a server is backed up by its own programs")
    files, state, path = kept_files(closed), dump(closed), Path(closed.url.database or "")
    with closed_at_last(sqlite3.connect(path)) as used, closed_at_last(sqlite3.connect(tmp_path / "copy.db")) as copy:
        used.backup(copy)
    with past_the_program(closed, "closed_papers") as connection:
        connection.execute(delete(closed_papers))
    assert verify_closings(closed)[1]
    closed.dispose()
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)
    (tmp_path / "copy.db").rename(path)
    assert kept_files(closed) == files
    assert dump(closed) == state
    assert verify_closings(closed) == (2, ())
    assert verify_log(closed).bad is None


AGAIN = """
import hashlib, locale, sys
from contextlib import suppress
from pathlib import Path
from tracker.domain.account import Role
from tracker.domain.errors import NotThere
from tracker.domain.report import report_text
from tracker.exporting.report.formats import FORMATS, write
with suppress(locale.Error):
    locale.setlocale(locale.LC_ALL, "")
for path in sorted(Path(sys.argv[1]).glob("*.json")):
    report = report_text.read(path.read_text("utf-8"))
    for extension in reversed(FORMATS):
        print(path.stem, extension, hashlib.sha256(write(report, extension)).hexdigest())
"""


@pytest.mark.parametrize("month", [MONTHS[0], MONTHS[8]], ids=str)
@pytest.mark.parametrize("paper", Paper)
def test_a_kept_text_gives_the_very_files_again(year: Engine, month: date, paper: Paper) -> None:
    files = kept_files(year)
    content = files[month, 1, paper.value, "json"]
    made = report_text.read(content.decode())
    assert report_text.write(made).encode() == content
    for extension in FORMATS:
        assert write(made, extension) == files[month, 1, paper.value, extension], extension


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "0", "TZ": "America/New_York", "LC_ALL": "C", "LANG": "C"},
        {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "ja_JP.UTF-8", "PYTHONUTF8": "0"},
    ],
    ids=["west", "east"],
)
def test_another_process_elsewhere_gives_the_very_files_again(
    year: Engine, tmp_path: Path, environment: dict[str, str]
) -> None:
    files = kept_files(year)
    chosen = [(MONTHS[4], Paper.COMMITTEE), (MONTHS[9], Paper.INTERNAL)]
    wanted = set()
    for month, paper in chosen:
        name = f"{month:%Y-%m}-{paper.value}"
        (tmp_path / f"{name}.json").write_bytes(files[month, 1, paper.value, "json"])
        wanted |= {f"{name} {extension} {digest(files[month, 1, paper.value, extension])}" for extension in FORMATS}
    path = os.pathsep.join(sys.path)
    found = subprocess.run(
        [sys.executable, "-c", AGAIN, tmp_path],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, **environment, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
    )
    assert set(found.stdout.decode().splitlines()) == wanted


def test_any_finished_month_that_is_open_has_papers_however_long_ago(ward: Engine) -> None:
    """Only so many months are suggested; the catalogue begins in 令和6年1月."""
    for month in (date(2024, 1, 1), OCTOBER):
        report = fetch_report(ward, actor(), month, Paper.COMMITTEE)
        assert report.heading.mark == "（作成中）"
    for month in (date(2023, 12, 1), date(2026, 11, 1)):
        with pytest.raises(NotThere):
            fetch_report(ward, actor(), month, Paper.COMMITTEE)
    assert len([line for line in see_reports(ward, actor()) if line.state is State.IN_PREPARATION]) == 12


def test_files_of_a_closed_month_are_the_kept_ones_for_everybody(closed: Engine) -> None:
    kept = {key: content for key, content in kept_files(closed).items() if key[0] == OCTOBER and key[3] in FORMATS}
    for person in (actor(), actor(Role.EDITOR, TAX), actor(Role.VIEWER)):
        for paper in Paper:
            assert fetch_report(closed, person, OCTOBER, paper) == report_of(closed, OCTOBER, paper)
        for (_month, _edition, wanted, extension), content in kept.items():
            assert fetch_file(closed, person, OCTOBER, Paper(wanted), extension) == content
    with pytest.raises(NotThere):
        fetch_file(closed, actor(), OCTOBER, Paper.INTERNAL, "pdf", edition=2)
    with pytest.raises(NotThere):
        fetch_report(closed, actor(Role.VIEWER), date(2026, 8, 1), Paper.INTERNAL)


def test_files_of_an_open_month_are_there_once_made_and_for_the_dx_team_only(ward: Engine) -> None:
    with pytest.raises(NotThere):
        fetch_file(ward, actor(), OCTOBER, Paper.COMMITTEE, "csv")
    make_papers(ward, OCTOBER, NOW)
    assert fetch_file(ward, actor(), OCTOBER, Paper.COMMITTEE, "csv")
    for person in (actor(Role.EDITOR, TAX), actor(Role.VIEWER)):
        with pytest.raises(NotThere):
            fetch_file(ward, person, OCTOBER, Paper.COMMITTEE, "csv")
        with pytest.raises(NotThere):
            fetch_report(ward, person, OCTOBER, Paper.COMMITTEE)
