"""One text field for the day of the figures: what officers write is read, echoed in 令和, and kept when it is wrong."""

import pytest
from flask import Flask

from tests.pages import Pages
from tests.web.apps import NOON, running

WITH_THE_FIELD = ["/", "/priorities", "/figures/availability_rate_by_cases"]
JAPANESE_DAY = "令和8年4月1日"


@pytest.mark.parametrize("address", WITH_THE_FIELD)
@pytest.mark.parametrize("written", ["R8.4.1", "令和8年4月1日", "2026-04-01", "Ｒ８．４．１", " r8/4/1 ", "20260401"])
def test_a_day_is_read_in_every_way_it_is_written(pages: Pages, address: str, written: str) -> None:
    page = pages.get(address, as_of=written)
    assert f"{JAPANESE_DAY}現在" in page.text
    field = page.field("as_of")
    assert field.described == JAPANESE_DAY
    assert field.value == written
    assert not field.invalid


@pytest.mark.parametrize("address", WITH_THE_FIELD)
def test_an_empty_field_is_today(pages: Pages, address: str) -> None:
    for page in (pages.get(address), pages.get(address, as_of=""), pages.get(address, as_of=" ")):
        assert "令和8年11月20日現在" in page.text
        assert "空欄は本日" in page.field("as_of").described


@pytest.mark.parametrize("address", WITH_THE_FIELD)
@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("あした", "「あした」は日付として読み取れません。「R8.4.1」や「2026-04-01」のように入力してください。"),
        ("R8.2.30", "「R8.2.30」は日付として読み取れません。"),
        ("R6.7", "「R6.7」は日付として読み取れません。"),
        ("99999999", "は日付として読み取れません。"),
        ("<script>", "「<script>」は日付として読み取れません。"),
        ("R8.11.21", "基準日には、今日以前の日を入力してください。"),
        ("2099-12-31", "基準日には、今日以前の日を入力してください。"),
    ],
)
def test_what_cannot_be_a_day_is_pointed_out_and_kept(pages: Pages, address: str, written: str, message: str) -> None:
    page = pages.get(address, 400, as_of=written)
    assert page.title.startswith("エラー：")
    field = page.field("as_of")
    assert field.invalid
    assert message in field.described
    assert field.value == written
    assert "令和8年11月20日現在" in page.text


def test_english_readers_are_told_in_english(english: Pages) -> None:
    page = english.get("/", 400, as_of="tomorrow")
    assert "“tomorrow” is not a date. Write it like 2026-04-01 or R8.4.1." in page.field("as_of").described
    page = english.get("/", as_of="R8.4.1")
    assert page.field("as_of").described == "1 Apr 2026"


@pytest.mark.parametrize("address", ["/priorities.csv", "/priorities.xlsx", "/figures/usage_rate_all.csv"])
def test_no_file_is_made_for_a_day_that_cannot_be_read(pages: Pages, address: str) -> None:
    assert pages.get(address, 400, as_of="あした").heading == "読み取れない指定があります"


def test_the_day_goes_along_with_the_links_of_the_page(pages: Pages) -> None:
    page = pages.get("/", as_of="R8.4.1")
    kept = [link.address for link in page.links if link.address.startswith(("/figures/", "/priorities?"))]
    assert len(kept) >= 8
    assert all("as_of=R8.4.1" in address for address in kept)
    assert all("as_of=R8.4.1" in address for address in page.loaded if address.startswith("/charts/"))


def test_midnight_in_japan_is_when_the_day_changes(wards_copy: str) -> None:
    with running(wards_copy) as app:
        for hour, minute, day in ((14, 59, "令和8年11月20日"), (15, 0, "令和8年11月21日")):
            _set_clock(app, hour, minute)
            assert f"{day}現在" in Pages(app).get("/").text


def _set_clock(app: Flask, hour: int, minute: int) -> None:
    app.config["CLOCK"] = lambda: NOON.replace(hour=hour, minute=minute)
