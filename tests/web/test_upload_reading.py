"""読み取り方: the columns of a file are assigned, its headings said to be elsewhere, and what was said is kept."""

import io

import pytest
from flask import Flask
from openpyxl import Workbook

from tests.importing.messy_workbook import messy_workbook
from tests.pages import Page, Pages
from tests.people import registered
from tests.usecases.stating import log
from tests.web.apps import engine_of, running
from tests.web.uploading import ASSIGNED, UNKNOWN, send
from tracker.domain.account import Role
from tracker.web.keeping import RESUMED

READ, USE = "この読み取り方で読み直す", "この対応付けで読み取る"


@pytest.fixture
def office(wards_copy: str):  # type: ignore[no-untyped-def]
    """The ward's catalogue, closed."""
    with running(wards_copy, open_reading=False) as app:
        yield app


@pytest.fixture
def team(office: Flask) -> Pages:
    return registered(office, Role.DX, name="推進 花子")


def test_columns_are_assigned_and_the_mapping_serves_the_next_file(office: Flask, team: Pages) -> None:
    page = send(team, UNKNOWN)
    assert "列の対応を決めてください" in page.text
    assert page.table("ファイルの列と、台帳の項目との対応").column("値の例") == [
        "X-1",
        "転入の届",
        "税務課",
        "100",
        "◎",
    ]
    wrong = Page("x", team.submit(page, 400, button=READ, **{**ASSIGNED, "c0-to": ""}))
    assert "A列「番号」：この列に対応する項目を選んでください。" in wrong.text
    assert (wrong.field("c0-to").invalid, wrong.field("c1-to").value) == (True, "name")
    refused = team.follow(team.submit(page, button=READ, **ASSIGNED, fiscal_year="R4"))
    assert refused.table("直すところ").rows[0][:3] == ["2", "電子申請", "◎"]
    assert refused.field("w0-means").value == ""
    ready = team.follow(team.submit(refused, button=READ, **{"w0-means": "実施済", "keep_as": "課の一覧"}))
    assert "追加する手続（1手続）" in ready.text
    second = send(team, UNKNOWN.replace("X-1,転入", "X-2,転居"), "次の一覧.csv")
    assert "「課の一覧」は、このファイルの見出しと全て合います。" in second.text
    used = team.follow(team.submit(second, button=USE))
    assert "追加する手続（1手続）" not in used.text, "the year of the counts is the file's own"
    assert "年度" in used.table("直すところ").rows[0][3]
    again = team.follow(team.submit(used, button=READ, fiscal_year="R4"))
    assert "X-2 転居の届" in again.section("取り込むと変わる内容")
    actions = [entry.action for entry in log(engine_of(office))]
    assert actions.count("mapping.keep") == 1
    kept = team.get("/imports/mappings")
    assert ["番号", "手続ID"] in kept.table("課の一覧").rows
    assert "対応付けを削除しました" in team.follow(team.submit(kept, button="この対応付けを削除する")).text


def test_the_headings_can_be_said_to_be_elsewhere(team: Pages) -> None:
    page = send(team, messy_workbook(), "電子申請一覧.xlsx")
    assert "1行目 オンライン申請ができる手続の一覧" in page.text
    assert "5行目まで（2行）" in page.text
    moved = team.follow(team.submit(page, button=READ, heading_rows="1", header_row="4"))
    headings = moved.table("ファイルの列と、台帳の項目との対応").column("見出し")
    assert headings[4:7] == ["年間件数", "年間件数", "オンライン化"]


def test_what_cannot_be_typed_comes_back(team: Pages) -> None:
    page = send(team, UNKNOWN)
    typed = {**ASSIGNED, "fiscal_year": "いつか", "header_row": "上から三つ目", "code_prefix": "長" * 17}
    again = Page("x", team.submit(page, 400, button=READ, **typed))
    for name in ("fiscal_year", "header_row", "code_prefix"):
        assert again.field(name).invalid
        assert again.field(name).value == typed[name]
    form = page.form(READ)
    sent = {**form.fields, **ASSIGNED, "keep_as": "課の一覧", RESUMED: "1"}
    resumed = Page("x", team.fetch(form.action, 200, "POST", data=sent))
    assert (resumed.field("keep_as").value, resumed.field("c4-to").value) == ("課の一覧", "online_status")


def test_two_officers_are_told_of_each_other(office: Flask, team: Pages) -> None:
    page = send(team, UNKNOWN)
    other = registered(office, Role.DX, name="別の 次郎")
    other.submit(other.get(page.address), button=READ, **ASSIGNED, fiscal_year="R4")
    late = Page("x", team.submit(page, 409, button=READ, **{**ASSIGNED, "c3-to": "-"}))
    assert "別の 次郎" in late.text
    assert "他の職員が先に更新しました" in late.text
    assert late.field("c3-to").value == "-", "what was typed is kept"


def test_one_division_is_given_to_all_rows_and_a_sheet_is_chosen(team: Pages) -> None:
    page = send(team, two_sheets(), "二つのシート.xlsx")
    assert "見出しのあるシートが2枚あります" in page.text
    chosen = team.follow(team.submit(page, button=READ, sheet="令和7年度", fiscal_year="R7"))
    assert "シート「令和7年度」" in chosen.text
    done = team.follow(team.submit(chosen, button=READ, unit="総務部|税務課"))
    assert "X-2 転居の届総務部 税務課" in done.section("取り込むと変わる内容")
    assert done.field("unit").value == "総務部|税務課"


def two_sheets() -> bytes:
    """A workbook with the same headings, but for the division, on both sheets."""
    book = Workbook()
    for sheet, row in (
        (book.active, ["X-1", "転入の届", 100, "未実施"]),
        (book.create_sheet(), ["X-2", "転居の届", 100, "未実施"]),
    ):
        sheet.append(["手続ID", "手続名", "年間受付件数", "オンライン化状況"])
        sheet.append(row)
    book.active.title, book.worksheets[1].title = "令和6年度", "令和7年度"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
