"""Data checks over a catalogue: who sees which findings, and what is said of one."""

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.build import TODAY, procedure, volume
from tests.dump import dump
from tests.people import actor
from tests.statements import Broken, breaking, sent
from tests.usecases.catalogues import hold
from tracker.domain.account import Actor, Role
from tracker.domain.errors import NotThere, Refused
from tracker.domain.findings import Check, Inspected, Severity, Wanted
from tracker.domain.policy import WARD_POLICY
from tracker.exporting.inspection import inspection_table
from tracker.exporting.table import write_csv, write_xlsx
from tracker.storage import policies, procedures, saving, schema, state
from tracker.storage.acknowledgements import Key, key_of
from tracker.storage.saving import Change
from tracker.storage.transactions import reading, writing
from tracker.usecases.confirmation.see_work import see_work
from tracker.usecases.inspection.acknowledge import acknowledge, reopen
from tracker.usecases.inspection.as_seen import Outdated
from tracker.usecases.inspection.see_findings import see_finding, see_findings

TAX, CARE = ("総務部", "税務課"), ("福祉部", "介護保険課")
DX = actor()
EVERY = Wanted()


@pytest.fixture
def office(engine: Engine) -> Engine:
    """A procedure whose count leapt, one not counted, one of both divisions without a status, one in order."""
    leapt = procedure("K-002", volumes=(volume(2_100), volume(21_001, 2023)), online=True)
    uncounted = procedure("K-001", volumes=(), online=True, department=CARE[0], division=CARE[1])
    shared = procedure("K-003", 900, department=CARE[0], division=CARE[1], shared_with=TAX)
    catalogue = [uncounted, leapt, shared, procedure("K-004", online=True)]
    hold(engine, [replace(item, position=place) for place, item in enumerate(catalogue)], WARD_POLICY)
    return engine


def listed(engine: Engine, by: Actor = DX, wanted: Wanted = EVERY) -> list[tuple[str, Check]]:
    return [(item.procedure.code, item.finding.check) for item in see_findings(engine, by, TODAY, wanted).items]


def leap(engine: Engine) -> Inspected:
    (item,) = see_findings(engine, DX, TODAY, Wanted(check=Check.LEAP)).items
    return item


def key(item: Inspected) -> Key:
    return key_of(item.procedure, item.finding)


def change(engine: Engine, code: str, **fields: Any) -> None:
    with writing(engine) as connection:
        before = procedures.find(connection, code)
        assert before is not None
        saving.save(connection, [Change(before, replace(before, **fields))], policies.load(connection))


def log(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(schema.audit_log.select().order_by(schema.audit_log.c.number)))


def test_findings_stand_in_the_order_of_the_organisation(office: Engine) -> None:
    assert listed(office) == [
        ("K-002", Check.LEAP),
        ("K-001", Check.NOT_COUNTED),
        ("K-003", Check.NOTHING_STATED),
    ]


def test_an_editor_sees_what_their_divisions_keep_and_a_viewer_nothing(office: Engine) -> None:
    assert listed(office, actor(Role.EDITOR, TAX)) == [("K-002", Check.LEAP), ("K-003", Check.NOTHING_STATED)]
    assert listed(office, actor(Role.EDITOR)) == []
    with pytest.raises(NotThere):
        listed(office, actor(Role.VIEWER))


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (Wanted(unit=TAX), ["K-002", "K-003"]),
        (Wanted(severity=Severity.TO_CHECK), ["K-002", "K-001", "K-003"]),
        (Wanted(severity=Severity.TO_CORRECT), []),
        (Wanted(check=Check.NOT_COUNTED), ["K-001"]),
        (Wanted(fiscal_year=2023), ["K-002"]),
        (Wanted(fiscal_year=2022), ["K-001"]),
        (Wanted(is_open=False), []),
    ],
)
def test_every_condition_restricts(office: Engine, wanted: Wanted, codes: list[str]) -> None:
    assert [code for code, _check in listed(office, wanted=wanted)] == codes


def test_what_is_acknowledged_is_no_longer_open(office: Engine) -> None:
    item = leap(office)
    assert see_work(office, TODAY).findings == Counter({Severity.TO_CHECK: 3})
    acknowledge(office, actor(Role.EDITOR, TAX), key(item), "　制度の拡大による\n")
    said = leap(office).acknowledged
    assert said is not None
    assert (said.reason, said.by) == ("制度の拡大による", actor(Role.EDITOR, TAX).who)
    assert see_finding(office, DX, key(item)).acknowledged == said
    assert listed(office, wanted=Wanted(is_open=True)) == listed(office)[1:]
    assert listed(office, wanted=Wanted(is_open=False)) == listed(office)[:1]
    assert see_work(office, TODAY).findings == Counter({Severity.TO_CHECK: 2})
    reopen(office, DX, key(item))
    assert leap(office).acknowledged is None


