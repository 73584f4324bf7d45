"""A file is read in a child process: its answer arrives as it is, and whatever becomes of the child is a sentence."""

import json
import os
import pickle
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.importing import misbehaving as child
from tests.importing.catalogue_files import csv_text, read_rows, row, several, table
from tracker.domain.errors import Refused
from tracker.domain.fiscal import Period, Precision
from tracker.domain.status import OnlineStatus
from tracker.importing.apart import Apart, Limits, apart
from tracker.importing.apart_messages import pickled, unpickled
from tracker.importing.catalogue import read_catalogue
from tracker.importing.problem import CannotReadOn, Problem

PATIENT = Limits(memory=300_000_000, cpu_seconds=20, seconds=60)
BUSY = replace(PATIENT, cpu_seconds=1)
HASTY = replace(PATIENT, seconds=3)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def children() -> set[str]:
    """The processes that we began; a database for other tests may be among them."""
    begun = Path("/proc/self/task").glob("*/children")
    return {number for each in begun for number in each.read_text().split()}


@pytest.fixture(autouse=True)
def _nothing_remains() -> Iterator[None]:
    """No process, no pipe and no thread of a reading outlives it."""
    before = open_files(), threading.active_count(), children()
    yield
    assert (open_files(), threading.active_count(), children()) == before


def stopped(function: Callable[..., Any], *arguments: Any, limits: Limits = PATIENT) -> Problem:
    """How a reading ends that comes to no result."""
    with pytest.raises(CannotReadOn) as stop:
        apart(function, *arguments, limits=limits)
    assert stop.value.problem.en
    return stop.value.problem


def test_a_file_read_apart_is_the_file_read_here(tmp_path: Path) -> None:
    rows = several(row(planned_for="令和7年度", themes="子育て;教育"), row(annual_cases="約500"), row(note=" 備考 "))
    here = read_rows(tmp_path, *rows)
    assert (len(here.rows), len(here.problems), len(here.warnings)) == (2, 1, 1)

    def read() -> Any:
        with Apart(PATIENT) as reader:
            return reader.call(_read, tmp_path / "catalogue.csv")

    assert read() == here


def _read(path: Path) -> Any:
    return read_catalogue(path, today=date(2026, 11, 20))


def test_plain_values_arrive_as_they_are() -> None:
    values = (1, 1.5, "字", b"x", None, True, [1], {"a": (1,)}, {2}, frozenset({3}), date(2026, 4, 1))
    ours = (OnlineStatus.PARTIAL, Period(date(2026, 4, 1), Precision.MONTH), Problem(None, None, None, "", ""))
    assert apart(child.echo, *values, *ours) == (*values, *ours)


def test_what_the_reader_says_arrives_as_itself() -> None:
    assert stopped(child.cannot_read_on) == Problem(7, None, "x", "ここまでです。", "So far.")
    with pytest.raises(Refused) as refused:
        apart(child.refuse)
    assert (refused.value.ja, refused.value.en, refused.value.field) == ("できません。", "No.", "field")


