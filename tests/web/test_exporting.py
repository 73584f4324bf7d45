"""台帳の書き出し: the columns chosen of the procedures selected, in an encoding that holds them."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from tests.build import procedure
from tests.markup import elements, text_of
from tests.pages import Page, Pages, with_query
from tests.people import registered
from tests.web.conftest import AppWith
from tests.web.reading import CSV, WARD, XLSX, codes, csv_rows, downloaded, xlsx_rows
from tracker import files
from tracker.domain.account import Role

CP932 = "text/csv; charset=windows-31j"
INSIDE, PUBLISHED_LESS = "未実施の理由", {"未実施の理由", "備考"}
HEADINGS = list(WARD[0])
ODD = [
    replace(procedure("K-001"), name="𠮷野の届出", note="㋿元年〜", position=1),
    replace(procedure("K-002"), name="髙﨑の届出", position=2),
]


def ticked(page: Page) -> list[str]:
    """The columns that are ticked, by heading."""
    boxes = [item for item in elements(page.main, "label") if elements(item, "input")[0].get("name") == "columns"]
    return [
        text_of(item).removesuffix("取込みに必要").strip()
        for item in boxes
        if elements(item, "input")[0].get("checked") is not None
    ]


def sent(page: Page, **changed: Any) -> str:
    """Where the button for CSV leads with what stands in the form, changed."""
    (form,) = [item for item in elements(page.main, "form") if item.get("method") == "get"]
    fields: dict[str, list[str]] = {}
    for item in elements(form, "input"):
        if item.get("type") == "hidden" or item.get("checked") is not None:
            fields.setdefault(item.get("name", ""), []).append(item.get("value", ""))
    (button,) = [item for item in elements(form, "button") if item.get("formaction")]
    return with_query(button.get("formaction", ""), {**fields, **changed})


def test_all_columns_are_offered_and_as_sent_the_file_is_the_whole_catalogue(each_app: Flask) -> None:
    staff = registered(each_app, Role.VIEWER)
    page = staff.get("/export")
    assert "54手続" in page.text
    assert ticked(page) == HEADINGS
    assert staff.file(sent(page), CSV) == files.WARD_CATALOGUE.read_bytes()


def test_what_is_for_use_inside_is_neither_offered_nor_given_to_others(each_pages: Pages) -> None:
    page = each_pages.get("/export")
    assert ticked(page) == [heading for heading in HEADINGS if heading != INSIDE]
    assert list(downloaded(each_pages, sent(page))[0]) == ticked(page)
    refused = each_pages.get("/procedures.csv", 400, chosen="1", columns=["code", "barrier"])
    assert "選択肢から選んでください。" in refused.text


def test_the_file_has_the_columns_chosen(each_pages: Pages) -> None:
    address = sent(each_pages.get("/export"), columns=["annual_cases", "code", "name"])
    chosen = ("手続ID", "手続名", "年間受付件数")
    expected = [{heading: row[heading] for heading in chosen} for row in WARD]
    assert downloaded(each_pages, address) == expected
    rows = xlsx_rows(each_pages.file(address.replace(".csv", ".xlsx"), XLSX))
    assert [{key: "" if cell is None else str(cell) for key, cell in row.items()} for row in rows] == expected


def test_the_filter_of_the_list_is_carried_along(each_pages: Pages) -> None:
    listed = each_pages.get("/procedures", department="健康部", counted="1", order="cases")
    page = each_pages.get(listed.link("列を選んでダウンロード"))
    expected = [row for row in WARD if row["部"] == "健康部" and row["年間受付件数"]]
    assert f"{len(expected)}手続" in page.text
    for condition in ("部：健康部", "件数の集計：件数集計済みのみ", "並び順：年間件数の多い順"):
        assert condition in page.text
    found = codes(downloaded(each_pages, sent(page)))
    assert found == codes(sorted(expected, key=lambda row: -int(row["年間受付件数"])))
    assert page.link("手続一覧で条件を変える") == listed.address


def test_columns_are_proposed_for_publication_and_all_again(app: Flask) -> None:
    staff = registered(app, Role.VIEWER)
    page = staff.get(staff.get("/export", department="健康部").link("公表に使う列"))
    assert set(HEADINGS) - set(ticked(page)) == PUBLISHED_LESS
    assert "部：健康部" in page.text
    assert ticked(staff.get(page.link("全ての列"))) == HEADINGS


def test_what_an_import_needs_is_marked_and_missed(pages: Pages) -> None:
    page = pages.get("/export")
    marked = [text_of(item) for item in elements(page.main, "label") if "取込みに必要" in text_of(item)]
    assert [text.split()[0] for text in marked] == [
        "手続ID",
        "手続名",
        "所管課",
        "年間受付件数",
        "オンライン化状況",
    ]
    assert "今の選択では取り込めません" not in page.text
    page = pages.get("/export", chosen="1", columns=["code", "name", "division", "note"])
    assert "今の選択では取り込めません（必要な列：年間受付件数、オンライン化状況）。" in page.text


@pytest.mark.parametrize(
    ("query", "said", "field"),
    [
        ({"chosen": "1"}, "書き出す列を1つ以上選んでください。", "columns"),
        ({"columns": "salary"}, "選択肢から選んでください。", "columns"),
        ({"encoding": "utf-16"}, "選択肢から選んでください。", "encoding"),
    ],
)
@pytest.mark.parametrize("address", ["/export", "/procedures.csv", "/procedures.xlsx"])
def test_a_file_that_cannot_be_is_refused_beside_its_field(
    pages: Pages, address: str, query: dict[str, str], said: str, field: str
) -> None:
    page = pages.get(address, 400, **query)
    assert page.title.startswith("エラー：")
    assert any(link.address.endswith(f"#{field}") and link.text == said for link in page.links)
    pages.fetch(with_query("/export/unheld.csv", query), 400)


def test_the_wards_catalogue_is_held_by_cp932(each_app: Flask) -> None:
    staff = registered(each_app, Role.VIEWER)
    content = staff.file(sent(staff.get("/export"), encoding="cp932"), CP932)
    assert content.decode("cp932") == files.WARD_CATALOGUE.read_bytes().decode("utf-8-sig")


def test_what_cp932_does_not_hold_is_shown_before_anything_is_sent(app_with: AppWith) -> None:
    pages = Pages(app_with(ODD))
    page = pages.get(sent(pages.get("/export"), encoding="cp932"), 400)
    assert page.title.startswith("エラー：CP932で表せない文字があります")
    assert page.table("表せない文字").rows == [
        ["2", "K-001", "𠮷野の届出", "手続名", "𠮷（U+20BB7）"],
        ["2", "K-001", "𠮷野の届出", "備考", "㋿（U+32FF）、〜（U+301C）"],
    ]
    listed = csv_rows(pages.file(page.link("CSVでダウンロード（表せない文字）"), CSV))
    assert [row["表せない文字"] for row in listed] == ["𠮷（U+20BB7）", "㋿（U+32FF）、〜（U+301C）"]
    assert pages.file(page.link("Excelでダウンロード（表せない文字）"), XLSX).startswith(b"PK")

    assert downloaded(pages, page.link("UTF-8で"))[0]["手続名"] == "𠮷野の届出"
    replaced = pages.file(page.link("置き換えて"), CP932).decode("cp932")
    rows = list(csv.DictReader(io.StringIO(replaced, newline="")))
    assert [(row["手続名"], row["備考"]) for row in rows] == [("〓野の届出", "〓元年〓"), ("髙﨑の届出", "")]


def test_only_the_procedures_and_columns_of_the_file_are_looked_at(app_with: AppWith) -> None:
    pages = Pages(app_with(ODD))
    query = {"chosen": "1", "columns": ["code", "division"], "encoding": "cp932"}
    assert pages.file(with_query("/procedures.csv", query), CP932).count(b"\r\n") == 3
    content = pages.file(with_query("/procedures.csv", {"encoding": "cp932", "words": "髙﨑"}), CP932)
    assert "髙﨑の届出" in content.decode("cp932")


def test_of_many_places_the_first_hundred_are_shown(app_with: AppWith) -> None:
    many = [procedure(f"K-{number:03}", name=f"𠮷{number}", position=number) for number in range(1, 151)]
    pages = Pages(app_with(many))
    page = pages.get("/procedures.csv", 400, encoding="cp932")
    assert len(page.table("表せない文字（150か所）").rows) == 100
    assert "初めの100か所を示しています。" in page.text
    assert len(csv_rows(pages.file(page.link("CSVでダウンロード（表せない文字）"), CSV))) == 150
