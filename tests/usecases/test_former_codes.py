"""Files with the codes of procedures that were united with others, and with names that are much alike."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY, entry, volume
from tests.dump import dump
from tests.people import actor
from tests.usecases.files import catalogue_file
from tests.usecases.test_edit_procedure import stored, version
from tracker.domain.catalogue import Entry
from tracker.domain.cataloguing import Particulars
from tracker.domain.policy import BASELINE_DATE
from tracker.domain.selection import Order, Selection
from tracker.domain.uniting import is_united
from tracker.importing.catalogue import read_catalogue
from tracker.importing.year_counts import read_counts
from tracker.usecases.catalogue.import_catalogue import Options, Outcome, import_catalogue, import_reading
from tracker.usecases.catalogue.list_procedures import export_procedures, list_procedures
from tracker.usecases.catalogue.unite_procedures import unite_procedures, uniting
from tracker.usecases.settings.edit_procedure import create_procedure
from tracker.usecases.uploads.source import Source
from tracker.usecases.year_counts.import_counts import import_counts

HEALTH, DOUBLE = "K-006", "M-001"
UNIT = ("健康部", "健康づくり課")
NAME, FORMER = "健(検)診実績報告書", "健診実績報告書"
SOURCE = Source("件数.csv", "0" * 64, "a test")


@pytest.fixture
def united(ward: Engine) -> Engine:
    """The ward's catalogue, in which 健診実績報告書 was registered a second time and united with 健(検)診実績報告書."""
    create_procedure(ward, actor(), "", Particulars(FORMER, UNIT, volumes=(volume(84_931, 2023),)), BASELINE_DATE)
    seen = {code: version(ward, code) for code in (DOUBLE, HEALTH)}
    unite_procedures(ward, actor(), uniting(DOUBLE, HEALTH), seen)
    return ward


def exported(engine: Engine) -> list[Entry]:
    return list(export_procedures(engine, TODAY, Selection(), Order.CATALOGUE))


def row(engine: Engine, code: str = HEALTH) -> Entry:
    return next(each for each in exported(engine) if each.code == code)


def take_in(engine: Engine, path: Path) -> Outcome:
    return import_catalogue(engine, path, Options(), NOW, "dx")


def data_of(engine: Engine) -> object:
    return {name: rows for name, rows in dump(engine).items() if name != "catalogue_state"}


def test_the_round_trip_of_a_catalogue_with_united_procedures_changes_nothing(united: Engine, tmp_path: Path) -> None:
    before = data_of(united)
    entries = exported(united)
    assert len(entries) == 54
    outcome = take_in(united, catalogue_file(tmp_path, entries))
    assert (outcome.problems, outcome.warnings, outcome.changed, outcome.added) == ((), (), (), ())
    assert outcome.not_in_file == ()
    assert data_of(united) == before


def test_a_row_with_the_old_code_is_a_row_of_what_stays(united: Engine, tmp_path: Path) -> None:
    old = replace(row(united), code="ｍ-００１", name=FORMER, note="新しい備考")
    outcome = take_in(united, catalogue_file(tmp_path, [old]))
    assert outcome.accepted
    (change,) = outcome.changed
    assert (change.after.code, change.after.name, change.after.note) == (HEALTH, NAME, "新しい備考")
    (warning,) = outcome.warnings
    assert (warning.row, warning.column, warning.value) == (2, "手続ID", DOUBLE)
    assert "「M-001 健診実績報告書」は「K-006 健(検)診実績報告書」に統合されています" in warning.ja
    assert stored(united, HEALTH).note == "新しい備考"
    assert is_united(stored(united, DOUBLE))


def test_another_name_and_division_under_the_old_code_are_taken(united: Engine, tmp_path: Path) -> None:
    old = replace(row(united), code=DOUBLE, name="健診等実績報告書", department="総務部", division="税務課")
    outcome = take_in(united, catalogue_file(tmp_path, [old]))
    assert (outcome.changed[0].after.name, outcome.changed[0].after.unit) == ("健診等実績報告書", ("総務部", "税務課"))


