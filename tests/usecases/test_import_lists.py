"""The printed lists go into the ward's catalogue: they are found again by name, and change only what they say."""

from pathlib import Path

from sqlalchemy import Engine

from tests.build import NOW, TODAY
from tests.importing.test_source_list import HIGH_VOLUME, PRIORITY, TYPED
from tests.importing.workbook_files import workbook
from tracker.importing.files_read import read_file
from tracker.importing.manner import Manner
from tracker.usecases.catalogue.differences import differences
from tracker.usecases.catalogue.import_catalogue import Options, Outcome, preview_reading


def preview(engine: Engine, folder: Path, lines: list[list[str]]) -> Outcome:
    path = folder / "list.xlsx"
    path.write_bytes(workbook(一覧=lines))
    outcome = preview_reading(engine, read_file(path, Manner(), TODAY), Options(), NOW, "dx")
    assert (outcome.problems, outcome.added) == ((), ())
    return outcome


def test_the_table_of_both_lists_says_what_the_catalogue_says(ward: Engine, tmp_path: Path) -> None:
    outcome = preview(ward, tmp_path, [line for line in TYPED if "自立支援" not in line[4]])
    assert (outcome.changed, outcome.unchanged) == ((), 2)


def test_a_printed_list_changes_only_where_the_procedures_come_from(ward: Engine, tmp_path: Path) -> None:
    for lines in (HIGH_VOLUME, PRIORITY):
        outcome = preview(ward, tmp_path, lines)
        assert len(outcome.changed) == 3
        for change in outcome.changed:
            assert [found.heading for found in differences(change, 2022, TODAY)] == ["出典"]
