"""月次の確定 on its page: what is open is said, a reason is asked for, and the month then stays as it is."""

from tests.pages import Pages
from tests.people import TAX, registered
from tests.web.apps import engine_of, running
from tests.web.conftest import AppWith
from tracker.domain.account import Role
from tracker.storage import closings
from tracker.storage.transactions import reading


def test_a_month_is_closed_with_a_reason_and_stays(wards_copy: str) -> None:
    with running(wards_copy, open_reading=False) as app:
        team = registered(app, Role.DX)
        page = team.get("/months")
        assert "確定した月はまだありません。" in page.text
        assert "未回答が20課（54手続）あります。" in page.text
        assert page.field("month").choices[0] == ("2026-10", "令和8年10月")
        refused = team.submit(page, 400, button="この月を確定する")
        assert "このまま確定する場合は、理由を入力してください。" in refused.text
        done = team.follow(team.submit(page, button="この月を確定する", reason="初回のため"))
        assert "令和8年10月分を確定しました。" in done.text
        row = done.table("確定した月").rows[0]
        assert row[0] == "令和8年10月"
        assert "54.2％" in row[1]
        assert "989,181件／1,824,178件" in row[1]
        assert "初回のため" in row
        assert "終わった月は、すべて確定済みです。" in done.text
        with reading(engine_of(app)) as connection:
            [closing] = closings.listed(connection)
        assert row[-1].replace("-", "") == closing.sha256[:12]
        work = team.get("/work")
        assert "前回確定（令和8年10月末）" in work.text


def test_a_month_that_is_not_offered_is_refused(app_with: AppWith) -> None:
    team = registered(app_with(), Role.DX)
    page = team.get("/months")
    for month in ("2026-11", "2026-12", "1999-01", "x", ""):
        team.submit(page, 400, button="この月を確定する", month=month)
    assert "確定した月はまだありません。" in team.get("/months").text


def test_when_nothing_is_open_no_reason_is_needed(app_with: AppWith) -> None:
    app = app_with()
    team = registered(app, Role.DX)
    page = team.get("/months")
    assert "未回答" not in page.section("月次を確定する").replace("未回答や確認待ち", "")
    team.submit(page, button="この月を確定する")
    assert team.get("/months").table("確定した月").rows[0][0] == "令和8年10月"


def test_a_closed_month_that_somebody_altered_is_not_shown(app_with: AppWith) -> None:
    """Past the program, in the database itself: a sentence says so, on every page that would show its figures."""
    app = app_with()
    team = registered(app, Role.DX)
    team.submit(team.get("/months"), button="この月を確定する")
    with engine_of(app).execution_options(writing=True).begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER month_closings_no_update")
        connection.exec_driver_sql("UPDATE month_closings SET content = content || ' '")
    for address in ("/work", "/months"):
        page = team.get(address, 500)
        assert page.heading == "確定した月の内容が書き換えられています"
        assert "データベースの管理者へご連絡ください。" in page.text
    assert team.get("/").heading == "進捗状況"


def test_only_the_dx_team_closes(app_with: AppWith) -> None:
    app = app_with()
    for pages in (registered(app, Role.EDITOR, TAX), registered(app, Role.VIEWER)):
        pages.get("/months", 403)
        assert "月次の確定" not in menu_of(pages)


def menu_of(pages: Pages) -> str:
    return " ".join(link.text for link in pages.get("/").links)