@pytest.mark.parametrize("codes", [(HEALTH, DOUBLE), (DOUBLE, HEALTH)])
def test_a_file_with_both_is_refused_and_says_what_to_do(
    united: Engine, tmp_path: Path, codes: tuple[str, str]
) -> None:
    before = dump(united)
    rows = [replace(row(united), code=code, name=f"手続{code}") for code in codes]
    outcome = take_in(united, catalogue_file(tmp_path, rows))
    (problem,) = outcome.problems
    old, other = (3, 2) if codes[1] == DOUBLE else (2, 3)
    assert (problem.row, problem.value) == (old, DOUBLE)
    assert f"{other}行目も同じ手続の行です。どちらか一方の行だけにしてください。" in problem.ja
    assert dump(united) == before


def test_two_old_codes_of_one_procedure_are_refused_too(united: Engine, tmp_path: Path) -> None:
    create_procedure(united, actor(), "", Particulars("検診実績報告書", UNIT), BASELINE_DATE)
    unite_procedures(united, actor(), uniting("M-002", HEALTH), {"M-002": version(united, "M-002")})
    rows = [replace(row(united), code=code, name=f"手続{code}") for code in (DOUBLE, "M-002")]
    (problem,) = take_in(united, catalogue_file(tmp_path, rows)).problems
    assert (problem.row, problem.value) == (3, "M-002")
    assert "2行目も同じ手続の行です" in problem.ja


def test_in_a_file_without_codes_the_old_name_means_what_stays(united: Engine, tmp_path: Path) -> None:
    old = replace(row(united), name=FORMER, note="新しい備考")
    read = read_catalogue(catalogue_file(tmp_path, [old]), today=TODAY)
    rows = tuple(replace(each, entry=replace(each.entry, code="")) for each in read.rows)
    read = replace(read, rows=rows, columns=read.columns - {"code"})
    outcome = import_reading(united, read, Options(), NOW, "dx", SOURCE)
    (change,) = outcome.changed
    assert (change.after.code, change.after.name, change.after.note) == (HEALTH, NAME, "新しい備考")


def test_counts_under_the_old_code_or_name_are_those_of_what_stays(united: Engine, tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    for text in ("手続ID,年間受付件数\nM-001,90000\n", f"手続名,年間受付件数\n{FORMER},91000\n"):
        path.write_text(text, "utf-8")
        outcome = import_counts(united, read_counts(path, today=TODAY, fiscal_year=2025), NOW, "dx", SOURCE)
        assert outcome.accepted
        assert [change.procedure.code for change in outcome.changes] == [HEALTH]
        assert "に統合された手続です" in outcome.warnings[0].ja
    assert stored(united, HEALTH).volume_of(2025).annual_cases == 91_000
    assert stored(united, DOUBLE).volumes == (volume(84_931, 2023),)


def test_a_new_row_with_a_name_like_a_stored_one_is_pointed_out(ward: Engine, tmp_path: Path) -> None:
    new = entry("N-1", name=FORMER, department=UNIT[0], division=UNIT[1])
    elsewhere = entry("N-2", name=FORMER, department="総務部", division="税務課")
    outcome = take_in(ward, catalogue_file(tmp_path, [new, elsewhere]))
    assert len(outcome.added) == 2
    (warning,) = outcome.warnings
    assert (warning.row, warning.column, warning.value) == (2, "手続名", FORMER)
    assert "手続ID「K-006」の「健(検)診実績報告書」と名称がよく似ています（括弧の有無）" in warning.ja


def test_a_former_name_under_a_new_code_is_compared_with_what_stays(united: Engine, tmp_path: Path) -> None:
    new = entry("N-1", name=FORMER, department=UNIT[0], division=UNIT[1])
    (warning,) = take_in(united, catalogue_file(tmp_path, [new])).warnings
    assert "手続ID「K-006」の「健(検)診実績報告書」" in warning.ja


def test_a_row_that_is_stored_already_is_not_pointed_out_again(ward: Engine, tmp_path: Path) -> None:
    new = entry("N-1", name=FORMER, department=UNIT[0], division=UNIT[1])
    take_in(ward, catalogue_file(tmp_path, [new]))
    assert take_in(ward, catalogue_file(tmp_path, [replace(new, note="備考")])).warnings == ()


def test_lists_say_because_of_which_former_code_something_was_found(united: Engine) -> None:
    page = list_procedures(united, TODAY, Selection(words="ｍ-００１ 健診"), Order.CATALOGUE, 50)
    assert page.former == {HEALTH: ((DOUBLE, FORMER),)}
    assert [item.procedure.code for item in page.standings] == [HEALTH]
    assert list_procedures(united, TODAY, Selection(words="報告"), Order.CATALOGUE, 50).former == {}
