"""The figures of the ward's own catalogue, as they were worked out by hand, on the pages and in the files alike."""

import re

import pytest

from tests.pages import Pages
from tests.web.reading import CSV, XLSX, csv_rows, xlsx_rows

SMALLEST_SET = [
    "住民票の交付(除票・改製前住民票の発行も含む)",
    "健(検)診実績報告書",
    "高額介護支給申請",
    "個人番号カードの交付・再交付",
]


def test_how_far_we_are(each_pages: Pages) -> None:
    page = each_pages.get("/")
    assert "令和8年11月20日現在（速報）" in page.text
    headline = page.section("オンライン化率（件数ベース）")
    for words in (
        "54.2％",
        "989,181件／1,824,178件",
        "件数集計済み26手続を母数とする。",
        "件数未集計の28手続は含めない。",
        "うちコンビニ交付（内数）241,089件",
        "目標（約８割）を25.8ポイント下回る。",
        "80％とした場合、あと470,162件。",
        "目標の期限（令和8年3月31日）の時点では54.2％（989,181件／1,824,178件）。",
    ):
        assert words in headline


def test_the_other_rates_with_what_they_are_made_of(each_pages: Pages) -> None:
    table = each_pages.get("/").table("そのほかの率")
    assert [row[:3] for row in table.rows] == [
        ["オンライン化率（手続数ベース）", "13.0％", "7手続／54手続"],
        ["うち年間10,000件以上の手続", "26.9％", "7手続／26手続"],
        ["うち優先対象手続", "0.0％", "0手続／37手続"],
        ["件数ベースに一部実施済を含めた場合", "54.2％", "989,181件／1,824,178件"],
        ["オンライン利用率（全件）", "－", "－"],
        ["オンライン利用率（オンライン化済みの手続）", "－", "－"],
    ]


def test_estimates_stand_apart(each_pages: Pages) -> None:
    page = each_pages.get("/")
    estimates, headline = page.section("試算（庁内検討用）"), page.section("オンライン化率（件数ベース）")
    for words in (
        "47.0％から54.2％まで",
        "コンビニ交付のある手続を含めない場合は41.0％",
        "37手続",
        "71.1％",
        "4手続で、82.3％",
    ):
        assert words in estimates
        assert words not in headline


def test_departments_sum_to_the_whole(pages: Pages) -> None:
    table = pages.get("/").table("部別の手続数")
    whole = table.rows.pop()
    assert whole[1:] == ["54", "7", "1,824,178", "989,181", "54.2％", "28"]
    for column in (1, 2, 3, 4, 6):
        numbers = [int(row[column].replace(",", "")) for row in table.rows if row[column] != "－"]
        assert sum(numbers) == int(whole[column].replace(",", ""))


def test_what_next(each_pages: Pages) -> None:
    page = each_pages.get("/priorities")
    assert "STEP 1は45手続、STEP 2は9手続である。" in page.text
    smallest = page.section("目標に達する最も少ない手続")
    assert "次の4手続をオンライン化すると、54.2％から82.3％" in smallest
    places = [smallest.index(name) for name in SMALLEST_SET]
    assert places == sorted(places)
    assert "優先対象手続（37手続）だけをすべてオンライン化した場合は71.1％（1,297,288件／1,824,178件）" in smallest
    assert "10手続、526,890件" in page.text
    order = page.table("取り組む順")
    assert [row[0] for row in order.rows] == [str(rank) for rank in range(1, 55)]
    chosen = [row[1] for row in order.rows if "最も少ない手続の組" in row[1]]
    assert [name.split(" 最も")[0] for name in chosen] == SMALLEST_SET


