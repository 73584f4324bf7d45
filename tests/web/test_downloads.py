"""Files to keep: safely named, the same each time, and taken back as they were given."""

import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from flask import Flask

from tests.pages import Pages
from tests.people import registered
from tests.web.apps import NOON, engine_of
from tests.web.catalogues import many
from tests.web.conftest import AppWith
from tests.web.reading import CSV, WARD, XLSX, csv_rows
from tracker import files
from tracker.domain.account import Role
from tracker.usecases.catalogue.import_catalogue import Options, preview_import

NAMES = {
    "/procedures": "手続一覧_20261120",
    "/procedures?words=%22%0d%0aX-Evil:%201": "手続一覧_20261120",
    "/departments": "部別の状況_20261120",
    "/departments?as_of=R8.3.31": "部別の状況_20260331",
    "/priorities": "優先順位_20261120",
    "/priorities?as_of=R8.3.31": "優先順位_20260331",
    "/figures/availability_rate_by_cases": "内訳_オンライン化率（件数ベース）_20261120",
    "/figures/not_counted_procedures?as_of=2026-03-31": "内訳_件数未集計の手続_20260331",
}
DISPOSITION = re.compile(r"attachment; filename=\"download\.(csv|xlsx)\"; filename\*=UTF-8''([A-Za-z0-9._~%-]+)")


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@pytest.mark.parametrize("address", NAMES)
def test_a_download_is_kept_under_a_name_that_says_what_and_when(pages: Pages, address: str, extension: str) -> None:
    path, _, query = address.partition("?")
    answer = pages.fetch(f"{path}.{extension}?{query}")
    assert answer.content_type == {"csv": CSV, "xlsx": XLSX}[extension]
    found = DISPOSITION.fullmatch(answer.headers["Content-Disposition"])
    assert found
    assert unquote(found[2]) == f"{NAMES[address]}.{extension}"
    assert "X-Evil" not in answer.headers


def test_a_csv_opens_in_a_spreadsheet_as_it_is(pages: Pages) -> None:
    for address in ("/procedures.csv", "/priorities.csv", "/figures/availability_rate_by_cases.csv"):
        content = pages.file(address, CSV)
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        assert content.count(b"\n") == content.count(b"\r\n"), "a line of the table ends in CRLF"


def test_the_same_table_is_the_same_file(pages: Pages) -> None:
    for address in ("/procedures", "/priorities", "/figures/availability_rate_by_cases"):
        for extension, kind in (("csv", CSV), ("xlsx", XLSX)):
            assert pages.file(f"{address}.{extension}", kind) == pages.file(f"{address}.{extension}", kind)


def test_the_downloaded_catalogue_is_the_wards(each_app: Flask) -> None:
    content = registered(each_app, Role.VIEWER).file("/procedures.csv", CSV)
    assert csv_rows(content) == WARD
    assert content == files.WARD_CATALOGUE.read_bytes()


def test_why_a_procedure_is_not_online_is_for_people_signed_in(each_pages: Pages) -> None:
    rows = csv_rows(each_pages.file("/procedures.csv", CSV))
    assert rows == [{name: text for name, text in row.items() if name != "未実施の理由"} for row in WARD]
    book = openpyxl.load_workbook(io.BytesIO(each_pages.file("/procedures.xlsx", XLSX)))
    assert "未実施の理由" not in [cell.value for cell in book.active[1]]


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_downloaded_catalogue_is_taken_back_as_unchanged(each_app: Flask, tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"catalogue.{extension}"
    path.write_bytes(each_app.test_client().get(f"/procedures.{extension}").data)
    outcome = preview_import(engine_of(each_app), path, Options(), NOON, "test")
    assert (outcome.problems, outcome.warnings) == ((), ())
    assert (outcome.added, outcome.changed, outcome.unchanged, outcome.not_in_file) == ((), (), 54, ())


def test_the_departments_sum_to_the_headline(each_pages: Pages) -> None:
    rows = csv_rows(each_pages.file("/departments.csv", CSV))
    counts = ("手続数", "うちオンライン化済みの手続数", "年間件数（件）", "うちオンライン化済みの件数（件）")
    sums = [sum(int(row[name] or 0) for row in rows) for name in counts]
    assert (len(rows), sums) == (15, [54, 7, 1_824_178, 989_181])


def test_a_slow_download_keeps_nobody_from_writing(app_with: AppWith) -> None:
    app = app_with(many(1_000))
    answer = app.test_client().get("/procedures.csv", buffered=False)
    first = next(answer.iter_encoded())
    with closing(sqlite3.connect(engine_of(app).url.database or "", timeout=0)) as somebody:
        somebody.execute("UPDATE catalogue_state SET version = version + 1")
        somebody.commit()
    assert len(csv_rows(first + b"".join(answer.iter_encoded()))) == 1_000
    answer.close()


def test_only_the_two_kinds_of_files_are_made(pages: Pages) -> None:
    for extension in ("pdf", "CSV", "xls", "csv.exe", "json", "../csv"):
        for address in ("/procedures", "/priorities", "/figures/usage_rate_all"):
            pages.fetch(f"{address}.{extension}", 404)
