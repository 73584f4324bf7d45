"""返送されたExcel: files sent many at once, the result of each, and questions cleared on a page without scripts."""

import io
from datetime import date, timedelta

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests import returned as by
from tests.dump import dump
from tests.markup import elements, text_of
from tests.pages import Page, Pages
from tests.people import actor, registered
from tests.usecases.asking import ask
from tests.usecases.stating import log, seen, stored
from tests.web.apps import NOON, engine_of, running
from tests.web.hostile import TEXTS
from tests.web.test_english import unmarked
from tracker.domain.account import Role
from tracker.domain.asked import Topic
from tracker.domain.recording import Statement
from tracker.domain.status import OnBehalf, OnlineStatus, ReplyRoute, Scope
from tracker.usecases.answers.record_status import record_status
from tracker.usecases.inquiries.issue_workbooks import issue_one
from tracker.web.inquiries import take_in
from tracker.web.keeping import RESUMED

TAX_CODE = "B02-03"
CODES = ("K-001", "K-008", "K-011", "K-015")
YEAR = "年間受付件数（令和7年度）"


@pytest.fixture
def office(wards_copy: str):  # type: ignore[no-untyped-def]
    """The ward's catalogue, closed, and an inquiry of a week ago."""
    with running(wards_copy, open_reading=False) as app:
        asked = {"topics": (Topic.STATUS, Topic.YEARLY_COUNTS), "fiscal_year": 2025}
        ask(engine_of(app), NOON - timedelta(days=7), date(2026, 12, 4), **asked)
        yield app


@pytest.fixture
def team(office: Flask) -> Pages:
    return registered(office, Role.DX, name="推進 花子")


@pytest.fixture
def made(office: Flask) -> bytes:
    """The workbook of 税務課."""
    return issue_one(engine_of(office), actor(at=NOON - timedelta(days=6)), 1, TAX_CODE).content


def upload(pages: Pages, *files: tuple[str, bytes], expected: int = 303, **fields: str) -> Page:
    page = pages.get("/inquiries/received")
    form = page.form("返送されたExcelを取り込む" if page.language == "ja" else "Import replies")
    sent = {"files": [FileStorage(io.BytesIO(content), name) for name, content in files]}
    boundary, body = encode_multipart({**form.fields, **sent, **fields})
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    answer = pages.fetch(form.action, expected, "POST", data=body, headers=kind)
    return pages.follow(answer) if expected == 303 else Page(form.action, answer)


def asking(made: bytes) -> bytes:
    """A workbook in which four things have to be asked."""
    return by.returned(
        made,
        by.typed(CODES[0], {"オンライン化状況": "済"}),
        by.typed(CODES[1], {YEAR: "約500", "受付方法１": "ロゴフォーム"}),
        by.typed(CODES[3], {"回答": "変更なし", "備考": "直した"}),
        by.replied_by("税務課 鈴木"),
    )


def test_many_files_at_once_each_with_its_result(office: Flask, team: Pages, made: bytes) -> None:
    good = by.returned(made, by.every({"回答": "変更なし", YEAR: "未集計"}))
    page = upload(team, ("税務課.xlsx", good), ("写し.xlsx", good), ("一覧.csv", b"a,b"), received_on="R8.11.19")
    assert "3ファイルを受け付けました（取り込みました：1、取り込めません：1、取込み済みです：1）。" in page.text
    rows = page.table("ファイルごとの結果").rows
    assert [row[0] for row in rows] == ["一覧.csv", "写し.xlsx", "税務課.xlsx"]
    assert rows[2][1:4] == ["総務部 税務課", "第1回", "取り込みました"]
    assert "変更 4手続、変更なし 0手続" in rows[2][4]
    assert rows[2][5] == "令和8年11月19日"
    answer = stored(engine_of(office), CODES[0]).answer
    assert answer is not None
    assert answer.on_behalf == OnBehalf("税務課", ReplyRoute.EXCEL, date(2026, 11, 19))
    detail = team.get(page.link("税務課.xlsx"))
    assert detail.heading == "税務課.xlsx"
    assert "この内容で取り込む" not in detail.text


