"""A file is taken in as a whole or not at all, and changes exactly what it says."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY, entry
from tests.dump import dump
from tests.statements import Broken, breaking
from tests.usecases.files import catalogue_file
from tracker import files
from tracker.domain.catalogue import Entry
from tracker.domain.coverage import Rate
from tracker.domain.policy import BASELINE_DATE
from tracker.domain.procedure import Procedure
from tracker.domain.selection import Order, Selection
from tracker.domain.status import OnlineStatus
from tracker.storage import organisation, procedures
from tracker.storage.transactions import reading
from tracker.usecases.catalogue.import_catalogue import Options, Outcome, import_catalogue, preview_import
from tracker.usecases.catalogue.list_procedures import export_procedures
from tracker.usecases.figures.measure_file import measure_file
from tracker.usecases.figures.show_progress import show_progress

VERSION = frozenset({"catalogue_state"})
"""The table that says how often somebody wrote."""
MORE_ONLINE_THAN_ALL = {"annual_cases": 5, "online_cases": 9, "volume_fiscal_year": 2022}
TOMORROW = NOW + timedelta(days=1)


def take_in(engine: Engine, path: Path, **options: bool) -> Outcome:
    return import_catalogue(engine, path, Options(**options), TOMORROW, "dx")  # type: ignore[arg-type]


def stored(engine: Engine) -> dict[str, Procedure]:
    with reading(engine) as connection:
        return {item.code: item for item in procedures.everything(connection)}


def exported(engine: Engine) -> dict[str, Entry]:
    return {item.code: item for item in export_procedures(engine, TODAY, Selection(), Order.CATALOGUE)}


@pytest.mark.parametrize("day", [BASELINE_DATE - timedelta(days=1), BASELINE_DATE, TODAY, date(2030, 4, 1)])
def test_the_database_gives_the_figures_that_the_file_gives(ward: Engine, day: date) -> None:
    progress = measure_file(files.WARD_CATALOGUE, day, NOW).progress
    assert progress is not None
    found = show_progress(ward, day)
    assert found.coverage == progress.coverage
    for breakdown in ("by_department", "by_division", "by_theme", "by_step"):
        assert getattr(found, breakdown)() == getattr(progress, breakdown)()
    assert found.organisation == progress.organisation


def test_the_figures_of_the_ward(ward: Engine) -> None:
    coverage = show_progress(ward, TODAY).coverage
    assert coverage.availability_rate_by_cases == Rate(989_181, 1_824_178)
    assert coverage.availability_rate_by_procedures == Rate(7, 54)
    assert coverage.uncounted == 28


def test_the_outcome_has_the_totals_before_and_after(engine: Engine) -> None:
    outcome = import_catalogue(engine, files.WARD_CATALOGUE, Options(), NOW, "dx")
    assert outcome.before is not None
    assert outcome.after is not None
    assert outcome.before.coverage.procedures == 0
    assert outcome.after.coverage == show_progress(engine, TODAY).coverage


def test_taken_in_again_nothing_changes(ward: Engine) -> None:
    before = dump(ward, without=VERSION)
    outcome = take_in(ward, files.WARD_CATALOGUE)
    assert (outcome.unchanged, outcome.added, outcome.changed, outcome.not_in_file) == (54, (), (), ())
    assert dump(ward, without=VERSION) == before


def test_edited_cells_change_and_nothing_else(ward: Engine, tmp_path: Path) -> None:
    rows, before = exported(ward), stored(ward)
    edits = {
        "K-002": {"name": "住民票の写しの交付", "note": ""},
        "K-003": {"annual_cases": 77, "designated": not rows["K-003"].designated},
        "K-004": {"department": "福祉部", "division": "介護保険課"},
    }
    edited = [replace(row, **edits.get(code, {})) for code, row in rows.items()]  # type: ignore[arg-type]
    outcome = take_in(ward, catalogue_file(tmp_path, edited))
    assert [change.after.code for change in outcome.changed] == list(edits)
    assert (outcome.unchanged, outcome.added, outcome.not_in_file) == (51, (), ())

    after = stored(ward)
    assert {code for code in after if after[code] != before[code]} == set(edits)
    assert after["K-002"] == replace(before["K-002"], name="住民票の写しの交付", note="")
    assert after["K-003"].volume_of(2022).annual_cases == 77
    assert after["K-003"].records == before["K-003"].records
    assert after["K-004"] == replace(before["K-004"], department="福祉部", division="介護保険課")
    assert outcome.after is not None
    assert show_progress(ward, TODAY).coverage == outcome.after.coverage


def test_a_changed_status_is_a_new_confirmed_record_from_today(ward: Engine, tmp_path: Path) -> None:
    before = stored(ward)["K-002"]
    online = replace(exported(ward)["K-002"], online_status=OnlineStatus.IMPLEMENTED, channels=("pittari",))
    take_in(ward, catalogue_file(tmp_path, [online]))
    *old, new = stored(ward)["K-002"].records
    assert tuple(old) == before.records
    assert (new.effective_on, new.status) == (TODAY + timedelta(days=1), OnlineStatus.IMPLEMENTED)
    assert (new.confirmed_at, new.confirmed_by, new.recorded_by) == (TOMORROW, "dx", "dx")
    assert show_progress(ward, TODAY).coverage.online_procedures == 7
    assert show_progress(ward, TODAY + timedelta(days=1)).coverage.online_procedures == 8


def test_a_stated_start_counts_from_that_day(ward: Engine, tmp_path: Path) -> None:
    start = date(2025, 4, 1)
    online = replace(exported(ward)["K-002"], online_status=OnlineStatus.IMPLEMENTED, online_on=start)
    take_in(ward, catalogue_file(tmp_path, [online]))
    days = (start - timedelta(days=1), start)
    assert [show_progress(ward, day).coverage.online_procedures for day in days] == [7, 8]


def test_a_procedure_that_the_file_lacks_is_listed_and_kept(ward: Engine, tmp_path: Path) -> None:
    rows, before = exported(ward), stored(ward)
    missing = ["K-010", "K-020"]
    outcome = take_in(ward, catalogue_file(tmp_path, [row for code, row in rows.items() if code not in missing]))
    assert [item.code for item in outcome.not_in_file] == missing
    assert stored(ward) == before


def test_an_absent_column_leaves_what_is_stored(ward: Engine, tmp_path: Path) -> None:
    before = stored(ward)
    rows = [replace(row, department="", note="", themes=()) for row in exported(ward).values()]
    outcome = take_in(ward, catalogue_file(tmp_path, rows, without=["department", "note", "themes"]))
    assert (outcome.problems, outcome.unchanged) == ((), 54)
    assert stored(ward) == before


def test_without_the_column_a_department_follows_its_division(ward: Engine, tmp_path: Path) -> None:
    moved = replace(exported(ward)["K-002"], department="", division="介護保険課")
    with reading(ward) as connection:
        units = organisation.load(connection)
    assert take_in(ward, catalogue_file(tmp_path, [moved], without=["department"])).accepted
    assert (stored(ward)["K-002"].department, stored(ward)["K-002"].division) == ("福祉部", "介護保険課")
    with reading(ward) as connection:
        assert organisation.load(connection) == units


def test_a_code_in_other_width_and_case_is_the_same_procedure(ward: Engine, tmp_path: Path) -> None:
    outcome = take_in(ward, catalogue_file(tmp_path, [replace(exported(ward)["K-002"], code="ｋ-００２")]))
    assert (outcome.unchanged, outcome.added) == (1, ())


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([entry(), entry(name="同じ番号")], id="a code twice"),
        pytest.param(
            [entry(), entry("K-999", annual_cases=5, online_cases=9, volume_fiscal_year=2022)],
            id="more online than all",
        ),
        pytest.param([entry(), entry("K-999", division="まだない課")], id="an unknown division"),
        pytest.param([entry(), entry("K-999", abolished_on=date(2023, 3, 31))], id="abolished before it began"),
    ],
)
def test_a_refused_file_stores_nothing(ward: Engine, tmp_path: Path, rows: list[Entry]) -> None:
    before = dump(ward)
    outcome = take_in(ward, catalogue_file(tmp_path, rows))
    assert not outcome.accepted
    assert [problem.row for problem in outcome.problems] == [3]
    assert dump(ward) == before


def test_abolished_before_it_began_is_refused_with_and_without_a_database(engine: Engine, tmp_path: Path) -> None:
    path = catalogue_file(tmp_path, [entry(abolished_on=BASELINE_DATE - timedelta(days=1))])
    (problem,) = take_in(engine, path).problems
    assert (problem.row, problem.column, problem.value) == (2, "廃止日", "2024-01-30")
    assert "令和6年1月31日" in problem.ja
    assert "31 Jan 2024" in problem.en
    measured = measure_file(path, TODAY, NOW)
    assert (measured.problems, measured.progress) == ((problem,), None)
    assert take_in(engine, catalogue_file(tmp_path, [entry(abolished_on=BASELINE_DATE)])).accepted


def test_an_unknown_division_is_refused_unless_asked_for(ward: Engine, tmp_path: Path) -> None:
    path = catalogue_file(tmp_path, [entry("N-1", department="総務部", division="文書課"), entry("N-2")])
    (problem,) = take_in(ward, path).problems
    assert (problem.row, problem.column, problem.value) == (2, "所管課", "総務部 文書課")
    assert "--create-divisions" in problem.ja

    assert len(take_in(ward, path, create_divisions=True).added) == 2
    with reading(ward) as connection:
        units = {unit.name: [division.name for division in unit.divisions] for unit in organisation.load(connection)}
    assert units["総務部"] == ["人事課", "契約管財課", "税務課", "収納対策課", "文書課"]
    assert take_in(ward, path).unchanged == 2


def test_the_first_import_creates_what_the_organisation_lacks(engine: Engine, tmp_path: Path) -> None:
    rows = [entry("N-1", department="新設部", division="新設課"), entry("N-2", division="部のない課")]
    assert len(take_in(engine, catalogue_file(tmp_path, rows)).added) == 2
    with reading(engine) as connection:
        *_, new, without = organisation.load(connection)
    assert (new.code, new.name, new.divisions[0].code, new.divisions[0].name) == ("B16", "新設部", "B16-01", "新設課")
    assert (without.code, without.name, without.divisions[0].name) == ("B17", "", "部のない課")
    assert show_progress(engine, TODAY).coverage.procedures == 2


def test_a_preview_says_what_an_import_does_and_stores_nothing(ward: Engine, tmp_path: Path) -> None:
    rows = exported(ward)
    path = catalogue_file(tmp_path, [replace(rows["K-002"], note="追記"), entry("N-1")])
    before = dump(ward)
    preview = preview_import(ward, path, Options(), TOMORROW, "dx")
    assert dump(ward) == before
    assert preview == take_in(ward, path)
    assert (len(preview.changed), len(preview.added), len(preview.not_in_file)) == (1, 1, 53)


def test_an_import_that_breaks_at_any_statement_stores_nothing(engine: Engine, tmp_path: Path) -> None:
    """Each statement fails in turn, until one run gets through."""
    path = catalogue_file(tmp_path, [entry("N-1", department="新設部", division="新設課"), entry("N-2")])
    before = dump(engine)
    for number in range(1, 100):
        try:
            with breaking(engine, number):
                outcome = take_in(engine, path)
        except Broken:
            assert dump(engine) == before, f"after breaking at statement {number}"
        else:
            break
    assert number > 20
    assert len(outcome.added) == len(stored(engine)) == 2


def test_of_two_imports_at_once_the_second_finds_what_the_first_stored(engine: Engine) -> None:
    outcomes: list[Outcome] = []
    imports = [Thread(target=lambda: outcomes.append(take_in(engine, files.WARD_CATALOGUE))) for _ in range(2)]
    for thread in imports:
        thread.start()
    for thread in imports:
        thread.join()
    assert sorted((len(outcome.added), outcome.unchanged) for outcome in outcomes) == [(0, 54), (54, 0)]


@pytest.mark.parametrize(("year", "than"), [(2023, "前年度の10倍"), (2022, "登録されている件数の10倍")])
def test_ten_times_what_is_known_is_taken_with_a_warning(ward: Engine, tmp_path: Path, year: int, than: str) -> None:
    row = replace(exported(ward)["K-002"], annual_cases=2_841_250, volume_fiscal_year=year)
    outcome = take_in(ward, catalogue_file(tmp_path, [row]))
    (warning,) = outcome.warnings
    assert (warning.row, warning.column) == (2, "年間受付件数")
    assert than in warning.ja
    assert "284,125件 → 2,841,250件" in warning.ja
    assert stored(ward)["K-002"].volume_of(year).annual_cases == 2_841_250


def test_just_below_ten_times_says_nothing(ward: Engine, tmp_path: Path) -> None:
    row = replace(exported(ward)["K-002"], annual_cases=2_841_249)
    assert take_in(ward, catalogue_file(tmp_path, [row])).warnings == ()


def test_a_name_held_under_another_code_is_pointed_out(ward: Engine, tmp_path: Path) -> None:
    row = replace(exported(ward)["K-002"], code="N-002")
    (warning,) = take_in(ward, catalogue_file(tmp_path, [row])).warnings
    assert (warning.row, warning.column) == (2, "手続名")
    assert "K-002" in warning.ja