def test_other_values_make_it_a_new_finding_and_the_old_ones_the_old_one(office: Engine) -> None:
    acknowledge(office, DX, key(leap(office)), "拡大")
    change(office, "K-002", volumes=(volume(2_100), volume(21_002, 2023)))
    assert leap(office).acknowledged is None
    change(office, "K-002", volumes=(volume(2_100), volume(21_001, 2023)))
    assert leap(office).acknowledged is not None


def test_what_has_changed_since_it_was_seen_is_not_acknowledged(office: Engine) -> None:
    seen = key(leap(office))
    change(office, "K-002", volumes=(volume(2_100), volume(22_000, 2023)))
    before = dump(office)
    for act in (lambda: acknowledge(office, DX, seen, "拡大"), lambda: reopen(office, DX, seen)):
        with pytest.raises(Outdated) as refused:
            act()
        assert "値が変わったか" in refused.value.ja
    assert dump(office) == before


def test_who_comes_second_is_told_who_was_first(office: Engine) -> None:
    seen = key(leap(office))
    with pytest.raises(Outdated) as refused:
        reopen(office, DX, seen)
    assert "既に取り消されています" in refused.value.ja
    acknowledge(office, actor(name="山田 花子"), seen, "拡大")
    with pytest.raises(Outdated) as refused:
        acknowledge(office, DX, seen, "別の理由")
    assert refused.value.ja.startswith("山田 花子（DX推進担当、tester）が")


@pytest.mark.parametrize("reason", ["", " 　\n", "長" * 2_001])
def test_a_reason_is_asked_for(office: Engine, reason: str) -> None:
    before = dump(office)
    with pytest.raises(Refused) as refused:
        acknowledge(office, DX, key(leap(office)), reason)
    assert refused.value.field == "reason"
    assert dump(office) == before


@pytest.mark.parametrize("by", [actor(Role.EDITOR, CARE), actor(Role.EDITOR), actor(Role.VIEWER)])
def test_nobody_else_says_anything_of_it(office: Engine, by: Actor) -> None:
    seen = key(leap(office))
    acknowledge(office, DX, seen, "拡大")
    before = dump(office)
    for act in (acknowledge, reopen):
        with pytest.raises(NotThere):
            act(office, by, seen, *(["別の理由"] if act is acknowledge else []))  # type: ignore[operator]
    with pytest.raises(NotThere):
        see_finding(office, by, seen)
    assert dump(office) == before


def test_a_procedure_that_is_not_there_is_not_there(office: Engine) -> None:
    with pytest.raises(NotThere):
        acknowledge(office, DX, Key("K-999", "leap", ""), "拡大")


def test_both_are_logged_and_the_catalogue_keeps_its_version(office: Engine) -> None:
    def version() -> int:
        with reading(office) as connection:
            return state.version(connection)

    before = version()
    acknowledge(office, DX, key(leap(office)), "拡大")
    reopen(office, DX, key(leap(office)))
    first, second = log(office)
    assert (first.action, second.action) == ("finding.acknowledge", "finding.reopen")
    assert first.subject == "K-002 手続K-002"
    assert json.loads(first.before) == {"確認": "未確認"}
    assert json.loads(first.after) == {
        "確認": "確認済み",
        "理由": "拡大",
        "点検項目": "前年度の10倍を超える増減",
        "内容": "令和5年度の件数が、前年度の10倍を超えています（2,100件 → 21,001件）。",
    }
    assert json.loads(second.before) == {"確認": "確認済み", "理由": "拡大"}
    assert version() == before


@pytest.mark.parametrize("number", [8, 10, 12])
def test_what_breaks_off_leaves_neither(office: Engine, number: int) -> None:
    seen, before = key(leap(office)), dump(office)
    with pytest.raises(Broken), breaking(office, number):
        acknowledge(office, DX, seen, "拡大")
    assert dump(office) == before


def test_as_many_statements_for_a_thousand_procedures_as_for_four(office: Engine) -> None:
    with sent(office) as few:
        listed(office)
    more = [procedure(f"M-{number}", volumes=(), position=number + 9) for number in range(1_100)]
    with writing(office) as connection:
        saving.save(connection, [Change(None, item) for item in more], policies.load(connection))
    with sent(office) as many:
        assert len(listed(office)) == 3 + 2 * 1_100
    assert len(many) == len(few) <= 15


def test_the_list_can_be_downloaded(office: Engine) -> None:
    acknowledge(office, DX, key(leap(office)), "=拡大")
    items = see_findings(office, DX, TODAY, EVERY).items
    lines = write_csv(inspection_table(items, TODAY, ())).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("要確認,総務部,税務課,K-002,手続K-002,前年度の10倍を超える増減,令和5年度,")
    assert ",確認済み,'=拡大,田中 太郎（DX推進担当、tester）,2026-11-20 10:30:00" in lines[1]
    assert lines[2].endswith(",未対応,,,")
    english = inspection_table(items, TODAY, ("Division: x",), "en")
    assert "Changed more than tenfold,FY2023" in write_csv(english).decode()
    assert write_xlsx(english)
