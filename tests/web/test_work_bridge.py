"""前回確定からの動き on the page of the month's work: the causes add up to the difference that stands above them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.build import procedure
from tests.people import actor, registered
from tests.usecases.catalogues import LATER_POLICY
from tests.usecases.statements import chosen, desk, stated
from tests.web.apps import NOON, counted_statements, engine_of, running
from tests.web.catalogues import many
from tests.web.conftest import AppWith
from tracker.usecases.confirmation.confirm_records import confirm_records
from tracker.usecases.reports.close_month import close_month
from tracker.usecases.settings.end_procedure import end_procedure, merger
from tracker.usecases.settings.save_policy import known_policies, save_policy

SECTION = "前回確定からの動き"
TABLE = "前回確定（令和8年10月分）から"
NOVEMBER = date(2026, 11, 1)
MOST = 40


@pytest.fixture
def ward(wards_copy: str) -> Iterator[Flask]:
    """The application on the ward's catalogue."""
    with running(wards_copy) as app:
        yield app


def close(app: Flask) -> Engine:
    engine = engine_of(app)
    close_month(engine, actor(at=NOON), date(2026, 10, 1), "照会中のため")
    return engine


def come_online(engine: Engine, *codes: str) -> None:
    for code in codes:
        stated(engine, code, effective_on=NOVEMBER)
    confirm_records(engine, actor(), [chosen(item) for item in desk(engine).items])


def test_nothing_is_shown_before_a_month_is_closed(ward: Flask) -> None:
    assert SECTION not in registered(ward).get("/work").text


def test_nothing_has_changed(ward: Flask) -> None:
    close(ward)
    said = registered(ward).get("/work").section(SECTION)
    assert said == f"{SECTION} 前回確定から変わったことはありません。"


def test_the_last_row_is_the_difference_that_stands_above(ward: Flask) -> None:
    come_online(close(ward), "K-002")
    page = registered(ward).get("/work")
    assert "前回確定から ＋15.6ポイント（＋284,125件）" in page.section("オンライン化率（件数ベース）")
    online, whole = page.table(TABLE).rows
    assert online[0] == "新たにオンライン化"
    assert online[2:] == whole[2:] == ["＋284,125件", "±0件", "＋15.6ポイント"]
    assert whole[0] == "計"
    assert page.link("住民票の交付(除票・改製前住民票の発行も含む)") == "/procedures/K-002"
    assert "四捨五入" not in page.section(SECTION)


def test_what_was_merged_leads_to_what_it_became_a_part_of(app_with: AppWith) -> None:
    app = app_with([procedure(f"K-{number}", 100 * number, position=number) for number in (1, 2)])
    engine = close(app)
    merge = merger("K-1", "K-2", NOVEMBER, "制度の統合", add_cases=True)
    end_procedure(engine, actor(), merge, {"K-1": 0, "K-2": 0})
    page = registered(app).get("/work")
    assert [row[0] for row in page.table(TABLE).rows] == ["手続の廃止", "件数の見直し", "計"]
    assert page.table(TABLE).column("母数の件数") == ["△100件", "＋100件", "±0件"]
    assert "手続K-1（統合先：手続K-2）（母数△100件）" in page.section(SECTION)
    addresses = [link.address for link in page.links]
    assert {"/procedures/K-1", "/procedures/K-2"} <= set(addresses)
    registered(app).get("/procedures/K-1")


def test_points_that_do_not_add_up_as_printed_are_explained(app_with: AppWith) -> None:
    app = app_with(
        [
            procedure("K-1", 4, position=1),
            procedure("K-2", 8, position=2, abolished_on=NOVEMBER),
            procedure("K-3", 5_000, position=3, online=True),
            procedure("K-4", 4_988, position=4),
        ]
    )
    engine = close(app)
    come_online(engine, "K-1")
    page = registered(app).get("/work")
    assert page.table(TABLE).column("率への影響") == ["±0.0ポイント", "±0.0ポイント", "＋0.1ポイント"]
    assert "各行の合計と計が一致しません" in page.section(SECTION)


def test_a_rate_that_cannot_be_computed_any_more_is_said_so(ward: Flask) -> None:
    engine = close(ward)
    wanted = replace(LATER_POLICY, valid_from=NOVEMBER)
    save_policy(engine, actor(), wanted, known_policies(engine).version, correcting=False)
    page = registered(ward).get("/work")
    assert [[row[0], row[-1]] for row in page.table(TABLE).rows] == [["基準の変更", "－"], ["計", "－"]]
    assert "はじめの20手続を表示しています。" in page.section(SECTION)


def test_what_does_not_move_the_rate_is_listed_and_explained(app_with: AppWith) -> None:
    app = app_with([procedure("K-1", None, position=1), procedure("K-2", 10, position=2)])
    come_online(close(app), "K-1")
    page = registered(app).get("/work")
    assert page.table(TABLE).rows[0][2:] == ["±0件", "±0件", "±0.0ポイント"]
    assert "±0件の行は" in page.section(SECTION)


def test_as_many_statements_for_fifty_as_for_two(app_with: AppWith) -> None:
    counts = []
    for catalogue in (many(6)[2:], many(52)[2:]):
        app = app_with(catalogue)
        come_online(close(app), *(item.code for item in catalogue))
        dx = registered(app)
        dx.get("/work")
        with counted_statements(app) as statements:
            assert SECTION in dx.get("/work").text
        counts.append(len(statements))
    assert counts[0] == counts[1] <= MOST


def test_it_is_there_in_english(ward: Flask) -> None:
    come_online(close(ward), "K-002")
    page = registered(ward, language="en").get("/work")
    assert page.table("Oct 2026").rows[-1][2:] == ["+284,125 cases", "±0 cases", "+15.6 points"]