def test_questions_are_cleared_on_the_page(office: Flask, team: Pages, made: bytes) -> None:
    page = upload(team, ("税務課.xlsx", asking(made)))
    assert "確認が必要なファイルが1件あります" in page.text
    work = team.get("/work")
    assert "返送されたExcelのうち、確認が必要な1件を確かめる" in work.section("次にすること")
    assert len(team.get(page.link("確認が必要なファイルだけを表示")).table("ファイルごとの結果").rows) == 1
    detail = team.get(page.link("税務課.xlsx"))
    legends = [text_of(item) for item in elements(detail.main, "legend")]
    assert legends == ["6行目 オンライン化状況", "7行目 受付方法", f"7行目 {YEAR}", "9行目 回答"]
    before = dump(engine_of(office))
    some = {"6-online_status-text": "実施済", "7-annual_cases-choice": "typed", "7-annual_cases-text": "未集計"}
    again = Page("x", team.submit(detail, 400, button="この内容で取り込む", act="take", **some))
    assert dump(engine_of(office)) == before
    assert "次の2か所を確かめてください" in again.text
    more = {
        "7-channels-choice": "typed",
        "7-channels-text": ["LoGoフォーム", "電話"],
        "9-reply-choice": "typed:変更あり",
    }
    done = team.follow(team.submit(again, 303, button="この内容で取り込む", act="take", **more))
    assert "このファイルの内容を取り込みました" in done.text
    engine = engine_of(office)
    assert stored(engine, CODES[1]).records[-1].channels == ("logo_form", "phone")
    assert stored(engine, CODES[3]).records[-1].note == "直した"
    assert log(engine)[-1].action == "workbook.take_in"
    assert "この内容で取り込む" not in done.text


def test_a_conflict_is_shown_cell_by_cell(office: Flask, team: Pages, made: bytes) -> None:
    said = Statement(OnlineStatus.IMPLEMENTED, date(2026, 11, 1), Scope.APPLICATION, ("logo_form",), "https://a.jp/")
    dx = actor(at=NOON)
    reply = OnBehalf("税務課", ReplyRoute.PHONE, NOON.date())
    record_status(engine_of(office), seen(engine_of(office), dx, CODES[0]), said, dx, reply)
    page = upload(team, ("税務課.xlsx", by.returned(made, by.typed(CODES[0], {"申請URL": "https://b.jp/"}))))
    detail = team.get(page.link("税務課.xlsx"))
    [table] = [each for each in elements(detail.main, "table") if "様式の作成時" in text_of(each)]
    assert [text_of(cell) for cell in elements(table, "td")] == ["空欄", "https://b.jp/", "https://a.jp/"]
    team.submit(detail, 303, button="この内容で取り込む", act="take", **{"6-url-choice": "returned"})
    assert stored(engine_of(office), CODES[0]).records[-1].url == "https://b.jp/"


def test_choosing_to_type_and_typing_nothing_is_no_answer(office: Flask, team: Pages, made: bytes) -> None:
    content = by.returned(made, by.typed(CODES[0], {YEAR: "約500"}))
    detail = team.get(upload(team, ("税務課.xlsx", content)).link("税務課.xlsx"))
    before = dump(engine_of(office))
    team.submit(detail, 400, button="この内容で取り込む", act="take", **{"6-annual_cases-choice": "typed"})
    assert dump(engine_of(office)) == before


def test_a_file_can_be_left_out(office: Flask, team: Pages, made: bytes) -> None:
    detail = team.get(upload(team, ("税務課.xlsx", asking(made))).link("税務課.xlsx"))
    before = [stored(engine_of(office), code) for code in CODES]
    done = team.follow(team.submit(detail, 303, button="この返送を取り込まない", act="discard"))
    assert "取り込まないことにしました" in done.text
    assert [stored(engine_of(office), code) for code in CODES] == before
    again = team.follow(team.submit(detail, 303, button="この内容で取り込む", act="take"))
    assert "すでに取り込まれたか、取り込まないことになりました" in again.text


def test_a_refusal_says_where_and_what_to_do(team: Pages, made: bytes) -> None:
    page = upload(team, ("税務課.xlsx", by.returned(made, by.deleted(CODES[1]), by.typed(CODES[0], {"手続名": "x"}))))
    detail = team.get(page.link("税務課.xlsx"))
    rows = detail.table("取り込めない理由").rows
    assert [row[:1] + row[2:3] for row in rows] == [["6", "手続名"], ["－", "手続ID"]]
    assert "（ほか1か所）" in page.text


