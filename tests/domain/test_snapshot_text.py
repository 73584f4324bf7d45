"""A snapshot and its one text."""

import json
from dataclasses import replace
from datetime import date, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies as some
from tests.build import NOW, policy, procedure, record, target
from tracker.domain.fiscal import Period, Precision
from tracker.domain.organisation import Department, Division
from tracker.domain.policy import Policy
from tracker.domain.procedure import Barrier, Plan, Procedure, ProcedureType, Theme
from tracker.domain.snapshot import Snapshot, take
from tracker.domain.snapshot_text import read, write
from tracker.domain.status import OnBehalf, ReplyRoute

END = date(2026, 10, 31)


@given(catalogue=some.catalogues(), rule=some.policies(), day=some.days)
def test_what_is_written_is_read_back(catalogue: list[Procedure], rule: Policy, day: date) -> None:
    snapshot = take(catalogue, rule, some.ORGANISATION, day)
    text = write(snapshot)
    assert read(text) == snapshot
    assert read(text).coverage == snapshot.coverage
    assert write(read(text)) == text


@given(themes=st.permutations([Theme.TAX, Theme.EDUCATION, Theme.WELFARE]), hours=st.integers(-11, 13))
def test_the_same_snapshot_has_the_same_text(themes: list[Theme], hours: int) -> None:
    """However a set was made, and in whichever zone a moment is told."""
    first, second = _everything(), _everything()
    moment = NOW.astimezone(timezone(timedelta(hours=hours)))
    (item,) = second.procedures
    told = replace(item, records=tuple(replace(each, recorded_at=moment) for each in item.records))
    second = replace(second, procedures=(told,), policy=replace(second.policy, themes=frozenset(themes)))
    first = replace(first, policy=replace(first.policy, themes=frozenset(reversed(themes))))
    assert first == second
    assert write(first).encode() == write(second).encode()


def test_everything_that_can_be_stated_is_kept() -> None:
    snapshot = _everything()
    assert read(write(snapshot)) == snapshot


def test_the_text_is_as_readers_of_later_years_will_find_it() -> None:
    found = json.loads(write(_everything()))
    assert found["format"] == 1
    assert found["snapshot"]["as_of"] == "2026-10-31"
    assert found["snapshot"]["policy"]["targets"] == [{"due_on": "2026-03-31", "share": "4/5", "wording": "約８割"}]
    assert found["snapshot"]["policy"]["themes"] == sorted(theme.value for theme in Theme)
    (item,) = found["snapshot"]["procedures"]
    assert item["records"][0]["recorded_at"] == "2026-11-20T01:30:00+00:00"
    assert list(item) == sorted(item)


def test_what_stays_inside_the_ward_is_not_kept() -> None:
    assert "庁内限り" not in write(_everything())


def test_an_unknown_format_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="format 2"):
        read('{"format":2,"snapshot":{}}')


def _everything() -> Snapshot:
    """Every field of every object has something in it."""
    behalf = OnBehalf("山田 花子", ReplyRoute.PHONE, date(2026, 10, 2))
    item = procedure(
        records=(record(3, date(2026, 10, 1), scope=None, channels=("conveni",), note="注", on_behalf=behalf),),
        procedure_type=ProcedureType.APPLICATION,
        themes=(Theme.TAX,),
        life_events=("妊娠",),
        national_lists=("31",),
        legal_basis="法第1条",
        abolished_on=date(2027, 4, 1),
        plan=Plan(Period(date(2026, 12, 1), Precision.MONTH), Barrier.COST, "庁内限り"),
        shared_with=("施設部", "施設課"),
        merged_into="K-002",
    )
    division = Division("B01-01", "税務課", date(2024, 4, 1), date(2026, 4, 1), "B01-02")
    department = Department("B01", "総務部", (division,), date(2024, 4, 1), date(2026, 4, 1), "B02")
    rule = policy(themes=frozenset(Theme), targets=(target(),), total_cases=3_000_000, total_cases_source="行政報告書")
    return take([item], rule, (department,), END)