def test_the_to_do_list_downloads_as_it_is_shown(pages: Pages) -> None:
    page = pages.get("/priorities")
    shown = page.table("取り組む順")
    rows = csv_rows(pages.file(page.link("CSVで"), CSV))
    for file in (rows, xlsx_rows(pages.file(page.link("Excelで"), XLSX))):
        assert [str(row["順位"]) for row in file] == shown.column("順位")
        assert all(name.startswith(row["手続名"]) for row, name in zip(file, shown.column("手続名"), strict=True))
    assert [row["STEP"] for row in rows] == ["STEP 1"] * 45 + ["STEP 2"] * 9
    assert [row["手続名"] for row in rows if row["試算：目標に達する最少の組合せ"]] == SMALLEST_SET
    counts = [f"{int(row['令和4年度の年間件数（件）']):,}" if row["令和4年度の年間件数（件）"] else "…" for row in rows]
    assert counts == shown.column("年間件数")
    points = [f"{row['加わる割合（ポイント）']}ポイント" if row["加わる割合（ポイント）"] else "" for row in rows]
    assert points == shown.column("上がる幅")


FIGURES = [
    ("availability_rate_by_cases", 989_181, 1_824_178, "件", "54.2％"),
    ("availability_rate_by_procedures", 7, 54, "手続", "13.0％"),
    ("rate_with_partial", 989_181, 1_824_178, "件", "54.2％"),
    ("convenience_cases", 241_089, 989_181, "件", "24.4％"),
    ("not_counted_procedures", 28, 54, "手続", "51.9％"),
    ("usage_rate_all", 0, 0, "件", "－"),
    ("usage_rate_enabled", 0, 0, "件", "－"),
]


@pytest.mark.parametrize(("figure", "numerator", "denominator", "unit", "percent"), FIGURES)
def test_every_figure_is_the_sum_of_its_rows(
    each_pages: Pages, figure: str, numerator: int, denominator: int, unit: str, percent: str
) -> None:
    page = each_pages.get(f"/figures/{figure}")
    assert percent in page.section("数値")
    assert f"{numerator:,}{unit}／{denominator:,}{unit}" in page.section("数値")
    rows = csv_rows(each_pages.file(page.link("CSVで"), CSV))
    workbook = each_pages.file(page.link("Excelで"), XLSX)
    for file in (rows, xlsx_rows(workbook)):
        assert sum(int(row[f"分子（{unit}）"]) for row in file) == numerator
        assert sum(int(row[f"分母（{unit}）"]) for row in file) == denominator
    left_out = xlsx_rows(workbook, 1)
    assert len(rows) + len(left_out) == 54
    if rows:
        shown = page.table("この数値に含まれる手続")
        in_order = rows
        if figure == "not_counted_procedures":  # on the page what is not counted comes first
            in_order = sorted(rows, key=lambda row: -int(row["分子（手続）"]))
        assert [row["手続ID"] for row in in_order] == shown.column("手続ID")[:-1]
        assert shown.rows[-1] == ["計", f"{numerator:,}", f"{denominator:,}"]
    if left_out:
        shown = page.table("この数値に含めない手続")
        assert [row["手続ID"] for row in left_out] == shown.column("手続ID")
        assert [row["含めない理由"] for row in left_out] == shown.column("含めない理由")


def test_a_part_of_a_figure_is_broken_down_like_the_whole(pages: Pages) -> None:
    address = next(link.address for link in pages.get("/").links if "many=1" in link.address and "内訳" in link.text)
    page = pages.get(address)
    assert "7手続／26手続" in page.section("数値")
    assert len(csv_rows(pages.file(page.link("CSVで"), CSV))) == 26


def test_every_rate_leads_to_its_rows(pages: Pages) -> None:
    page = pages.get("/")
    linked = {link.address.split("?")[0] for link in page.links if "/figures/" in link.address}
    linked |= {link.address.split("?")[0] for link in pages.get("/method").links if "/figures/" in link.address}
    assert linked == {f"/figures/{figure}" for figure, *_ in FIGURES}


def test_every_number_that_is_a_link_leads_to_the_rows_of_that_number(pages: Pages) -> None:
    numbers = [link for link in pages.get("/").links if re.fullmatch(r"[\d,.]+％?", link.text)]
    assert len(numbers) > 12
    for link in numbers:
        opened = pages.get(link.address).section("数値")
        assert opened.startswith(f"数値 {link.text} ") or f" {link.text}手続／" in opened, link
