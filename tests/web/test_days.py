"""The pages of other days and other catalogues: before anything was known, on the day of the target, with nothing."""

from datetime import date
from fractions import Fraction

import pytest

from tests.build import policy, procedure, record, target, unconfirmed, volume
from tests.markup import elements
from tests.pages import Pages
from tests.web.conftest import AppWith
from tests.web.crawl import crawl
from tests.web.reading import downloaded
from tracker.domain.fiscal import Period, Precision
from tracker.domain.policy import ExemptTreatment, PartialTreatment
from tracker.domain.procedure import Plan, Procedure
from tracker.domain.status import OnlineStatus

PAGES = ["/", "/procedures", "/priorities", "/method"]
PAGES += [f"/figures/{name}" for name in ("availability_rate_by_cases", "usage_rate_enabled", "not_counted_procedures")]
HEADLINE = "オンライン化率（件数ベース）"


def since(day: date | None, status: OnlineStatus = OnlineStatus.IMPLEMENTED) -> dict[str, object]:
    return {"records": (record(1, day, status),)}


def growing() -> list[Procedure]:
    """60 % online from 15 May of 令和7年, 90 % from 10 January of 令和8年."""
    return [
        procedure("A", 6_000, position=1, **since(date(2025, 5, 15))),
        procedure("B", 3_000, position=2, **since(date(2026, 1, 10))),
        procedure("C", 1_000, position=3, division="人事課"),
    ]


# Before anything was known


def test_before_the_baseline_date_there_is_no_value_and_no_zero(pages: Pages) -> None:
    for address in ("/", "/priorities", "/figures/availability_rate_by_cases", "/figures/not_counted_procedures"):
        assert "令和6年1月30日現在" in pages.get(address, as_of="2024-01-30").text
    page = pages.get("/", as_of="2024-01-30")
    assert page.section(HEADLINE).count("－") >= 1
    assert "件数を集計した手続がないため、目標との差は計算できません。" in page.text
    assert {row[1] for row in page.table("そのほかの率").rows} == {"－"}
    whole = page.table("部別の手続数").rows[-1]
    assert whole == ["計", "0", "0", "－", "－", "－", "0"]
    assert pages.file("/charts/departments.svg", "image/svg+xml", as_of="2024-01-30").startswith(b"<?xml")


def test_on_the_baseline_date_everything_is_there(pages: Pages) -> None:
    assert "54.2％" in pages.get("/", as_of="2024-01-31").section(HEADLINE)


# Dated statuses


@pytest.mark.parametrize(
    ("day", "percent", "fraction"),
    [
        ("2025-05-14", "0.0％", "0件／10,000件"),
        ("2025-05-15", "60.0％", "6,000件／10,000件"),
        ("2026-01-09", "60.0％", "6,000件／10,000件"),
        ("2026-01-10", "90.0％", "9,000件／10,000件"),
    ],
)
def test_a_status_counts_from_its_day_on(app_with: AppWith, day: str, percent: str, fraction: str) -> None:
    pages = Pages(app_with(growing()))
    for address in ("/", "/figures/availability_rate_by_cases"):
        page = pages.get(address, as_of=day)
        assert percent in page.text
        assert fraction in page.text
    rows = downloaded(pages, pages.get("/figures/availability_rate_by_cases", as_of=day).link("CSVで"))
    assert f"{sum(int(row['分子（件）']) for row in rows):,}件／10,000件" == fraction


def test_the_trend_is_shown_from_the_first_stated_day(app_with: AppWith) -> None:
    pages = Pages(app_with(growing()))
    page = pages.get("/")
    table = page.table("の推移")
    assert [(row[0], row[1]) for row in table.rows][:2] == [("令和7年5月31日", "60.0％"), ("令和7年6月30日", "60.0％")]
    assert table.rows[-1] == ["令和8年10月31日", "90.0％", "9,000件／10,000件"]
    assert len(table.rows) == 18
    charts = [address for address in page.loaded if address.startswith("/charts/trend")]
    assert len(charts) == 2
    sizes = {len(pages.file(address, "image/svg+xml")) for address in charts}
    assert len(sizes) == 2, "the narrow chart is another picture"


