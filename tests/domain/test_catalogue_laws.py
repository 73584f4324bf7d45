"""The laws of taking a catalogue file in, on random rows and on rows that were exported and edited."""

from dataclasses import dataclass, replace

from hypothesis import assume, given
from hypothesis import strategies as st

from tests import strategies as some
from tests.build import circumstances, entry
from tracker.domain.catalogue import ALL_COLUMNS, COLUMNS, Circumstances, Entry, apply, entry_of
from tracker.domain.procedure import Procedure
from tracker.domain.status import in_force

REQUIRED = frozenset(column.identifier for column in COLUMNS if column.required)
VOLUME_FIELDS = {
    "annual_cases": "annual_cases",
    "annual_cases_ceiling": "ceiling",
    "online_cases": "online_cases",
    "volume_basis": "basis",
}
VOLUME_COLUMNS = {*VOLUME_FIELDS, "volume_fiscal_year"}
STATUS_COLUMNS = {"online_scope", "channels", "url", "online_on"}


def as_read(row: Entry, columns: frozenset[str]) -> Entry:
    """The row as a reader hands it on from a file that has only these columns."""
    blank = entry(row.code)
    return replace(row, **{name: getattr(blank, name) for name in ALL_COLUMNS - columns})


def stated(procedure: Procedure, now: Circumstances) -> Entry:
    return entry_of(procedure, now.base_fiscal_year, now.today)


@dataclass(frozen=True)
class Intake:
    """A row that is taken in: what is stored, the row, the columns that its file has, and when."""

    before: Procedure | None
    row: Entry
    columns: frozenset[str]
    now: Circumstances

    @property
    def was(self) -> Entry | None:
        return stated(self.before, self.now) if self.before else None

    @property
    def year(self) -> int:
        """The fiscal year whose volume the row states."""
        stated_year = self.was.volume_fiscal_year if self.was else None
        return self.row.volume_fiscal_year or stated_year or self.now.base_fiscal_year

    @property
    def after(self) -> Procedure:
        return apply(self.before, self.row, self.columns, 0, self.now)

    @property
    def said(self) -> Entry:
        return stated(self.after, self.now)


@st.composite
def intakes(draw: st.DrawFn, new: bool = True) -> Intake:
    """Rows from anywhere, and rows that were exported and edited in a few cells."""
    now = circumstances(today=draw(some.days))
    before = draw(st.none() | some.procedures() if new else some.procedures())
    row = draw(some.edited(stated(before, now)) if before and draw(st.integers(0, 3)) else some.entries())
    columns = REQUIRED | draw(st.just(ALL_COLUMNS) | st.frozensets(st.sampled_from(sorted(ALL_COLUMNS))))
    intake = Intake(before, as_read(row, columns), columns, now)
    assume(not has_fewer_cases_than_stay_online(intake))
    return intake


def has_fewer_cases_than_stay_online(intake: Intake) -> bool:
    """What is refused: see the named cases."""
    if intake.before is None or intake.row.annual_cases is None or "online_cases" in intake.columns:
        return False
    stays = intake.before.volume_of(intake.year).online_cases
    return stays is not None and stays > intake.row.annual_cases


@given(intakes())
def test_the_catalogue_then_states_what_the_row_states(intake: Intake) -> None:
    left_open = {name for name in ("department", "online_on") if not getattr(intake.row, name)}
    said = intake.said
    for name in intake.columns - left_open - VOLUME_COLUMNS:
        assert getattr(said, name) == getattr(intake.row, name), name


@given(intakes())
def test_the_volume_of_the_named_year_is_what_the_row_states(intake: Intake) -> None:
    year, after = intake.year, intake.after
    for name in intake.columns & VOLUME_FIELDS.keys():
        assert getattr(after.volume_of(year), VOLUME_FIELDS[name]) == getattr(intake.row, name), name
    stored = intake.before.volumes if intake.before else ()
    assert [each for each in after.volumes if each.fiscal_year != year] == [
        each for each in stored if each.fiscal_year != year
    ]


@given(intakes())
def test_a_row_taken_in_twice_changes_nothing_the_second_time(intake: Intake) -> None:
    once = intake.after
    assert replace(intake, before=once).after == once


@given(intakes(new=False))
def test_a_row_that_nobody_edited_changes_nothing(intake: Intake) -> None:
    assert intake.before
    assert intake.was
    assert replace(intake, row=as_read(intake.was, intake.columns)).after == intake.before


@given(intakes(new=False))
def test_no_stored_record_is_altered_or_removed(intake: Intake) -> None:
    assert intake.before
    stored, records = intake.before.records, intake.after.records
    assert records[: len(stored)] == stored
    assert [each.number for each in records] == list(range(1, len(records) + 1))
    added = records[len(stored) :]
    assert all(each.confirmed_at and each.confirmed_by == each.recorded_by == "dx" for each in added)
    assert all(each.reason for each in added if each.supersedes)


@given(intakes(new=False))
def test_absent_columns_leave_what_is_stored(intake: Intake) -> None:
    assert intake.before
    absent = ALL_COLUMNS - intake.columns
    was, said, after = intake.was, intake.said, intake.after
    for name in absent - STATUS_COLUMNS - VOLUME_COLUMNS:
        assert getattr(said, name) == getattr(was, name), name
    for each in intake.before.volumes:
        for name in (absent & VOLUME_FIELDS.keys()) - {"annual_cases_ceiling"}:
            field = VOLUME_FIELDS[name]
            assert getattr(after.volume_of(each.fiscal_year), field) == getattr(each, field), name
    if was.online_status is said.online_status:
        for name in absent & STATUS_COLUMNS:
            assert getattr(said, name) == getattr(was, name), name


@given(intakes(new=False))
def test_a_row_without_a_start_leaves_the_past_as_it_was(intake: Intake) -> None:
    assert intake.before
    after = replace(intake, row=replace(intake.row, online_on=None)).after
    for day in some.DAYS:
        if day < intake.now.today:
            assert in_force(after.records, day) == in_force(intake.before.records, day)
