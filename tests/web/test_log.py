"""操作履歴 on its pages: filtered, folded, saved as it was filtered, and checked for what somebody altered."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.pages import Page, Pages
from tests.people import account, register, registered, sign_in
from tests.web.apps import NOON, engine_of, running
from tracker.domain.account import Role
from tracker.domain.audit import About, Act, Action, Kind
from tracker.domain.vocabulary import name_of
from tracker.storage import audit
from tracker.storage.transactions import writing

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ABOUT = {"about": "procedure:K-001"}


@pytest.fixture
def ward(wards_copy: str) -> Iterator[Flask]:
    with running(wards_copy) as app:
        yield app


@pytest.fixture
def pages(ward: Flask) -> Pages:
    return registered(ward, Role.DX)


def write(app: Flask, action: Action = Action.RECORD_STATUS, subject: str = "K-001 給与", **overrides: Any) -> None:
    plain: dict[str, Any] = {"who": "鈴木 花子（税務課、suzuki）", "at": NOON, "origin": "POST /x 10.0.0.1"}
    plain |= {"before": {}, "after": {}, "about": (About(Kind.PROCEDURE, "K-001"),)}
    given = {**plain, **overrides}
    with writing(engine_of(app)) as connection:
        audit.append(
            connection,
            Act(given["at"], given["who"], given["origin"], action, subject, given["before"], given["after"],
                given["about"]),
        )  # fmt: skip


def actions(page: Page) -> list[str]:
    return page.table("操作の一覧").column("操作")


def test_the_log_says_who_did_what_when_and_from_what_to_what(ward: Flask, pages: Pages) -> None:
    write(ward, before={"オンライン化状況": "未実施"}, after={"オンライン化状況": "実施済"})
    page = pages.get("/log")
    assert page.text.count("日本時間") == 1
    number, moment, who, action, subject, changed = page.table("操作の一覧").rows[0]
    assert (moment, action, subject) == ("令和8年11月20日 12時00分", "状況の登録", "K-001 給与")
    assert (number, who) == ("3", "鈴木 花子（税務課、suzuki）POST /x 10.0.0.1")
    assert changed == "オンライン化状況 変更前 未実施 → 変更後 実施済"


@pytest.mark.parametrize("action", Action)
def test_every_action_is_found_again_by_its_name(ward: Flask, pages: Pages, action: Action) -> None:
    write(ward, action, subject="さがすもの")
    names = {text: value for value, text in pages.get("/log").field("action").choices}
    found = pages.get("/log", action=names[name_of(action)], words="さがすもの")
    assert actions(found) == [name_of(action)]


def test_an_action_of_a_later_version_is_shown_as_it_stands(ward: Flask, pages: Pages) -> None:
    with engine_of(ward).begin() as connection:
        connection.execute(
            text("INSERT INTO audit_log VALUES (9, '2026-11-20 00:00:00', 'x', 'x', 'a.b', 'x', '{', 'y', 'z')")
        )
    page = pages.get("/log")
    assert actions(page)[0] == "a.b"
    assert page.table("操作の一覧").rows[0][5] == "内容 変更前 { → 変更後 y"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"who": "花子"}, 1),
        ({"who": "test"}, 1),
        ({"action": "status.record"}, 1),
        ({"words": "給与"}, 1),
        ({"words": "procedures.csv"}, 1),
        ({"first": "R8.11.20"}, 3),
        ({"first": "R8.11.21"}, 0),
        ({"last": "2026-11-19"}, 0),
        (ABOUT, 2),
        ({**ABOUT, "who": "花子"}, 1),
        ({"about": "account:nobody"}, 0),
    ],
)
def test_each_filter_on_the_page_and_in_the_file(
    ward: Flask, pages: Pages, query: dict[str, str], expected: int
) -> None:
    write(ward)
    page = pages.get("/log", **query)
    shown = page.table("操作の一覧").column("番号") if expected else []
    assert len(shown) == expected
    content = pages.file(page.link("CSVでダウンロード"), CSV).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))[1:]
    assert [row[0] for row in rows] == shown
    assert pages.file(page.link("Excelでダウンロード"), XLSX).startswith(b"PK")
    for name, value in query.items():
        assert page.field(name).value == value


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"first": "x"}, "日付として読み取れません"),
        ({"first": "R8.4.2", "last": "R8.4.1"}, "期間の終わりが始まりより前です。"),
        ({"action": "nothing"}, "この条件は選べません"),
        ({"who": "あ" * 201}, "200文字以内"),
        ({"about": "nothing:x"}, "この条件は選べません"),
        ({"about": "procedure:"}, "この条件は選べません"),
    ],
)
def test_a_condition_that_cannot_be_read_is_said(pages: Pages, query: dict[str, str], said: str) -> None:
    page = pages.get("/log", 400, **query)
    assert page.title.startswith("エラー：")
    assert said in page.text
    pages.fetch(f"/log.csv?{'&'.join(f'{name}={value}' for name, value in query.items())}", 400)


@pytest.mark.parametrize("place", ["x", "-1", "²", "9" * 30, "2147483648"])
def test_a_place_that_is_none_is_refused(pages: Pages, place: str) -> None:
    pages.fetch(f"/log?before={place}", 400)
    pages.fetch(f"/log?after={place}", 400)


def test_page_after_page(ward: Flask, pages: Pages) -> None:
    for _ in range(60):
        write(ward, who="多い人")
    page = pages.get("/log", who="多い人")
    assert len(actions(page)) == 50
    older = pages.get(page.link("古い50件"))
    assert len(actions(older)) == 10
    newer = pages.get(older.link("新しい50件"))
    assert newer.table("操作の一覧").rows == page.table("操作の一覧").rows


def test_an_import_is_folded_and_a_long_text_too(ward: Flask, pages: Pages) -> None:
    changed = {f"K-{number}": {"備考": "旧"} for number in range(250)}
    write(ward, Action.IMPORT_CATALOGUE, before={"changed": changed}, after={"長い": "あ" * 400})
    page = pages.get("/log")
    assert "250項目を表示する" in page.text
    assert "ここまで200項目を表示しています" in page.text
    assert "長い内容を表示する" in page.text


def test_from_a_procedure_to_its_log(ward: Flask, pages: Pages) -> None:
    page = pages.get(pages.get("/procedures/K-001").link("この手続の操作履歴"))
    assert actions(page) == ["台帳の取込み"]
    assert "手続K-001の操作だけを表示しています。" in page.text
    assert "この手続の操作履歴" not in registered(ward, Role.VIEWER).get("/procedures/K-001").text


def test_a_log_that_nobody_touched_is_whole(pages: Pages) -> None:
    page = pages.get(pages.get("/log").link("書き換えられていないか点検する"))
    assert "操作履歴2件は、書き込まれたときのままです。" in page.text
    assert "照合番号" in page.text


def test_what_somebody_altered_is_named(ward: Flask, pages: Pages) -> None:
    with engine_of(ward).begin() as connection:
        connection.execute(text("DROP TRIGGER audit_log_no_update"))
        connection.execute(text("UPDATE audit_log SET who = '誰か' WHERE number = 1"))
    page = pages.get("/log/verification")
    assert "操作履歴の1件目が、書き込まれたときと違います。" in page.text
    around = pages.get(page.link("この番号の前後の操作を見る"))
    assert "1" in around.table("操作の一覧").column("番号")


@pytest.mark.parametrize("role", [Role.EDITOR, Role.VIEWER])
def test_nobody_else_reads_the_log(ward: Flask, role: Role) -> None:
    other = registered(ward, role)
    for address in ("/log", "/log.csv", "/log.xlsx", "/log/verification"):
        other.fetch(address, 403)


def test_in_english(ward: Flask) -> None:
    write(ward)
    page = registered(ward, Role.DX, language="en").get("/log")
    assert "Status recorded" in page.table("Entries").column("Action")


def test_signing_in_is_in_the_log_at_once(ward: Flask) -> None:
    person = register(engine_of(ward), account(Role.DX, name="佐藤 次郎"))
    pages = sign_in(ward, person)
    [row] = pages.get("/log", who="佐藤", action=Action.SIGN_IN.value).table("操作の一覧").rows
    assert "接続元" in row[5]


def test_a_day_is_a_day_in_japan(ward: Flask, pages: Pages) -> None:
    midnight = datetime.fromisoformat("2026-12-01T00:00:00+09:00")
    write(ward, at=midnight, who="夜の人")
    day = date(2026, 12, 1).isoformat()
    assert len(actions(pages.get("/log", who="夜の人", first=day, last=day))) == 1
    assert "条件に合う操作はありません" in pages.get("/log", who="夜の人", last="2026-11-30").text
