"""Every file of the table, read apart: verdict, place and sentence, within the limits of memory and time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.importing.odd_files import ALL, CLASSES, measured
from tests.importing.odd_files.odd_file import OddFile, Verdict
from tracker.importing.apart import Apart, Limits
from tracker.importing.catalogue import Reading

MOST = {True: (30, 400_000_000), False: (5, 150_000_000)}
"""Seconds of CPU time and bytes of memory for the largest files and for the others."""


@pytest.fixture(scope="module")
def reader() -> Iterator[Apart]:
    with Apart(Limits()) as child:
        yield child


@pytest.mark.parametrize("file", ALL, ids=str)
def test_a_file_gets_its_verdict(reader: Apart, tmp_path: Path, file: OddFile) -> None:
    path = file.build(tmp_path / "upload")
    reading, (seconds, memory) = reader.call(measured.read, path, dict(file.options))
    assert verdict(reading) is file.verdict, [*reading.problems, *reading.warnings]
    if file.verdict is not Verdict.ACCEPTED:
        found = reading.problems or reading.warnings
        assert any((each.row, each.column) == (file.row, file.column) and file.words in each.ja for each in found), (
            found
        )
        assert all(each.ja.endswith(("。", "）")) and each.en for each in found)
    for identifier, value in file.says.items():
        assert getattr(reading.rows[0].entry, identifier) == value
    most_seconds, most_memory = MOST[file in CLASSES["large"]]
    assert seconds < most_seconds
    assert memory < most_memory
    path.unlink()


def verdict(reading: Reading) -> Verdict:
    if reading.problems:
        return Verdict.REFUSED
    return Verdict.WARNED if reading.warnings else Verdict.ACCEPTED


@pytest.mark.parametrize("file", [file for file in ALL if file not in CLASSES["large"]], ids=str)
def test_the_first_look_and_the_manner_recognised_come_to_an_end(reader: Apart, tmp_path: Path, file: OddFile) -> None:
    """Whatever the layout is taken for: nothing but a verdict, and none kinder than that of the catalogue."""
    _, is_accepted = reader.call(measured.look_and_read, file.build(tmp_path / "upload"))
    assert not (is_accepted and file.verdict is Verdict.REFUSED and not file.options)


def test_no_two_files_of_the_table_are_called_alike() -> None:
    names = [file.name for file in ALL]
    assert sorted(names) == sorted(set(names))
    assert len(names) >= 200