def test_there_is_no_trend_before_anything_was_stated(pages: Pages, app_with: AppWith) -> None:
    assert "推移は、所管課から開始日のある回答を受けた月の月末から表示します。" in pages.get("/").text
    pages.get("/charts/trend.svg", 404)
    early = Pages(app_with(growing()))
    assert "線を引きません" in early.get("/", as_of="2025-05-30").text
    assert len(early.get("/", as_of="2025-05-31").table("の推移").rows) == 1


def test_what_awaits_confirmation_does_not_count(app_with: AppWith) -> None:
    waiting = procedure("A", 6_000, records=(unconfirmed(1, date(2025, 5, 15)),))
    pages = Pages(app_with([waiting, procedure("B", 4_000, online=True, position=2)]))
    assert "4,000件／10,000件" in pages.get("/").section(HEADLINE)


# The target


def test_until_the_day_of_the_target_the_page_says_how_far_it_is(app_with: AppWith) -> None:
    pages = Pages(app_with([growing()[0], procedure("B", 4_000, position=2)]))
    on_the_day = pages.get("/", as_of="2026-03-31").section(HEADLINE)
    assert "目標（約８割、令和8年3月31日まで）まで20.0ポイント（80％とした場合2,000件）" in on_the_day
    assert "下回る" not in on_the_day
    after = pages.get("/", as_of="2026-04-01").section(HEADLINE)
    assert "目標（約８割）を20.0ポイント下回る。80％とした場合、あと2,000件。" in after
    assert "次の目標の設定が必要です。" in after


def test_a_target_that_was_missed_and_reached_later_says_both(app_with: AppWith) -> None:
    late = [procedure("A", 8_000, **since(date(2026, 6, 1))), procedure("B", 2_000, position=2)]
    headline = Pages(app_with(late)).get("/").section(HEADLINE)
    assert "目標（約８割）に達している。" in headline
    assert "目標の期限（令和8年3月31日）の時点では0.0％（0件／10,000件）。" in headline


def test_rounding_never_reaches_a_target(app_with: AppWith) -> None:
    pages = Pages(app_with([procedure("A", 7_996, online=True), procedure("B", 2_004, position=2)]))
    page = pages.get("/")
    assert "80.0％" in page.section(HEADLINE)
    assert "に達している" not in page.text
    assert "あと4件" in page.section(HEADLINE)
    assert "に達する" in pages.get("/priorities").section("目標に達する最も少ない手続")


def test_the_next_target_is_used_once_it_is_set(app_with: AppWith) -> None:
    later = policy(valid_from=date(2026, 4, 1), targets=(target(), target("0.9", date(2030, 3, 31), "９割")))
    page = Pages(app_with(growing(), [later])).get("/")
    assert "目標（９割）に達している。" in page.section(HEADLINE)


def test_without_a_target_nothing_is_measured_against_one(app_with: AppWith) -> None:
    pages = Pages(app_with(growing(), [policy(valid_from=date(2026, 4, 1), targets=())]))
    page = pages.get("/")
    assert "目標が設定されていません。" in page.section(HEADLINE)
    assert "下回る" not in page.text
    assert not [item for item in elements(page.root) if item.get("class") == "target-bar"]
    assert "目標が設定されていません。" in pages.get("/method").section("目標")
    pages.get("/priorities")


# Other rules and other catalogues


def test_a_published_total_is_shown_with_the_share_that_is_counted(app_with: AppWith) -> None:
    rule = policy(valid_from=date(2026, 4, 1), total_cases=40_000, total_cases_source="事務報告書")
    pages = Pages(app_with(growing(), [rule]))
    assert "受付総件数40,000件のうち25.0％を集計" in pages.get("/").section(HEADLINE)
    assert "40,000件（事務報告書）" in pages.get("/method").text


