"""A file without codes: its rows are the procedures that they name, the others get the next free codes."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY, procedure
from tests.importing.catalogue_files import csv_text
from tests.importing.messy_workbook import MAPPING, messy_workbook
from tests.usecases.catalogues import hold
from tracker.domain.column_mapping import ColumnMapping
from tracker.domain.policy import WARD_POLICY
from tracker.importing.catalogue import Reading
from tracker.importing.files_read import read_file
from tracker.importing.manner import Manner
from tracker.usecases.catalogue.import_catalogue import Options, Outcome, Source, import_reading, preview_reading

LIST = ColumnMapping(
    columns={"課": "division", "手続の名": "name", "件数": "annual_cases"},
    constants={"department": "総務部", "online_status": "未実施", "volume_fiscal_year": "令和4年度"},
    code_prefix="T-",
)


def of(*rows: tuple[str, str, str], folder: Path) -> Reading:
    path = folder / "list.csv"
    path.write_text(csv_text([["課", "手続の名", "件数"], *rows]), "utf-8-sig")
    return read_file(path, Manner(mapping=LIST), TODAY)


def preview(engine: Engine, read: Reading, prefix: str = "T-") -> Outcome:
    return preview_reading(engine, read, Options(create_divisions=True, code_prefix=prefix), NOW, "dx")


def store(engine: Engine, read: Reading, shown: str | None = None, prefix: str = "T-") -> Outcome:
    options = Options(create_divisions=True, code_prefix=prefix)
    return import_reading(engine, read, options, NOW, "dx", Source("list.csv", "0" * 64, "a test"), shown)


@pytest.fixture
def some(engine: Engine) -> Engine:
    """A database with four procedures of one division."""
    names = {"K-001": "住民票(写し)の交付", "T-003": "印鑑登録", "T-007": "印鑑登録証明", "T-X": "転出届"}
    hold(
        engine,
        [procedure(code, 10, name=name, department="総務部", division="税務課") for code, name in names.items()],
        WARD_POLICY,
    )
    return engine


def test_a_name_of_the_division_but_for_width_brackets_and_spaces_is_that_procedure(
    some: Engine, tmp_path: Path
) -> None:
    outcome = preview(some, of(("税務課", "住民票（写し） の交付", "20"), folder=tmp_path))
    [change] = outcome.changed
    assert (change.after.code, change.after.volume_of(2022).annual_cases) == ("K-001", 20)
    assert outcome.added == ()


def test_others_get_the_next_free_number_and_the_same_when_they_are_stored(some: Engine, tmp_path: Path) -> None:
    read = of(("税務課", "新しい届出", "1"), ("収納課", "印鑑登録", "2"), folder=tmp_path)
    seen = preview(some, read)
    assert [item.code for item in seen.added] == ["T-008", "T-009"]
    assert [item.code for item in store(some, read, seen.digest).added] == ["T-008", "T-009"]
    again = preview(some, read)
    assert (again.added, again.changed, again.unchanged) == ((), (), 2)


def test_a_name_that_several_procedures_have_is_refused(some: Engine, tmp_path: Path) -> None:
    store(some, of(("税務課", "住民票（写し）の交付 ", "20"), folder=tmp_path))
    hold_twins = of(("税務課", "廃車の届出", "1"), ("税務課", "廃車　の届出", "2"), folder=tmp_path)
    assert len(store(some, hold_twins).added) == 2
    [problem] = preview(some, of(("税務課", "廃車の 届出", "3"), folder=tmp_path)).problems
    assert (problem.row, problem.column) == (2, "手続の名"), "the file's own heading"
    assert "T-008、T-009" in problem.ja
    assert preview(some, hold_twins).unchanged == 2, "a name as it is written tells them apart"


def test_two_rows_that_are_one_procedure_are_refused(some: Engine, tmp_path: Path) -> None:
    read = of(("税務課", "転出届", "1"), ("税務課", "転出 届", "2"), folder=tmp_path)
    [problem] = preview(some, read).problems
    assert problem.row == 3
    assert "2行目と同じ手続（T-X）" in problem.ja


def test_the_messy_workbook_goes_into_an_empty_catalogue(engine: Engine, tmp_path: Path) -> None:
    hold(engine, [], WARD_POLICY)
    path = tmp_path / "list.xlsx"
    path.write_bytes(messy_workbook())
    outcome = store(engine, read_file(path, Manner(mapping=MAPPING), TODAY), prefix=MAPPING.code_prefix)
    assert [item.code for item in outcome.added] == ["D-001", "D-002", "D-003", "D-004", "D-005"]
    assert [item.unit for item in outcome.added][-1] == ("福祉部", "国保年金課")
