"""手続個票: what members of staff see of it, and that nobody else does."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from tests.build import NOW, procedure, record
from tests.pages import Pages
from tests.people import REGISTER, TAX, actor, registered
from tests.web.conftest import AppWith
from tracker.domain import recording
from tracker.domain.account import Role
from tracker.domain.procedure import Barrier, Plan, Procedure
from tracker.domain.recording import Statement
from tracker.domain.status import OnBehalf, OnlineStatus, ReplyRoute

INSIDE = [
    "担当 花子",
    "推進 三郎",
    "庁内コメント",
    "差戻しのわけ",
    "訂正のわけ",
    "回答した人",
    "費用対効果が見込めない",
]


def told() -> Procedure:
    """Something of everything: confirmed, corrected, sent back, awaiting, planned, answered for, shared."""
    editor, dx = actor(Role.EDITOR, TAX, name="担当 花子"), actor(name="推進 三郎")
    reply = OnBehalf("回答した人", ReplyRoute.PHONE, date(2026, 11, 19))
    item = procedure("T-1", position=1, records=(record(1, recorded_by="担当 花子"),), shared_with=REGISTER)
    item = recording.record(item, Statement(OnlineStatus.IMPLEMENTED, date(2026, 4, 1)), editor)
    item = recording.confirm(item, 2, dx)
    item = recording.correct(item, 2, Statement(OnlineStatus.IMPLEMENTED, date(2026, 5, 1)), "訂正のわけ", editor)
    item = recording.send_back(item, 3, "差戻しのわけ", dx)
    item = recording.plan(item, Plan(None, Barrier.COST, "庁内コメント"), editor)
    later = replace(dx, at=NOW + timedelta(minutes=1))
    return recording.record(item, Statement(OnlineStatus.PARTIAL, date(2026, 6, 1), note="一部"), later, reply)


@pytest.fixture
def office(app_with: AppWith) -> Flask:
    """The application open for reading, with that procedure and one of another division."""
    return app_with([procedure("R-1", department=REGISTER[0], division=REGISTER[1], position=2), told()])


def test_whoever_is_not_signed_in_sees_no_names_and_no_reasons(office: Flask) -> None:
    page = Pages(office).get("/procedures/T-1")
    assert page.table("状況の履歴").rows
    assert [word for word in INSIDE if word in page.response.text] == []
    assert "登録の経過" not in page.text
    assert not [link for link in page.links if link.address.startswith("/own")]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR, Role.DX])
def test_members_of_staff_see_what_became_of_every_record(office: Flask, role: Role) -> None:
    page = registered(office, role, name="読む人").get("/procedures/T-1")
    assert [word for word in INSIDE if word not in page.text] == []
    rows = [cells[:1] + cells[3:4] for cells in page.table("登録の経過").rows]
    assert [cells[0] for cells in rows] == [
        "一部実施済（令和8年6月1日から）",
        "実施済（令和8年5月1日から）",
        "実施済（令和8年4月1日から）",
        "実施済",
    ]
    fates = [cells[1] for cells in rows]
    assert fates[0] == "確認待ち"
    assert fates[1].startswith("差戻し 推進 三郎")
    assert fates[2].startswith("確認済 推進 三郎")


@pytest.mark.parametrize(
    ("role", "units", "keeps"),
    [
        (Role.VIEWER, (), False),
        (Role.EDITOR, (), False),
        (Role.EDITOR, (TAX,), True),
        (Role.EDITOR, (REGISTER,), True),
        (Role.DX, (), True),
    ],
)
def test_only_who_keeps_it_is_offered_to_change_it(
    office: Flask, role: Role, units: tuple[tuple[str, str], ...], keeps: bool
) -> None:
    pages = registered(office, role, *units)
    page = pages.get("/procedures/T-1")
    offered = [link for link in page.links if link.address.startswith("/own/")]
    assert len(offered) == (3 + 2 * 3 if keeps else 0)
    for link in offered:
        pages.get(link.address)


def test_an_editor_is_not_offered_what_another_division_keeps(office: Flask) -> None:
    page = registered(office, Role.EDITOR, TAX).get("/procedures/R-1")
    assert not [link for link in page.links if link.address.startswith("/own/")]
