"""A month's work, as the people do it: a division says how its procedures stand, the DX team confirms."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.acting import Acting
from tests.browser.chromium import served
from tests.people import PASSWORD, REGISTER, account, register
from tests.usecases.asking import ask
from tests.web.apps import engine_of, fill_with_the_wards, running
from tracker.domain.account import Role

Open = Callable[..., Acting]
MOVING_IN, CASES = "転入届", 29_622
RESIDENCE = "住民票の交付"
CASES_ONLINE = re.compile(r"([\d,]+)件／")


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the ward's application, closed to readers, with an editor and somebody of the DX team."""
    url = f"sqlite:///{tmp_path_factory.mktemp('journey') / 'office.db'}"
    fill_with_the_wards(url)
    with running(url, open_reading=False) as app, served(app) as address:
        ask(engine_of(app))
        register(engine_of(app), account(Role.EDITOR, REGISTER, login="koseki", name="戸籍 花子"))
        register(engine_of(app), account(Role.DX, login="suishin", name="推進 太郎"))
        yield address


@pytest.fixture
def open_page(browser: Browser, office: str) -> Iterator[Open]:
    """Opens a browser of somebody's own at the first page."""
    contexts = []

    def opened(language: str = "ja") -> Acting:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP")
        context.add_cookies([{"name": "lang", "value": language, "url": office}])
        contexts.append(context)
        page = context.new_page()
        page.goto(office)
        return Acting(page)

    yield opened
    for context in contexts:
        context.close()


def sign_in(person: Acting, login: str) -> None:
    person.fill("職員ID", login)
    person.fill("パスワード", PASSWORD, enter=True)


def cases_online(person: Acting, office: str) -> int:
    """The numerator of the headline."""
    person.page.goto(office)
    found = CASES_ONLINE.search(person.page.locator(".headline__fraction").inner_text())
    assert found is not None
    return int(found[1].replace(",", ""))


def test_a_month_of_a_division_and_of_the_dx_team(open_page: Open, office: str) -> None:
    editor: Acting = open_page()
    sign_in(editor, "koseki")
    assert editor.heading == "自課の手続"
    editor.click("オンライン化を登録する", row=MOVING_IN)
    editor.tick("ぴったりサービス")
    editor.fill("いつから", "R8.11.1", enter=True)
    assert "登録しました" in editor.said
    editor.click("予定を登録する", row=RESIDENCE)
    editor.fill("予定時期", "R9.4", enter=True)
    assert "登録しました" in editor.said
    editor.click("変更なしで回答する（残り8手続）")
    assert editor.page.get_by_text("すべて回答済みです。").is_visible()
    assert editor.actions < 10, f"it took {editor.actions} actions"

    team: Acting = open_page()
    sign_in(team, "suishin")
    assert team.heading == "今月の作業"
    before = cases_online(team, office)
    assert "確認前を含めると" in team.page.locator(".headline").inner_text()
    team.click("確認待ち")
    team.click("確認する")
    assert cases_online(team, office) - before == CASES
    assert "確認前を含めると" not in team.page.locator(".headline").inner_text()


def test_the_same_with_the_keyboard_alone(open_page: Open, office: str) -> None:
    """Nothing but Tab, the arrows, Space and Enter, from signing in to answering."""
    editor: Acting = open_page()
    keyboard = editor.page.keyboard
    tab_to(editor.page, "input", "login")
    keyboard.type("koseki")
    tab_to(editor.page, "input", "password")
    keyboard.type(PASSWORD)
    editor.press_enter()
    assert editor.heading == "自課の手続"
    tab_to(editor.page, "a", "オンライン化を登録する", row=MOVING_IN)
    editor.press_enter()
    assert editor.heading == "オンライン化を登録する"
    keyboard.type("R8.11.1")
    tab_to(editor.page, "input", "channels")
    keyboard.press("Space")
    tab_to(editor.page, "button", "登録する")
    editor.press_enter()
    assert "登録しました" in editor.said
    tab_to(editor.page, "button", "変更なしで回答する")
    editor.press_enter()
    assert editor.page.get_by_text("すべて回答済みです。").is_visible()


HERE = """
() => {
  const item = document.activeElement;
  const row = item.closest("tr");
  return [item.tagName.toLowerCase(), item.name || item.textContent.trim(), row ? row.textContent : ""];
}
"""


def tab_to(page: Page, tag: str, name: str, row: str = "") -> None:
    """Press Tab until a control has the focus."""
    for _stop in range(150):
        here = page.evaluate(HERE)
        if here[0] == tag and here[1].startswith(name) and row in here[2]:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {tag} {name} {row}")