def test_the_child_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_KEY", "DATABASE_URL", "PGPASSWORD", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "secret")
    seen = apart(child.environment)
    assert "secret" not in json.dumps(seen)
    assert seen.keys() <= {"LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "TMPDIR", "TEMP", "TMP"}  # fmt: skip # noqa: E501


def test_the_limits_are_in_force() -> None:
    found = apart(child.limits, limits=Limits(memory=500_000_000, cpu_seconds=7, seconds=60))
    assert found["RLIMIT_AS"] == 500_000_000
    assert 8 <= found["RLIMIT_CPU"] <= 12  # begun seconds count
    assert found["RLIMIT_CORE"] == 0
    assert found["RLIMIT_NOFILE"] == 64
    assert found["RLIMIT_FSIZE"] == 20_000_000


MEMORY, TIME, FAILED = "メモリーが多すぎる", "時間がかかりすぎる", "扱えなくなりました"


@pytest.mark.parametrize(
    ("function", "limits", "words"),
    [
        (child.fill_memory, PATIENT, MEMORY),
        (child.abort, PATIENT, MEMORY),
        (child.be_killed, PATIENT, MEMORY),
        (child.work_for_ever, BUSY, TIME),
        (child.wait_for_ever, HASTY, TIME),
        (child.crash, PATIENT, FAILED),
        (child.fail, PATIENT, FAILED),
        (child.panic, PATIENT, FAILED),
        (child.leave_without_a_word, PATIENT, FAILED),
        (child.write_a_large_file, PATIENT, FAILED),
        (child.answer_something_foreign, PATIENT, FAILED),
    ],
)
def test_whatever_becomes_of_the_child_is_a_sentence(function: Callable[..., Any], limits: Limits, words: str) -> None:
    begun = time.monotonic()
    found = stopped(function, limits=limits)
    assert words in found.ja
    assert (found.row, found.column, found.value) == (None, None, None)
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize(
    "rubbish",
    [
        b"rubbish",
        b"Traceback (most recent call last):",
        struct.pack(">cQ", b"=", 1 << 62),
        struct.pack(">cQ", b"=", 100) + b"short",
        struct.pack(">cQ", b"=", 7) + b"rubbish",
        struct.pack(">cQ", b"!", 2) + b"N.",
        struct.pack(">cQ", b"-", 2) + b"N.",
        struct.pack(">cQ", b"Z", 0),
    ],
)
def test_rubbish_is_no_answer(rubbish: bytes) -> None:
    assert FAILED in stopped(child.write_rubbish_and_leave, rubbish).ja


def test_rubbish_from_a_child_that_stays_is_no_answer() -> None:
    assert FAILED in stopped(child.write_rubbish, b"rubbish: " * 10).ja
    assert TIME in stopped(child.write_rubbish, struct.pack(">cQ", b"=", 100), limits=HASTY).ja


def test_what_a_library_prints_is_not_taken_for_an_answer() -> None:
    assert apart(child.print_rubbish) == "read"


@pytest.mark.parametrize(
    "hostile",
    [
        b"cos\nsystem\n(S'true'\ntR.",
        b"cbuiltins\neval\n(S'1'\ntR.",
        b"ctracker.importing.apart\nos.system\n(S'true'\ntR.",
        b"\x80\x05\x8c\x17tracker.importing.apart\x94\x8c\x09os.system\x94\x93\x94.",
        b"\x80\x05\x8c\x17tracker.importing.apart\x94\x8c\x05apart\x94\x93\x94.",
        b"curllib.parse\nSplitResult\n(S''\nS''\nS''\nS''\nS''\ntR.",
        b"ctracker.usecases.people.passwords\nPassword\n.",
        pickled(CannotReadOn("", "")),
    ],
)
def test_only_plain_values_of_ours_are_taken_back(hostile: bytes) -> None:
    with pytest.raises((pickle.UnpicklingError, AttributeError)):
        unpickled(hostile)


def test_descendants_are_ended_too(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    assert TIME in stopped(child.leave_a_descendant, told, limits=HASTY).ja
    with pytest.raises(ProcessLookupError):
        _still_running(int(told.read_text()))


def _still_running(pid: int) -> None:
    """Raises ``ProcessLookupError`` as soon as the process has ended, also where nobody has taken note of it yet."""
    for _ in range(50):
        os.kill(pid, 0)
        if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
            raise ProcessLookupError
        time.sleep(0.1)


def test_temporary_files_do_not_outlive_the_child() -> None:
    assert not Path(apart(child.leave_a_file)).exists()


def test_progress_is_told_now_and_then() -> None:
    told: list[int] = []
    assert apart(child.count, 50, progress=told.append) == 50
    assert told[0] == 0
    assert told == sorted(told)
    assert 2 <= len(told) <= 10
    assert apart(child.count, 5) == 5
    assert apart(child.echo, 5, progress=told.append) == (5,)


def test_whoever_follows_may_stop_it() -> None:
    def stop(rows: int) -> None:
        raise OSError("no more")

    with pytest.raises(OSError, match="no more"):
        apart(child.count, 1_000, progress=stop)


def test_a_child_reads_one_file_after_the_other_and_is_replaced_when_it_dies() -> None:
    with Apart(BUSY) as reader:
        first = reader.call(child.process)
        with pytest.raises(CannotReadOn):
            reader.call(child.cannot_read_on)
        assert reader.call(child.process) == first
        for ending in (child.crash, child.fail, child.fill_memory, child.work_for_ever):
            with pytest.raises(CannotReadOn):
                reader.call(ending)
            assert reader.call(child.process) != first


def test_each_file_has_its_own_time() -> None:
    with Apart(BUSY) as reader:
        for _ in range(4):
            reader.call(work_for, 0.6)


def work_for(seconds: float) -> None:
    """Use that much CPU time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_a_long_file_costs_little_on_top(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text(csv_text(table(several(*(row() for _ in range(5_000))))), encoding="utf-8")
    reading = _read(path)
    begun = time.process_time()
    assert unpickled(pickled(reading)) == reading
    assert time.process_time() - begun < 1
