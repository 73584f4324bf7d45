"""台帳の取込み: the page of a file in every state, from being sent to being taken in or not."""

import io
from datetime import timedelta

import pytest
from flask import Flask

from tests.dump import dump
from tests.importing.messy_workbook import messy_workbook
from tests.pages import Page, Pages
from tests.people import registered
from tests.usecases.stating import stored
from tests.usecases.test_uploads import BESIDES
from tests.usecases.uploading import HEADINGS, found, wards
from tests.web.apps import NOON, counted_statements, engine_of, running
from tests.web.hostile import TEXTS
from tests.web.reading import CSV, XLSX, csv_rows
from tests.web.test_budget import MOST
from tests.web.test_english import unmarked
from tests.web.uploading import ASSIGNED, CHANGED, UNKNOWN, put, send
from tracker.domain.account import Role
from tracker.domain.upload import Stage

READ, TAKE, LEAVE = "この読み取り方で読み直す", "この内容で取り込む", "取り込まない"


@pytest.fixture
def office(wards_copy: str):  # type: ignore[no-untyped-def]
    """The ward's catalogue, closed."""
    with running(wards_copy, open_reading=False) as app:
        yield app


@pytest.fixture
def team(office: Flask) -> Pages:
    return registered(office, Role.DX, name="推進 花子")


def test_a_file_is_shown_in_what_it_changes_and_then_taken_in(office: Flask, team: Pages) -> None:
    before = dump(engine_of(office), without=BESIDES)
    page = send(team, CHANGED)
    assert page.heading == "台帳.csv"
    assert page.table("取込みの前後の数値").rows == [
        ["取込み前", "54", "28", "54.2％（989,181件／1,824,178件）"],
        ["取込み後", "54", "28", "54.2％（989,181件／1,824,178件）"],
    ]
    [row] = page.table("変更する手続").rows
    assert row[:2] == ["K-001 給与支払報告書等の提出", "総務部 税務課"]
    assert row[2].endswith("給与支払報告書の提出 → 変更後 給与支払報告書等の提出")
    assert "変わらない手続53手続" in page.section("取り込むと変わる内容")
    assert dump(engine_of(office), without=BESIDES) == before
    done = team.follow(team.submit(page, button=TAKE))
    assert "推進 花子（DX推進担当" in done.text
    assert "取込み済み" in done.text
    assert stored(engine_of(office), "K-001").name == "給与支払報告書等の提出"
    assert not done.has_form()
    assert [upload[2] for upload in team.get("/imports").table("新しい順").rows] == ["取込み済み"]


def test_a_new_status_and_procedures_on_one_side_only_stand_apart(team: Pages) -> None:
    rows = wards().decode().splitlines()
    kept = [
        row.replace(",未実施,", ",実施済,") if row.startswith("K-010,") else row for row in rows if row[:5] != "K-006"
    ]
    page = send(team, "\n".join([*kept, "X-1,新しい届出,総務部,税務課,,,,100,,,R4,,未実施" + "," * 12]))
    assert page.table("状況が変わる手続").rows == [
        ["K-010 公的個人認証サービス(電子証明書の発行・失効・更新)", "未実施", "実施済"]
    ]
    section = page.section("取り込むと変わる内容")
    assert "追加する手続（1手続） 手続名所管課 X-1 新しい届出総務部 税務課" in section
    assert "ファイルにない手続（1手続）" in section
    assert "削除はせず、登録はそのまま残ります" in section
    table = csv_rows(team.file("/imports/1/changes.csv", CSV))
    assert [row["区分"] for row in table] == ["追加", "変更", "変更", "ファイルにない（登録は残る）"]
    assert list(table[1].values())[1:] == [
        "K-010",
        "公的個人認証サービス(電子証明書の発行・失効・更新)",
        "地域振興部 戸籍住民課",
        "オンライン化状況",
        "未実施",
        "実施済",
    ]
    assert team.file("/imports/1/changes.xlsx", XLSX)


