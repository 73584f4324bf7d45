"""Changes of the catalogue by the DX team: what is stored and logged is what was shown before."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from tests.build import BASE_YEAR, TODAY, volume
from tests.dump import dump
from tests.people import REGISTER, TAX, actor
from tests.storage.agreement import assert_agrees
from tracker.domain.account import Role
from tracker.domain.audit import About, Entry, Kind
from tracker.domain.cataloguing import Particulars, WrongProcedure, particulars_of
from tracker.domain.coverage import Coverage
from tracker.domain.effect import Effect
from tracker.domain.errors import NotThere, Refused
from tracker.domain.policy import BASELINE_DATE
from tracker.domain.procedure import Procedure, Theme
from tracker.storage import audit, procedures
from tracker.storage.transactions import reading
from tracker.usecases.changing import Conflict
from tracker.usecases.figures.show_progress import show_progress
from tracker.usecases.settings.catalogue_changes import Decide
from tracker.usecases.settings.edit_procedure import create_procedure, edit_procedure, preview_creation, preview_edit
from tracker.usecases.settings.end_procedure import abolition, end_procedure, merger, preview_end, restoration

APRIL = date(2026, 4, 1)
NEW = Particulars("新しい届出", TAX, volumes=(volume(40_000),), themes=(Theme.TAX,))


def stored(engine: Engine, code: str) -> Procedure:
    with reading(engine) as connection:
        found = procedures.find(connection, code)
        assert found is not None
        return found


def version(engine: Engine, code: str) -> int:
    with reading(engine) as connection:
        return audit.version_of(connection, About(Kind.PROCEDURE, code))


def last_entry(engine: Engine, code: str) -> Entry:
    with reading(engine) as connection:
        return audit.entries_about(connection, About(Kind.PROCEDURE, code))[-1]


def now(engine: Engine) -> Coverage:
    return show_progress(engine, TODAY).coverage


def as_shown(engine: Engine, effect: Effect, store: Callable[[], object]) -> None:
    """The figures are those of the preview, before and after, and nothing was stored by showing them."""
    assert now(engine) == effect.before
    store()
    assert now(engine) == effect.after
    with reading(engine) as connection:
        assert_agrees(connection, list(procedures.everything(connection)), [BASELINE_DATE, APRIL, TODAY])


def end(engine: Engine, decide: Decide, *codes: str) -> None:
    end_procedure(engine, actor(), decide, {code: version(engine, code) for code in codes})


def test_a_procedure_is_taken_in_with_the_effect_shown(ward: Engine) -> None:
    shown = preview_creation(ward, actor(), "", NEW, APRIL)
    assert (shown.effect.before.known_cases, shown.effect.after.known_cases) == (1_824_178, 1_864_178)
    as_shown(ward, shown.effect, lambda: create_procedure(ward, actor(), "", NEW, APRIL))
    found = stored(ward, "M-001")
    assert particulars_of(found) == NEW
    assert create_procedure(ward, actor(), "", replace(NEW, name="別の届出"), APRIL).code == "M-002"
    entry = last_entry(ward, "M-001")
    assert (entry.action, entry.subject, entry.before) == ("procedure.create", "M-001 新しい届出", "{}")
    said = json.loads(entry.after)
    assert (said["手続名"], said["所管課"], said["年間受付件数（令和4年度）"]) == ("新しい届出", "税務課", "40,000件")


@pytest.mark.parametrize("code", ["K-001", "ｋ-００１", " K-001 "])
def test_a_code_is_given_once(ward: Engine, code: str) -> None:
    before = dump(ward)
    with pytest.raises(WrongProcedure, match="使われています"):
        create_procedure(ward, actor(), code, NEW, APRIL)
    assert dump(ward) == before


def test_a_name_is_there_once_in_a_division_unless_abolished(ward: Engine) -> None:
    create_procedure(ward, actor(), "N-1", NEW, APRIL)
    with pytest.raises(WrongProcedure, match=r"手続ID「N-1」"):
        create_procedure(ward, actor(), "N-2", NEW, APRIL)
    create_procedure(ward, actor(), "N-3", replace(NEW, unit=REGISTER), APRIL)
    with pytest.raises(WrongProcedure, match=r"手続ID「N-1」"):
        edit_procedure(ward, actor(), "N-3", NEW, version(ward, "N-3"))
    end(ward, abolition("N-1", TODAY, "誤り"), "N-1")
    assert create_procedure(ward, actor(), "N-2", NEW, APRIL).code == "N-2"


def test_everything_can_be_described_anew_and_is_logged_field_by_field(ward: Engine) -> None:
    before = stored(ward, "K-001")
    wanted = replace(
        particulars_of(before),
        name="給与支払報告書",
        shared_with=REGISTER,
        designated=not before.designated,
        volumes=(volume(10, online_cases=1), volume(None, 2023, ceiling=5, source="見込み")),
    )
    shown = preview_edit(ward, actor(), "K-001", wanted)
    as_shown(ward, shown.effect, lambda: edit_procedure(ward, actor(), "K-001", wanted, version(ward, "K-001")))
    after = stored(ward, "K-001")
    assert particulars_of(after) == wanted
    assert (after.records, after.position, after.active_from) == (before.records, before.position, before.active_from)
    entry = last_entry(ward, "K-001")
    old, new = json.loads(entry.before), json.loads(entry.after)
    assert entry.action == "procedure.edit"
    assert old.keys() == new.keys() >= {"手続名", "共管", "年間受付件数（令和4年度）", "件数上限（令和5年度）"}
    assert (old["手続名"], new["手続名"]) == (before.name, "給与支払報告書")
    assert (old["共管"], new["共管"]) == ("", "地域振興部 戸籍住民課")
    assert (old["件数上限（令和5年度）"], new["件数上限（令和5年度）"]) == ("", "5件")
    assert "備考" not in new


def test_saving_the_same_again_is_not_a_change(ward: Engine) -> None:
    before = dump(ward)
    with pytest.raises(Refused, match="同じです"):
        edit_procedure(ward, actor(), "K-001", particulars_of(stored(ward, "K-001")), version(ward, "K-001"))
    assert dump(ward) == before


def test_two_people_editing_one_procedure_meet(ward: Engine) -> None:
    seen, wanted = version(ward, "K-001"), particulars_of(stored(ward, "K-001"))
    edit_procedure(ward, actor(), "K-001", replace(wanted, note="一"), seen)
    before = dump(ward)
    for code in ("K-001", "ｋ-００１"):
        with pytest.raises(Conflict) as caught:
            edit_procedure(ward, actor(), code, replace(wanted, note="二"), seen)
        assert json.loads(caught.value.since[-1].after) == {"備考": "一"}
        with pytest.raises(Conflict):
            end_procedure(ward, actor(), abolition(code, APRIL, "理由"), {code: seen})
        decide = merger("K-002", code, APRIL, "理由", add_cases=False)
        with pytest.raises(Conflict):
            end_procedure(ward, actor(), decide, {"K-002": version(ward, "K-002"), code: seen})
    assert dump(ward) == before


def test_an_abolition_leaves_the_figures_as_shown_and_can_be_taken_back(ward: Engine) -> None:
    first = now(ward)
    decide = abolition("K-002", APRIL, "制度の廃止")
    shown = preview_end(ward, actor(), decide)
    assert shown.effect.after.known_cases == 1_824_178 - 284_125
    as_shown(ward, shown.effect, lambda: end(ward, decide, "K-002"))
    entry = last_entry(ward, "K-002")
    assert (entry.action, json.loads(entry.after)) == (
        "procedure.abolish",
        {"廃止日": "2026-04-01", "理由": "制度の廃止"},
    )
    back = restoration("K-002", "誤り")
    as_shown(ward, preview_end(ward, actor(), back).effect, lambda: end(ward, back, "K-002"))
    assert now(ward) == first


def test_a_merger_adds_the_cases_where_asked_to(ward: Engine) -> None:
    one, other = stored(ward, "K-002"), stored(ward, "K-003")
    decide = merger("K-002", "ｋ-003", APRIL, "様式の統一", add_cases=True)
    shown = preview_end(ward, actor(), decide)
    assert shown.effect.after.known_cases == shown.effect.before.known_cases == 1_824_178
    as_shown(ward, shown.effect, lambda: end(ward, decide, "K-002", "K-003"))
    gone, grown = stored(ward, "K-002"), stored(ward, "K-003")
    assert (gone.merged_into, gone.abolished_on, gone.volumes) == ("K-003", APRIL, one.volumes)
    counts = [item.volume_of(BASE_YEAR).annual_cases for item in (one, other, grown)]
    assert counts[0] is not None
    assert counts[1] is not None
    assert counts[2] == counts[0] + counts[1]
    entries = [last_entry(ward, code) for code in ("K-002", "K-003")]
    assert [entry.action for entry in entries] == ["procedure.merge", "procedure.edit"]
    assert all(json.loads(entry.after)["理由"] == "様式の統一" for entry in entries)


def test_a_merger_without_adding_leaves_the_other_alone(ward: Engine) -> None:
    before, seen = stored(ward, "K-003"), version(ward, "K-003")
    decide = merger("K-002", "K-003", APRIL, "様式の統一", add_cases=False)
    as_shown(ward, preview_end(ward, actor(), decide).effect, lambda: end(ward, decide, "K-002", "K-003"))
    assert (stored(ward, "K-003"), version(ward, "K-003")) == (before, seen)


@pytest.mark.parametrize(
    ("decide", "told"),
    [
        (abolition("K-001", APRIL, " "), "理由"),
        (abolition("K-001", date(2020, 1, 1), "理由"), "最初の日"),
        (restoration("K-001", "理由"), "廃止されていません"),
        (merger("K-001", "K-001", APRIL, "理由", add_cases=False), "別の手続"),
        (merger("K-001", "X", APRIL, "理由", add_cases=False), "手続ID「X」の手続はありません"),
        (merger("K-001", "P-001", APRIL, "理由", add_cases=True), "件数未集計のため"),
    ],
)
def test_what_is_refused_changes_nothing(ward: Engine, decide: Decide, told: str) -> None:
    before = dump(ward)
    for attempt in (lambda: end(ward, decide, "K-001"), lambda: preview_end(ward, actor(), decide)):
        with pytest.raises(Refused, match=told):
            attempt()
    assert dump(ward) == before


def test_only_the_dx_team_changes_the_catalogue(ward: Engine) -> None:
    before, wanted = dump(ward), particulars_of(stored(ward, "K-001"))
    for person in (actor(Role.EDITOR, TAX), actor(Role.VIEWER)):
        for attempt in (
            lambda person=person: create_procedure(ward, person, "", NEW, APRIL),
            lambda person=person: edit_procedure(ward, person, "K-001", replace(wanted, note="二"), 0),
            lambda person=person: preview_edit(ward, person, "K-001", replace(wanted, note="二")),
            lambda person=person: end_procedure(ward, person, abolition("K-001", APRIL, "理由"), {}),
        ):
            with pytest.raises(NotThere):
                attempt()
    with pytest.raises(NotThere):
        edit_procedure(ward, actor(), "NOWHERE", wanted, 0)
    assert dump(ward) == before
