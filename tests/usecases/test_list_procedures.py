"""The list, page by page, and its download, which can be taken in again."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.build import NOW, TODAY
from tests.dump import dump
from tests.usecases.catalogues import LATER_POLICY, dated
from tracker import files
from tracker.domain.catalogue import Entry, entry_of
from tracker.domain.policy import WARD_POLICY
from tracker.domain.selection import Order, Selection
from tracker.domain.standing import in_priority_order, standings
from tracker.domain.status import OnlineStatus
from tracker.exporting.catalogue import write_catalogue_csv, write_catalogue_xlsx
from tracker.usecases.catalogue.import_catalogue import Options, import_catalogue
from tracker.usecases.catalogue.list_procedures import export_procedures, known_organisation, list_procedures
from tracker.usecases.figures.show_progress import show_progress

VERSION = frozenset({"catalogue_state"})
Writer = Callable[[Iterable[Entry]], bytes]
WRITERS: dict[str, Writer] = {
    "csv": lambda entries: b"".join(write_catalogue_csv(entries)),
    "xlsx": write_catalogue_xlsx,
}


def test_a_page_has_standings_in_order_and_leads_on(past_to_read: Engine) -> None:
    day = date(2025, 3, 31)
    expected = in_priority_order(standings(dated(), WARD_POLICY, day))
    first = list_procedures(past_to_read, day, Selection(), Order.PRIORITY, 5)
    assert (first.standings, first.total, first.before) == (tuple(expected[:5]), 9, None)
    second = list_procedures(past_to_read, day, Selection(), Order.PRIORITY, 5, after=first.after)
    assert (second.standings, second.total, second.after) == (tuple(expected[5:]), 9, None)
    back = list_procedures(past_to_read, day, Selection(), Order.PRIORITY, 5, before=second.before)
    assert back == first


def test_the_policy_is_that_of_the_day(past_to_read: Engine) -> None:
    assert list_procedures(past_to_read, date(2025, 3, 31), Selection(), Order.CODE, 1).policy == WARD_POLICY
    assert list_procedures(past_to_read, date(2025, 4, 1), Selection(), Order.CODE, 1).policy == LATER_POLICY


def test_an_export_holds_exactly_the_selection_in_its_order(past_to_read: Engine) -> None:
    chosen = Selection(status=OnlineStatus.IMPLEMENTED)
    found = list(export_procedures(past_to_read, TODAY, chosen, Order.CODE))
    assert [entry.code for entry in found] == ["K-001", "K-003", "K-004", "K-005"]
    by_code = {item.code: item for item in dated()}
    assert found == [entry_of(by_code[entry.code], LATER_POLICY.base_fiscal_year, TODAY) for entry in found]


@pytest.mark.parametrize("kind", WRITERS)
def test_an_unedited_export_of_the_ward_changes_nothing(ward: Engine, tmp_path: Path, kind: str) -> None:
    assert_round_trip(ward, tmp_path, kind, 54)


@pytest.mark.parametrize("kind", WRITERS)
def test_an_unedited_export_of_a_catalogue_with_a_past_changes_nothing(past: Engine, tmp_path: Path, kind: str) -> None:
    assert_round_trip(past, tmp_path, kind, 9)


def test_the_wards_own_file_is_what_is_exported_byte_for_byte(ward: Engine) -> None:
    exported = WRITERS["csv"](export_procedures(ward, TODAY, Selection(), Order.CATALOGUE))
    assert exported == files.WARD_CATALOGUE.read_bytes()


def test_a_selection_taken_in_again_changes_nothing_and_lists_the_others(ward: Engine, tmp_path: Path) -> None:
    path = tmp_path / "part.csv"
    path.write_bytes(WRITERS["csv"](export_procedures(ward, TODAY, Selection(department="健康部"), Order.CASES)))
    outcome = import_catalogue(ward, path, Options(), NOW, "dx")
    assert (outcome.problems, outcome.changed, outcome.added) == ((), (), ())
    assert outcome.unchanged + len(outcome.not_in_file) == 54


def test_the_organisation_to_choose_from_is_that_of_the_figures(ward: Engine) -> None:
    assert known_organisation(ward) == show_progress(ward, TODAY).organisation


def assert_round_trip(engine: Engine, folder: Path, kind: str, count: int) -> None:
    def export() -> bytes:
        return WRITERS[kind](export_procedures(engine, TODAY, Selection(), Order.CATALOGUE))

    before = dump(engine, without=VERSION)
    path = folder / f"catalogue.{kind}"
    path.write_bytes(export())
    outcome = import_catalogue(engine, path, Options(), NOW, "dx")
    assert outcome.problems == ()
    assert (outcome.unchanged, outcome.changed, outcome.added) == (count, (), ())
    assert dump(engine, without=VERSION) == before
    if kind == "csv":
        assert export() == path.read_bytes()