def test_partial_and_exempt_enter_as_the_policy_says(app_with: AppWith) -> None:
    catalogue = [
        procedure("A", 5_000, **since(None, OnlineStatus.PARTIAL)),
        procedure("B", 3_000, position=2),
        procedure("C", 2_000, position=3, **since(None, OnlineStatus.EXEMPT)),
    ]
    rule = policy(valid_from=date(2026, 4, 1), partial=PartialTreatment.COUNTED_WHOLE, exempt=ExemptTreatment.LEFT_OUT)
    pages = Pages(app_with(catalogue, [rule]))
    assert "0件／10,000件" in pages.get("/", as_of="2026-03-31").section(HEADLINE)
    assert "5,000件／8,000件" in pages.get("/").section(HEADLINE)
    left_out = pages.get("/figures/availability_rate_by_cases").table("含めない手続")
    assert left_out.column("手続ID") == ["C"]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_empty_catalogue_has_all_its_pages(app_with: AppWith, language: str) -> None:
    pages = Pages(app_with(), language)
    found = crawl(pages)
    assert set(PAGES) <= found.paths
    for address, content in found.files.items():
        if address.split("?")[0].endswith(".csv"):
            rows = 15 if "departments" in address else 0
            assert content.count(b"\r\n") == 1 + rows, address


def test_departments_without_procedures_have_no_value_and_no_link(app_with: AppWith) -> None:
    page = Pages(app_with([procedure("A", 6_000, online=True)])).get("/")
    rows = {row[0].removesuffix("（手続なし）"): row[1:] for row in page.table("部別の手続数").rows}
    assert rows["総務部"] == ["1", "1", "6,000", "6,000", "100.0％", "0"]
    assert rows["産業観光部"] == ["0", "0", "－", "－", "－", "0"]
    linked = [link.text for link in page.links if link.address.startswith("/procedures?department=")]
    assert linked == ["総務部"]


def test_a_division_whose_department_is_not_stated_has_a_place(app_with: AppWith) -> None:
    pages = Pages(app_with([procedure("A", 6_000, department="", division="どこかの課")]))
    found = crawl(pages, charts=False)
    assert "（部の記載なし）" in found.pages["/"].text
    assert found.pages["/procedures"].table("手続").column("部") == ["（部の記載なし）"]


def test_where_nothing_is_counted_the_bounds_are_not_computed(app_with: AppWith) -> None:
    catalogue = [procedure("A", 6_000, online=True), procedure("B", None, position=2)]
    estimates = Pages(app_with(catalogue)).get("/").section("試算")
    assert "1手続には件数の上限がないため、率の幅は計算できない。" in estimates
    catalogue[1] = procedure("B", volumes=(volume(None, ceiling=2_000),), position=2)
    estimates = Pages(app_with(catalogue)).get("/").section("試算")
    lower = Fraction(6_000, 8_000)
    assert lower == Fraction(3, 4)
    assert "75.0％から100.0％までの間" in estimates


# One procedure


def test_the_sheet_tells_everything_about_a_procedure(app_with: AppWith) -> None:
    told = procedure(
        "A",
        records=(
            record(1, None, OnlineStatus.NOT_IMPLEMENTED),
            record(2, date(2025, 5, 15), channels=("logo_form", "conveni"), url="https://example.jp/a?b=1&c=2"),
        ),
        volumes=(volume(12_000), volume(9_800, 2024, online_cases=4_000)),
        designated=True,
        national_lists=("31", "59"),
        plan=Plan(Period(date(2027, 4, 1), Precision.FISCAL_YEAR)),
        legal_basis="地方税法",
        source="一覧 No.1",
        note="1行目\n要確認: 2行目",
    )
    page = Pages(app_with([told])).get("/procedures/A")
    for words in (
        "令和7年5月15日",
        "オンライン化済みとして集計している。",
        "LoGoフォーム、コンビニ交付",
        "実施予定（令和9年度）",
        "年間12,000件（基準10,000件以上）",
        "31手続、59手続",
        "地方税法",
        "要確認",
        "令和6年1月31日以前",
    ):
        assert words in page.text
    assert page.outgoing == ["https://example.jp/a?b=1&c=2"]
    assert page.table("年間受付件数").rows[0][:3] == ["令和6年度", "9,800", "4,000"]
    assert page.table("状況の履歴").column("状況") == ["実施済", "未実施"]


def test_an_abolished_procedure_leaves_the_list_and_keeps_its_sheet(app_with: AppWith) -> None:
    pages = Pages(app_with([procedure("A", abolished_on=date(2026, 4, 1)), procedure("B", position=2)]))
    assert pages.get("/procedures").table("手続").column("手続ID") == ["B"]
    assert "この手続は令和8年4月1日に廃止されています。" in pages.get("/procedures/A").text
    assert "2手続" in pages.get("/figures/availability_rate_by_procedures", as_of="2026-03-31").text
