"""The sample of the national survey, and files in its layouts made of it."""

import csv
import gzip
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

SAMPLE = Path(__file__).parents[1] / "data" / "national_survey_r6_sample.csv.gz"

R7_ADDED = {
    "根拠条項号": ("関連条項号", "関連する根拠法令"),
    "手続の受け手": ("手続(類型、主体、受け手等)に関する補足",),
    "実施府省庁": ("実施府省庁(府省共通手続)",),
    "オンライン化の実施予定及び検討時の懸念点": ("オンライン化の実施状況に関する補足",),
    "手数料等の納付方法": ("手数料等に関する補足",),
    "情報システム(申請)": ("情報システム（申請）複数ある場合",),
    "添付形式等が定められた規定": ("添付書類等に関する補足",),
    "申請を提出する機関": ("士業、機関に関する補足",),
}
"""The columns that the survey of FY R7 has after others; it lacks 法令番号."""

Rows = list[list[str]]


def sample() -> bytes:
    """The file as it was published: UTF-8 with BOM."""
    return gzip.decompress(SAMPLE.read_bytes())


def sample_rows() -> Rows:
    """The row of headings and the 1,500 rows below it."""
    return list(csv.reader(io.StringIO(sample().decode("utf-8-sig"), newline="")))


def as_r7(rows: Rows) -> Rows:
    """The same procedures in the 46 columns of FY R7."""
    order: list[int | str] = []
    for place, heading in enumerate(rows[0]):
        if heading != "法令番号":
            order += [place, *R7_ADDED.get(heading, ())]
    headings = [rows[0][item] if isinstance(item, int) else item for item in order]
    return [headings, *([row[item] if isinstance(item, int) else "" for item in order] for row in rows[1:])]


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """A csv file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def workbook(rows: Iterable[Sequence[str]], numbers: Sequence[str] = ("総手続件数", "オンライン手続件数")) -> bytes:
    """A workbook with a sheet of the rows; counts are numbers."""
    content = io.BytesIO()
    rows = [list(row) for row in rows]
    counted = [place for place, heading in enumerate(rows[0]) if heading in numbers]
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    ) as book:
        sheet: Any = book.add_worksheet("調査結果")
        for number, row in enumerate(rows):
            cells: list[Any] = list(row)
            for place in counted if number else ():
                cells[place] = int(cells[place]) if cells[place] else ""
            sheet.write_row(number, 0, cells)
    return content.getvalue()
