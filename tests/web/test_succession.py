"""新旧対照表を取り込む as the DX team does it: a template filled in, looked at, and carried out."""

import io
from urllib.parse import urlencode

import openpyxl
import pytest
from flask import Flask

from tests.dump import dump
from tests.pages import Page, Pages
from tests.people import REGISTER, TAX, account, register, registered
from tests.web.apps import engine_of, running
from tests.web.reading import XLSX, csv_rows
from tracker.domain.account import Role

HEAD = "旧の部,旧の課,新の部,新の課,手続ID,備考\n"
TABLE = (
    HEAD
    + "総務部,税務課,総務部,納税課,,\n総務部,収納対策課,総務部,納税課,,\n"
    + "地域振興部,戸籍住民課,地域振興部,戸籍課,K-009、K-010,\n地域振興部,戸籍住民課,地域振興部,住民課,,\n"
    + "都市整備部,道路管理課,施設部,道路管理課,,\n"
)
ADDRESS = "/settings/organisation/table"


@pytest.fixture
def app(wards_copy: str):  # type: ignore[no-untyped-def]
    with running(wards_copy) as app:
        yield app


@pytest.fixture
def dx(app: Flask) -> Pages:
    return registered(app)


def sent(text: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(text.encode()), "table.csv"


def shown(dx: Pages, text: str = TABLE, on: str = "R8.4.1", expected: int = 200) -> Page:
    """The page that answers a table."""
    page = dx.get(dx.get("/settings/organisation").link("新旧対照表を取り込む"))
    return Page(ADDRESS, dx.submit(page, expected, file=sent(text), on=on, step="preview"))


def test_a_table_is_shown_in_its_effect_and_then_taken_in(app: Flask, dx: Pages) -> None:
    register(engine_of(app), account(Role.EDITOR, TAX, REGISTER))
    stored = dump(engine_of(app))
    page = shown(dx)
    assert dump(engine_of(app)) == stored
    found = page.table("課ごとの変更")
    assert [row[:4] for row in found.rows] == [
        ["総務部 税務課", "統合", "総務部 納税課", "4"],
        ["総務部 収納対策課", "統合", "総務部 納税課", "1"],
        ["地域振興部 戸籍住民課", "分割", "地域振興部 戸籍課地域振興部 住民課", "10"],
        ["都市整備部 道路管理課", "部の変更", "施設部 道路管理課", "1"],
        ["計", "16", "2", "0"],
    ]
    assert "地域振興部 戸籍住民課の職員1人は、分割後の全ての課を担当します。" in page.text
    assert "課がなくなるため廃止する部" not in page.text
    assert "区全体の数値は変わりません：54手続、54.2％（989,181件／1,824,178件）" in page.text
    done = dx.follow(dx.submit(page, step="store"))
    assert "組織の変更を登録しました。16手続の所管を移しました。1人の職員の所管課を変えました。" in done.text
    ended = done.table("廃止した組織")
    assert ended.column("引継先") == ["総務部 納税課", "総務部 納税課", "地域振興部 住民課", "施設部 道路管理課"]
    log = dx.get("/log")
    assert "新旧対照表（令和8年4月1日）" in log.text


def test_the_file_is_sent_once_and_another_day_is_looked_at_anew(dx: Pages) -> None:
    page = shown(dx)
    moved = Page(ADDRESS, dx.submit(page, 200, on="R8.10.1", step="store"))
    assert "前に見た内容と異なります" in moved.text
    assert moved.field("on").value == "R8.10.1"
    dx.submit(moved, step="store")
    assert "令和8年10月1日" in dx.get("/settings/organisation").text


def test_a_day_to_come_is_shown_and_cannot_be_stored(app: Flask, dx: Pages) -> None:
    page = shown(dx, on="R9.4.1")
    assert "令和9年4月1日以後に、同じ表を取り込んでください" in page.text
    stored = dump(engine_of(app))
    Page(ADDRESS, dx.submit(page, 200, step="store"))
    assert dump(engine_of(app)) == stored


@pytest.mark.parametrize(
    ("text", "row", "column", "said"),
    [
        (HEAD + "総務部,ない課,総務部,納税課,,\n", "2", "旧の課", "登録されていません"),
        (HEAD + "総務部,税務課,,,,\n", "2", "旧の課", "手続があります（K-001、K-008、K-011、K-015）"),
        (HEAD + "総務部,税務課,,人事課,,\n総務部,人事課,,税務課,,\n", "2", "新の課", "入れ替わっています"),
        ("課,部\n", "－", "－", "見出しの行が見つかりません"),
    ],
)
def test_what_is_wrong_is_told_row_by_row(dx: Pages, text: str, row: str, column: str, said: str) -> None:
    page = shown(dx, text, expected=400)
    assert page.title.startswith("エラー：")
    first = page.table("直すところ").rows[0]
    assert (first[0], first[1]) == (row, column)
    assert said in first[3]
    assert page.field("rows").value == ""


def test_without_a_file_or_a_day_nothing_is_shown(dx: Pages) -> None:
    page = dx.get(ADDRESS)
    for fields, told in (
        ({"file": None, "on": "R8.4.1"}, "取り込むファイルを選んでください"),
        ({"file": sent(TABLE), "on": ""}, "日付を入力してください"),
        ({"file": sent(TABLE), "on": "あした"}, "日付として読み取れません"),
        ({"file": None, "rows": "[[", "on": "R8.4.1"}, "ファイルをもう一度選んでください"),
        ({"file": None, "rows": '[[2,"a"]]', "on": "R8.4.1"}, "ファイルをもう一度選んでください"),
    ):
        assert told in dx.submit(page, 400, step="preview", **fields).text
    answer = Page(ADDRESS, dx.submit(page, 400, file=sent(TABLE), on="", step="preview"))
    assert "課ごとの変更" in dx.submit(answer, 200, on="R8.4.1", step="preview").text, "the file need not be sent again"


def test_a_table_that_changes_nothing_is_not_taken_in(dx: Pages) -> None:
    page = shown(dx, HEAD + "総務部,税務課,総務部,税務課,,\n")
    assert "変わる課はありません" in page.text
    assert "この内容で取り込む" not in page.text


def test_two_people_at_once_meet(app: Flask, dx: Pages) -> None:
    page = shown(dx)
    other = registered(app, name="山田 花子")
    other.submit(other.get("/settings/organisation/correct/division/B02-01"), name="職員課")
    conflict = Page(ADDRESS, dx.submit(page, 409, step="store"))
    assert "山田 花子" in conflict.text
    dx.submit(conflict, step="store")


def test_the_layout_holds_the_present_organisation(dx: Pages) -> None:
    page = dx.get(ADDRESS)
    book = openpyxl.load_workbook(io.BytesIO(dx.file(page.link("様式をExcelでダウンロード"), XLSX)))
    first = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert first[0] == ["旧の部", "旧の課", "新の部", "新の課", "手続ID", "備考"]
    assert first[1][:4] == ["総務部", "人事課", "総務部", "人事課"]


def test_figures_of_an_earlier_day_are_seen_by_either_organisation(app: Flask, dx: Pages) -> None:
    before = dx.get("/", as_of="R8.3.31")
    assert "当時の組織で見る" not in before.text
    dx.submit(shown(dx), step="store")
    now = dx.get("/", as_of="R8.3.31")
    then = dx.get(now.link("当時の組織で見る"))
    assert then.table("部別の状況").rows == before.table("部別の状況").rows
    assert now.table("部別の状況").rows != before.table("部別の状況").rows
    assert "令和8年3月31日の当時の組織で表示しています" in then.text
    assert dx.get(then.link("現在の組織で見る")).table("部別の状況").rows == now.table("部別の状況").rows
    figure = dx.get(next(link.address for link in then.links if "department=%E9%83%BD%E5%B8%82" in link.address))
    assert "P-031" in figure.text
    assert "当時の組織" not in dx.get("/").text


def test_files_follow_the_organisation_of_the_page(dx: Pages) -> None:
    dx.submit(shown(dx), step="store")
    for view, departments in (("then", "都市整備部"), ("now", "施設部")):
        address = "/departments.csv?" + urlencode({"as_of": "R8.3.31", "organisation": view})
        rows = {row["部"]: row["手続数"] for row in csv_rows(dx.fetch(address).data)}
        assert (rows["都市整備部"], rows["施設部"]) == (("2", "0") if departments == "都市整備部" else ("1", "1"))
        address = "/figures/availability_rate_by_procedures.csv?" + urlencode(
            {"as_of": "R8.3.31", "organisation": view}
        )
        assert {row["部"] for row in csv_rows(dx.fetch(address).data) if row["手続ID"] == "P-031"} == {departments}
        dx.get("/figures/availability_rate_by_procedures", as_of="R8.3.31", organisation=view, department="施設部")


def test_english_and_readers(app: Flask) -> None:
    reader = registered(app, language="en")
    page = reader.get(ADDRESS)
    answer = Page(ADDRESS, reader.submit(page, 200, file=sent(TABLE), on="2026-04-01", step="preview"))
    assert answer.language == "en"