def test_a_refusal_says_where_and_what_to_do(office: Flask, team: Pages) -> None:
    before = dump(engine_of(office), without=BESIDES)
    page = send(team, wards(",令和4年度,", ",平成の頃,"))
    assert "登録内容は変わっていません。54か所を直して、もう一度お試しください。" in page.text
    rows = page.table("直すところ").rows
    assert rows[0][:3] == ["2", "件数年度", "平成の頃"]
    assert "年度として読み取れません" in rows[0][3]
    table = csv_rows(team.file("/imports/1/problems.csv", CSV))
    assert len(table) == 54
    team.fetch("/imports/1/changes.csv", 404)
    assert dump(engine_of(office), without=BESIDES) == before


def test_only_the_first_hundred_problems_stand_on_the_page(team: Pages) -> None:
    rows = "".join(f"X-{number},届出{number},税務課,約{number},R4,未実施\n" for number in range(150))
    page = send(team, HEADINGS + rows)
    assert len(page.table("直すところ").rows) == 100
    assert "初めの100か所を示しています" in page.text
    assert len(csv_rows(team.file("/imports/1/problems.csv", CSV))) == 150


def test_who_confirms_what_is_no_longer_so_is_shown_it_anew(office: Flask, team: Pages) -> None:
    page = send(team, CHANGED)
    put(office, digest="0" * 64)
    late = Page("x", team.submit(page, 409, button=TAKE))
    assert "他の職員がこのファイルを読み直しました" in late.text
    assert found(engine_of(office), 1).stage is Stage.READY


def test_who_was_overtaken_by_another_file_is_told(office: Flask, team: Pages) -> None:
    slow = send(team, wards("住民票の交付", "住民票等の交付"))
    team.submit(send(team, CHANGED, "先に.csv"), button=TAKE)
    page = team.follow(team.submit(slow, button=TAKE))
    assert "まだ取り込んでいません" in page.text
    assert "他の職員が台帳を変更しました" in page.text
    assert [row[0][:5] for row in page.table("変更する手続").rows] == ["K-001", "K-002"]
    assert "取込み済み" in team.follow(team.submit(page, button=TAKE)).text


def test_a_page_of_a_file_at_work_asks_again_by_itself(office: Flask, team: Pages) -> None:
    address = send(team, CHANGED).address
    assert "Refresh" not in team.fetch(address).headers
    for stage, said in (
        ("reading", "読み取っています。12,345行まで読み取りました。"),
        ("storing", "取り込んでいます。"),
    ):
        put(office, stage=stage, rows_read=12_345 if stage == "reading" else 0, touched_at=NOON)
        assert team.fetch(address).headers["Refresh"] == "2"
        page = team.get(address)
        assert said in page.text
        assert not page.has_form()


def test_a_file_whose_process_died_can_be_read_again(office: Flask, team: Pages) -> None:
    address = send(team, CHANGED).address
    put(office, stage="storing", touched_at=NOON - timedelta(minutes=10))
    assert "Refresh" not in team.fetch(address).headers
    page = team.get(address)
    assert "取込みが途中で止まりました。登録内容は変わっていません。" in page.text
    assert "中断しました" in team.get("/imports").text
    assert TAKE in team.follow(team.submit(page, button="もう一度読み取る")).text


def test_a_file_can_be_given_up_and_that_is_its_end(office: Flask, team: Pages) -> None:
    page = send(team, CHANGED)
    before = dump(engine_of(office), without=BESIDES)
    done = team.follow(team.submit(page, button=LEAVE, action="/discard"))
    assert "このファイルは取り込まないことにしました。" in done.text
    late = team.follow(team.submit(page, button=TAKE))
    assert "すでに取り込まれたか、取り込まないことになりました" in late.text
    assert "すでに取り込まれたか" in team.follow(team.submit(page, button=READ)).text
    assert "すでに取り込まれたか" in team.follow(team.submit(page, action="/discard")).text
    assert dump(engine_of(office), without=BESIDES) == before


def test_a_file_that_changes_nothing_need_not_be_taken_in(team: Pages) -> None:
    page = send(team, wards())
    assert "変わるところはありません" in page.text
    with pytest.raises(AssertionError, match="no form"):
        page.form(TAKE)


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, b"PK\x03\x04" + bytes(999), b"\0" * 999]
)
def test_what_is_no_list_is_refused_on_the_page(team: Pages, content: bytes) -> None:
    page = send(team, content, "写真.csv")
    assert "取り込めませんでした" in page.text
    assert page.table("直すところ").rows


