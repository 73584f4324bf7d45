"""Every page for staff in a real browser, in both languages and at the widths people have."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import served
from tests.browser.visits import NARROW, WIDE, Visits
from tests.web.actors import Who, cookie_of, populated
from tests.web.apps import fill_with_the_wards, running
from tests.web.matrix import CLOSED, MATRIX, OPEN, OWN_CODE, PROPOSED, prepare

FILES = (".csv", ".xlsx", ".svg", ".docx", ".txt")
PAGES = {
    endpoint: (request.path, Who.OWN if expected[list(Who).index(Who.OWN)] == 200 else Who.DX)
    for (endpoint, method), (request, expected) in MATRIX.items()
    if method == "GET" and expected[0] != expected[-1] and not request.path.endswith(FILES)
}
PAGES |= {
    "a month in preparation": (OPEN, Who.DX),
    "a month that goes round": (PROPOSED, Who.DX),
    "a paper in preparation": (f"{OPEN}/committee", Who.DX),
    "the wording of a paper that goes round": (f"{PROPOSED}/internal/wording", Who.DX),
    "the wording of a closed paper": (f"{CLOSED}/committee/wording", Who.DX),
    "what is published": ("/published", Who.OWN),
    "a published month": ("/published/2026-08", Who.OWN),
}
"""The same pages in other states, and those for everybody with something on them."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[dict[Who, tuple[str, Visits]]]:
    """An editor's and the DX team's browser, both signed in, and the address of the application."""
    url = f"sqlite:///{tmp_path_factory.mktemp('browser') / 'office.db'}"
    fill_with_the_wards(url)
    populated(url)
    prepare(url)
    with running(url, open_reading=False) as app, served(app) as address:
        visits = {who: (address, Visits(browser, cookie_of(app, who))) for who in (Who.OWN, Who.DX)}
        yield visits
        for _address, each in visits.values():
            each.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("path", "who"), PAGES.values(), ids=PAGES.keys())
def test_a_page_for_staff_is_whole(
    office: dict[Who, tuple[str, Visits]], path: str, who: Who, language: str, width: int
) -> None:
    """Accessible, within the window, within the policy, and quiet."""
    address, visits = office[who]
    found = visits.look(address + path, width, language)
    assert (found.status, found.language) == (200, language)
    assert (found.violations, found.too_wide, found.complaints) == ([], [], [])


MOVES = (
    "職員ID,氏名,異動前の所管課,異動後の所管課,権限,区分\n"
    "own,税務 一郎,税務課,戸籍住民課,,異動\nother,戸籍 次郎,,,,転出・退職\n"
    "viewer,閲覧 花子,,,,\nx,新任 三子,,税務課,,\n"
)
LIST = "番号,届出の名称,担当,件数,電子申請\n1,転入の届,税務課,100,◎\n"
REFUSED = f"手続ID,手続名,所管課,年間受付件数,件数年度,オンライン化状況\nX-1,{'長い名称の' * 12}届,税務課,約500,R4,◎\n"
STATES = {
    "a list whose columns are to be assigned": (Who.DX, "/imports", {"file": LIST}, "取り込む前に変更点を見る"),
    "a list that is refused": (Who.DX, "/imports", {"file": REFUSED}, "取り込む前に変更点を見る"),
    "a list that is no list": (Who.DX, "/imports", {"file": "\0" * 99}, "取り込む前に変更点を見る"),
    "a statement without a day": (Who.OWN, "/own/record?code=K-001", {}, "登録する"),
    "a statement by e-mail alone": (
        Who.OWN,
        "/own/record?code=K-001",
        {"effective_on": "R8.11.1", "other_channels=email": True},
        "登録する",
    ),
    "counts that cannot be": (
        Who.DX,
        "/own/counts?code=K-001",
        {"0-cases": "約500", "0-online_cases": "5"},
        "件数を登録する",
    ),
    "a plan that cannot be read": (Who.DX, "/own/plan?code=K-001", {"planned_for": "そのうち"}, "登録する"),
    "a correction without a reason": (Who.OWN, f"/own/correct?code={OWN_CODE}&number=2", {"reason": ""}, "登録する"),
    "a policy in its effect": (
        Who.DX,
        "/settings/policies/new",
        {"valid_from": "R9.4.1", "threshold": "9000"},
        "変更後の数値を見る",
    ),
    "a policy that cannot be": (Who.DX, "/settings/policies/new", {"step1_first": "R20"}, "変更後の数値を見る"),
    "a procedure in its effect": (
        Who.DX,
        "/settings/procedures/abolish/K-002",
        {"on": "R8.11.1", "reason": "廃止"},
        "変更後の数値を見る",
    ),
    "two procedures united in their effect": (
        Who.DX,
        "/inspection/likely-same/unite?code=K-002&other=K-003",
        {},
        "統合後の内容を見る",
    ),
    "a month that is closed without a reason": (Who.DX, OPEN, {}, "月次を確定する"),
    "a day of release that cannot be read": (Who.DX, "/reports/2026-07", {"released_on": "そのうち"}, "公表する"),
    "a correction of a month without a reason": (Who.DX, f"{CLOSED}/correct", {}, "訂正版を作成する"),
    "a wording that is too long": (Who.DX, f"{OPEN}/committee/wording", {"issues": "長" * 2_001}, "登録する"),
    "an inquiry that cannot be answered": (Who.DX, "/inquiries/new", {"due_on": "R1.5.1"}, "照会を作成する"),
    "an address that is none": (Who.DX, "/inquiries/contacts", {"d0-mail": "zeimu"}, "登録する"),
    "an account without a name": (Who.DX, "/accounts/new", {"login": "x"}, "登録する"),
    "a code": (Who.DX, "/accounts/staff/own", {}, "コードを発行"),
    "a list of transfers in what it changes": (Who.DX, "/accounts/transfers", {"file": MOVES}, "変更点を見る"),
    "a list of transfers with mistakes": (Who.DX, "/accounts/transfers", {"file": "職員ID,氏名\n"}, "変更点を見る"),
}
"""Pages that come back: what is wrong, what would change, what is shown once."""


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize(("who", "path", "filled", "button"), STATES.values(), ids=STATES.keys())
def test_a_page_that_comes_back_is_whole(
    office: dict[Who, tuple[str, Visits]], who: Who, path: str, filled: dict[str, Any], button: str, width: int
) -> None:
    address, visits = office[who]
    page, visit = visits.open(address + path, width)
    page.evaluate("document.querySelectorAll('form').forEach(form => form.noValidate = true)")
    page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    for name, value in filled.items():
        field, _, choice = name.partition("=")
        if field == "file":
            sent = {"name": "list.csv", "mimeType": "text/csv", "buffer": value.encode()}
            page.locator("main [name=file]").set_input_files(sent)  # type: ignore[arg-type]
        elif choice:
            page.locator(f"main [name='{field}'][value='{choice}']").check()
        else:
            page.locator(f"main [name='{field}']").fill(value)
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=button).first.click()
    visits.examine(page, visit)
    page.close()
    quiet = [text for text in visit.complaints if "the server responded with a status of 400" not in text]
    assert (visit.violations, visit.too_wide, quiet) == ([], [], [])