def test_without_files_or_a_day_nothing_is_sent(office: Flask, team: Pages, made: bytes) -> None:
    before = dump(engine_of(office))
    assert "取り込むファイルを選んでください" in upload(team, expected=400).text
    good = ("a.xlsx", made)
    assert "日付を入力してください" in upload(team, good, expected=400, received_on="").text
    assert "日付として読み取れません" in upload(team, good, expected=400, received_on="先週").text
    assert "今日以前の日を入力してください" in upload(team, good, expected=400, received_on="R8.11.21").text
    assert dump(engine_of(office)) == before


def test_many_and_large_files_may_be_sent_here_and_only_here(
    team: Pages, made: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = upload(team, *((f"{number}.xlsx", b"x" * 1_000_000) for number in range(5)))
    assert "5ファイルを受け付けました" in page.text
    monkeypatch.setattr(take_in, "MOST_FILES", 2)
    assert "一度に取り込めるのは、2ファイルまでです" in upload(team, *[("a.xlsx", made)] * 3, expected=400).text
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    team.fetch("/inquiries/take-in", 413, "POST", headers=kind, data=b"x" * 40_000_001)


def test_what_was_typed_outlives_the_session(team: Pages, made: bytes) -> None:
    detail = team.get(upload(team, ("税務課.xlsx", asking(made))).link("税務課.xlsx"))
    form = detail.form("この内容で取り込む")
    typed = {**form.fields, "7-annual_cases-choice": "typed", "7-annual_cases-text": "512", RESUMED: "1"}
    page = Page(form.action, team.fetch(form.action, 200, "POST", data=typed))
    assert page.field("7-annual_cases-text").value == "512"
    assert "まだ取り込んでいません。" not in page.text


@pytest.mark.parametrize("text", TEXTS)
def test_what_stands_in_a_file_is_only_text(team: Pages, made: bytes, text: str) -> None:
    cells = {"オンライン化状況": text, "備考": text}
    content = by.returned(made, by.typed(CODES[0], cells), by.replied_by(text), by.written_below(text))
    name = text.replace('"', "'")  # browsers, too, send no such name
    page = upload(team, (f"{name}.xlsx", content))
    detail = team.get("/inquiries/received/1")
    for shown in (page, detail):
        for fragment in ("<script>alert", "<img src=x", "<svg/onload"):
            assert fragment not in shown.response.text


def test_junk_in_the_fields_of_questions_is_no_answer(office: Flask, team: Pages, made: bytes) -> None:
    detail = team.get(upload(team, ("税務課.xlsx", asking(made))).link("税務課.xlsx"))
    before = dump(engine_of(office))
    junk = {
        "6-online_status-choice": "everything",
        "x-present": "1",
        "-present": "",
        "99999999999-note-present": "",
        "６-note-present": "",
        "6--present": "",
        "7-annual_cases-choice": "typed:" + "9" * 5_000,
        "7-channels-text": ["電話", "なにか"],
        "9-reply-choice": "returned:変更あり",
    }
    team.submit(detail, 400, button="この内容で取り込む", act="take", **junk)
    assert dump(engine_of(office)) == before


def test_there_is_no_other_file(team: Pages) -> None:
    for number in ("1", "999999999", "9999999999", "-1", "x"):
        team.get(f"/inquiries/received/{number}", 404)


def test_the_pages_are_english(office: Flask, made: bytes) -> None:
    english = registered(office, Role.DX, language="en")
    files = [("a.xlsx", asking(made)), ("b.xlsx", b"x"), ("c.xlsx", by.returned(made, by.every({"回答": "変更なし"})))]
    page = upload(english, *files, ("d.xlsx", files[2][1]))
    for address in ["/inquiries/received", "/inquiries/received?only=waiting"]:
        assert list(unmarked(english.get(address).root)) == [], address
    for number in range(1, 5):
        assert list(unmarked(english.get(f"/inquiries/received/{number}").root)) == [], number
    detail = english.get("/inquiries/received/1")
    again = Page("x", english.submit(detail, 400, button="Import", act="take"))
    assert list(unmarked(again.root)) == []
    assert page.language == "en"
    assert list(unmarked(upload(english, expected=400).root)) == []
