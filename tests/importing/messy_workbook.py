"""電子申請一覧.xlsx: a list as an officer keeps it for people, and the mapping with which it is read as it is.

A title and the day of issue, headings in two rows over merged cells, the department only in the first row of its block,
subtotals and a total, full-width digits, 「約500」, marks, hidden columns, a hidden row, notes below, and no codes.
"""

import io
from dataclasses import replace
from typing import Any

import xlsxwriter

from tracker.domain.column_mapping import LEFT_OUT, ColumnMapping

SHEET = "R6一覧"
HEADER_ROW = 5
UPPER = [
    "No.",
    "部",
    "所管課",
    "手続名",
    "年間件数",
    None,
    "オンライン化",
    None,
    None,
    "受付方法",
    "担当者内線",
    "備考",
]
LOWER = [None, None, None, None, "令和6年度", "うちオンライン", "状況", "開始年月", "予定", None, None, None]
_TAX, _CARE, _INSURANCE = "税務課", "介護保険課", "国保年金課"
ROWS: list[list[Any]] = [
    [1, "総務部", _TAX, "特別区民税・都民税の申告", "２４，０２９", "約500", "△", None, None, "LoGoフォーム", "2301"],
    [2, None, "", "課税証明書の交付申請", 70568, 12000, "◎", "令和5年10月", None, "コンビニ交付", "2301"],
    [None, "小　計", None, None, 94597, 12500],
    [3, "福祉部", _CARE, "要介護認定申請（新規）", "5百件", None, "×", None, "令和8年度", None, "2410", "様式あり"],
    [4, None, None, "高額介護サービス費の支給申請", "…", None, "×", None, None, None, "2410"],
    [5, None, _INSURANCE, "国民健康保険の資格取得の届出", "23397件", "１,０００", "○", "R6.4", None, "メール", "2420"],
    [None, "福祉部　計", None, None, 23897, 1000],
    [None, "合　計", None, None, 118494, 13500],
]  # fmt: skip
NOTES = ["※　件数は、令和6年度の実績です。", "（注）◎は全部、△は一部がオンライン化済みであることを表します。"]
FIRST_ROW = HEADER_ROW + 1
HIDDEN_ROW = FIRST_ROW + 4

MAPPING = ColumnMapping(
    columns={
        "no.": LEFT_OUT,
        "部": "department",
        "所管課": "division",
        "手続名": "name",
        "年間件数令和6年度": "annual_cases",
        "年間件数うちオンライン": "online_cases",
        "オンライン化状況": "online_status",
        "オンライン化開始年月": "online_on",
        "オンライン化予定": "planned_for",
        "受付方法": "channels",
        "担当者内線": LEFT_OUT,
        "備考": "note",
    },
    constants={"source": "電子申請一覧"},
    words={
        "online_status": {"◎": "実施済", "△": "一部実施済"},
        "online_on": {"R6.4": "令和6年4月1日"},
    },
    carried_down=("department", "division"),
    heading_rows=2,
    without_totals=True,
    rounded_counts=True,
    code_prefix="D-",
)
"""Everything that an officer has to say once so that the file goes in unedited."""
WITHOUT_CONSENT = replace(MAPPING, words={}, without_totals=False, rounded_counts=False)


def messy_workbook(**changed: Any) -> bytes:
    """The workbook. ``changed``: other values of cells by their place, ``E6=500``."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(SHEET)
        book.add_worksheet("メモ").write(0, 0, "来年度の様式は検討中")
        middle = book.add_format({"align": "center", "valign": "vcenter", "border": 1, "text_wrap": True})
        sheet.merge_range("A1:L1", "オンライン申請ができる手続の一覧", middle)
        sheet.write("L2", "令和7年6月1日現在")
        _headings(sheet, middle)
        for number, row in enumerate(ROWS, start=HEADER_ROW):
            sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
        sheet.merge_range("B9:B11", "福祉部", middle)
        for number, note in enumerate(NOTES, start=FIRST_ROW + len(ROWS)):
            sheet.merge_range(number, 0, number, 11, note)
        sheet.set_column("I:I", None, None, {"hidden": True})
        sheet.set_column("K:K", None, None, {"hidden": True})
        sheet.set_row(HIDDEN_ROW - 1, None, None, {"hidden": True})
        for place, value in changed.items():
            sheet.write(place, value)
    return content.getvalue()


def _headings(sheet: Any, form: Any) -> None:
    """The groups over their columns, and the other headings over both rows."""
    sheet.merge_range("E4:F4", "年間件数", form)
    sheet.merge_range("G4:I4", "オンライン化", form)
    for place, (upper, lower) in enumerate(zip(UPPER, LOWER, strict=True)):
        if lower:
            sheet.write(4, place, lower, form)
        else:
            sheet.merge_range(3, place, 4, place, upper, form)