def test_without_a_file_or_with_an_empty_one_nothing_is_sent(office: Flask, team: Pages) -> None:
    before = dump(engine_of(office))
    page = Page("x", team.submit(team.get("/imports"), 400, action="/imports"))
    assert "取り込むファイルを選んでください" in page.text
    assert "ファイルが空です" in send(team, b"", expected=400).text
    team.submit(team.get("/imports"), 400, action="/imports", subject="everything")
    assert dump(engine_of(office)) == before


def test_what_is_too_large_is_not_even_read(team: Pages) -> None:
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = team.fetch("/imports", 413, "POST", headers=kind, data=b"x" * 100_000_001)
    assert "ファイルは100MBまで受け付けます。" in answer.text
    answer = team.fetch("/accounts/import", 413, "POST", headers=kind, data=b"x" * 3_000_001)
    assert "ファイルは3MBまで受け付けます。" in answer.text


class Unread(io.BytesIO):
    """Fails whoever reads it."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("read")

    readline = readinto = read  # type: ignore[assignment]


def test_of_somebody_who_is_not_signed_in_no_large_file_is_read(office: Flask) -> None:
    sent = {"content_length": 3_000_001, "content_type": "multipart/form-data; boundary=x"}
    answer = office.test_client().post("/imports", input_stream=Unread(), **sent)
    assert answer.status_code == 401
    assert "サインイン" in answer.get_data(as_text=True)


@pytest.mark.parametrize("text", TEXTS)
def test_what_stands_in_a_file_is_only_text(team: Pages, text: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    name = text.replace('"', "'")  # browsers, too, send no such name
    first = send(team, f"{HEADINGS.strip()},{quoted}\nX-1,{quoted},{quoted},1,R4,{quoted},{quoted}\n", f"{name}.csv")
    second = send(team, f"{HEADINGS}X-1,{quoted},税務課,1,R4,未実施\n", f"{name}.csv")
    for shown in (first, second, team.get("/imports")):
        for fragment in ("<script>alert", "<img src=x", "<svg/onload"):
            assert fragment not in shown.response.text


def test_as_many_statements_for_many_changes_as_for_one(office: Flask, team: Pages) -> None:
    addresses = [send(team, content).address for content in (CHANGED, wards("手続", "届出手続"))]
    team.get(addresses[0])  # whatever is done once only has been done
    asked = []
    for address in addresses:
        with counted_statements(office) as statements:
            team.get(address)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= MOST


def test_there_is_no_other_file(team: Pages) -> None:
    for number in ("1", "999999999", "9999999999", "-1", "x"):
        team.get(f"/imports/{number}", 404)


def test_the_way_there(office: Flask, team: Pages) -> None:
    for address in ("/settings", "/procedures"):
        assert "/imports" in [link.address for link in team.get(address).links]
    editor = registered(office, Role.EDITOR, ("総務部", "税務課"))
    assert "/imports" not in [link.address for link in editor.get("/procedures").links]


def test_the_pages_are_english(office: Flask) -> None:
    english = registered(office, Role.DX, language="en")
    contents = (CHANGED, UNKNOWN, wards(",令和4年度,", ",平成の頃,"), wards(), b"\0" * 99, messy_workbook())
    pages = [send(english, content) for content in contents]
    pages.append(Page("x", english.submit(pages[1], 400, action="/reading", header_row="x")))
    pages.append(english.follow(english.submit(pages[1], action="/reading", **ASSIGNED, keep_as="課の一覧")))
    for id_, stage in ((1, "storing"), (2, "reading"), (3, "discarded"), (4, "stored")):
        put(office, id_, stage=stage, touched_at=NOON - timedelta(hours=id_ % 2))
        pages.append(english.get(f"/imports/{id_}"))
    pages += [english.get("/imports"), english.get("/imports/mappings"), english.get("/settings")]
    for page in pages:
        assert list(unmarked(page.root)) == [], page.address
