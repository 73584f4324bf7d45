"""同じ手続の候補: the page with its two ways out, and what old codes lead to afterwards."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.build import volume
from tests.pages import Page, Pages
from tests.people import actor, registered
from tests.web.apps import engine_of, running
from tracker.domain.cataloguing import Particulars
from tracker.domain.policy import BASELINE_DATE
from tracker.usecases.settings.edit_procedure import create_procedure
from tracker.web.likeness import pairs

PAGE = "/inspection/likely-same"
UNITE = f"{PAGE}/unite?code=K-006&other=M-001"
UNIT = ("健康部", "健康づくり課")
TWICE = Particulars("健診実績報告書", UNIT, source="優先対象手続 No.14", volumes=(volume(84_931, 2023),))


@pytest.fixture
def app(wards_copy: str) -> Iterator[Flask]:
    with running(wards_copy) as app:
        create_procedure(engine_of(app), actor(), "", TWICE, BASELINE_DATE)
        yield app


@pytest.fixture
def dx(app: Flask) -> Pages:
    return registered(app)


def shown(dx: Pages, page: Page, step: str = "preview", expected: int = 200, **fields: str) -> Page:
    return Page(UNITE, dx.submit(page, expected, button="統合後の内容を見る", step=step, **fields))


def unite(dx: Pages, stays: str = "K-006") -> Page:
    page = shown(dx, dx.get(UNITE), stays=stays)
    return dx.follow(dx.submit(page, 303, button="統合後の内容を見る", step="store", stays=stays))


def test_a_pair_stands_side_by_side_with_the_reason(dx: Pages) -> None:
    page = dx.get(PAGE)
    assert "候補（1組）" in page.text
    assert "候補1 括弧の有無" in page.text
    rows = {row[0]: row[1:] for row in page.table("候補1").rows}
    assert rows["手続名"] == ["健(検)診実績報告書", "健診実績報告書"]
    assert rows["年間受付件数"] == ["令和4年度：84,931", "令和5年度：84,931"]
    assert rows["出典"][1] == "優先対象手続 No.14"


def test_the_same_in_english(app: Flask) -> None:
    assert registered(app, language="en").get(PAGE).language == "en"


def test_nothing_is_stored_before_its_effect_was_shown(dx: Pages) -> None:
    page = dx.get(UNITE)
    assert page.field("stays").value == "K-006"
    found = shown(dx, page, "store")
    assert "もう一度「この内容で統合する」を押してください" in found.text
    rows = {row[0]: row[1:] for row in found.table("二つの手続で異なる項目").rows}
    assert rows["年間受付件数（令和5年度）"] == ["－", "84,931件", "84,931件 引き継ぐ"]
    assert rows["手続名"] == ["健(検)診実績報告書", "健診実績報告書", "健(検)診実績報告書"]
    assert "候補（1組）" in dx.get(PAGE).text


def test_choosing_the_other_one_shows_its_effect_first(dx: Pages) -> None:
    page = shown(dx, dx.get(UNITE), stays="K-006")
    other = Page(UNITE, dx.submit(page, 200, button="統合後の内容を見る", step="store", stays="M-001"))
    assert "残す手続：M-001 健診実績報告書" in other.text


def test_old_codes_and_names_lead_to_what_stays(dx: Pages) -> None:
    sheet = unite(dx)
    assert "重複した手続を統合しました" in sheet.text
    assert "旧ID M-001 健診実績報告書" in sheet.section("統合した手続")
    assert "優先対象手続 No.14" in sheet.section("統合した手続")
    answer = dx.fetch("/procedures/m-001", 303)
    assert answer.headers["Location"] == "/procedures/K-006#united-title"
    for words in ("M-001", "健診実績"):
        (row,) = dx.get("/procedures", words=words).table("手続").rows
        assert row[:2] == ["K-006", "健(検)診実績報告書 旧ID M-001 健診実績報告書"]
    assert "旧ID" not in dx.get("/procedures", words="K-006").text
    rows = dx.get("/settings/procedures", words="m-001").table("手続").rows
    assert [row[:2] for row in rows] == [
        ["K-006", "健(検)診実績報告書 旧ID M-001 健診実績報告書"],
        ["M-001", "健診実績報告書 K-006に統合"],
    ]
    assert "候補はありません" in dx.get(PAGE).text


def test_everybody_is_led_to_what_stays(app: Flask, dx: Pages) -> None:
    unite(dx)
    reader = Pages(app)
    assert reader.fetch("/procedures/M-001", 303).headers["Location"] == "/procedures/K-006#united-title"
    assert "統合の取消し" not in reader.get("/procedures/K-006").text


def test_a_uniting_can_be_taken_back(dx: Pages) -> None:
    unite(dx)
    address = "/settings/procedures/restore/M-001"
    page = dx.get(address)
    assert page.heading == "統合の取消し"
    asked = {"button": "変更後の数値を見る", "reason": "別の手続のため"}
    effect = Page(address, dx.submit(page, 200, step="preview", **asked))
    dx.submit(effect, 303, step="store", **asked)
    assert "候補（1組）" in dx.get(PAGE).text
    assert dx.get("/procedures/M-001").heading == "健診実績報告書"


def test_what_is_kept_apart_can_be_proposed_again(dx: Pages) -> None:
    page = dx.follow(dx.submit(dx.get(PAGE), button="別の手続とする"))
    assert "別の手続として登録しました" in page.text
    assert "候補はありません" in page.text
    assert page.table("別の手続とした組").rows[0][0] == "K-006 健(検)診実績報告書"
    page = dx.follow(dx.submit(page, button="候補に戻す"))
    assert "候補に戻しました" in page.text
    assert "候補（1組）" in page.text


def test_many_pairs_are_turned_over(dx: Pages, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "PAGE_SIZE", 1)
    create_procedure(engine_of(app), actor(), "", Particulars("転入届出", UNIT), BASELINE_DATE)
    first = dx.get(PAGE)
    assert "候補（2組）" in first.text
    second = dx.get(first.link("次のページ"))
    assert "所管課が異なる" in second.text
    assert "候補2" in second.text
    assert "最初のページへ" in dx.get(PAGE, page=9).text
    assert dx.get(PAGE, page="-1").text == first.text


@pytest.mark.parametrize("address", [f"{PAGE}/unite", f"{PAGE}/unite?code=K-006&other=k-006", f"{PAGE}/unite?code=K-1"])
def test_what_cannot_be_compared_is_not_there(dx: Pages, address: str) -> None:
    dx.fetch(address, 404)


def test_what_cannot_be_kept_apart_is_said(dx: Pages) -> None:
    dx.fetch(f"{PAGE}/apart", 400, "POST", data={"code": "K-006", "other": "M-001"})
    page = dx.get(PAGE)
    said = dx.follow(dx.submit(page, button="別の手続とする", other="K-006"))
    assert "別の手続を選んでください" in said.text
    dx.submit(page, 404, button="別の手続とする", other="K-999")
