"""Workbooks as Excel and other programs leave them."""

from datetime import date, datetime, time

from tests.importing.catalogue_files import row, table
from tests.importing.odd_files import saved as book
from tests.importing.odd_files.archives import with_strings
from tests.importing.odd_files.odd_file import OddFile, accepted, refused, warned
from tests.importing.odd_files.saved import APRIL, LINES, ONLINE, far, merged, saved, states, valued, written
from tests.importing.workbook_files import MAIN, package, workbook, workbook_xml
from tracker.domain.fiscal import Period, Precision
from tracker.domain.status import OnlineStatus

NOTES = [["記入要領"], ["手続名", "正式名称を入力"]]
NOT_CALCULATED, FAR = "計算結果が保存されていません", "に値があります"
RICH = f'<sst xmlns="{MAIN}"><si><r><t>赤い</t></r><r><rPr><b/></rPr><t>備考</t></r></si></sst>'
PHONETIC = f'<sst xmlns="{MAIN}"><si><t>住民票</t><rPh sb="0" eb="3"><t>ジュウミンヒョウ</t></rPh><phoneticPr fontId="1"/></si></sst>'  # noqa: E501

FILES: list[OddFile] = [
    accepted("numbers as numbers", valued("annual_cases", 1234.0), says={"annual_cases": 1_234}),
    accepted("numbers as text", valued("annual_cases", "1,234"), says={"annual_cases": 1_234}),
    accepted("a year as a number", valued("volume_fiscal_year", 2022), says={"volume_fiscal_year": 2022}),
    accepted("a code as a number", valued("code", 1001), says={"code": "1001"}),
    refused("a fraction", valued("annual_cases", 1.5), "数値として", row=2, column="年間受付件数"),
    refused("a negative number", valued("annual_cases", -5), "数値として", row=2, column="年間受付件数"),
    refused("a number of 16 digits", valued("code", 1234567890123456), "桁数が多い", row=2, column="手続ID"),
    refused("a boolean for a number", valued("annual_cases", True), "数値として", row=2, column="年間受付件数"),
    warned(
        "a boolean for a mark",
        valued("online_status", True),
        "「実施済」",
        row=2,
        column="オンライン化状況",
        says={"online_status": OnlineStatus.IMPLEMENTED},
    ),
    accepted("a date", valued("online_on", APRIL, "yyyy/m/d", **ONLINE), says={"online_on": APRIL}),
    accepted("a date of an era", valued("online_on", APRIL, "[$-411]ge.m.d", **ONLINE), says={"online_on": APRIL}),
    accepted(
        "a date with a time",
        valued(
            "online_on",
            datetime(2024, 4, 1, 9),  # noqa: DTZ001 - Excel knows no zones
            "yyyy/m/d h:mm",
            **ONLINE,
        ),
        says={"online_on": APRIL},
    ),
    accepted(
        "a date shown as a month",
        valued("planned_for", date(2025, 10, 1), 'yyyy"年"m"月"'),
        says={"planned_for": Period(date(2025, 10, 1), Precision.MONTH)},
    ),
    warned(
        "a start shown as a month",
        valued("online_on", APRIL, "yyyy/m", **ONLINE),
        "日がない",
        row=2,
        column="オンライン開始日",
    ),
    refused(
        "a date as its number",
        valued("online_on", 45383, **ONLINE),
        "Excelの日付の番号",
        row=2,
        column="オンライン開始日",
    ),
    refused(
        "a code turned into a date",
        valued("code", date(2026, 2, 1), "m/d"),
        "Excelで日付になっています",
        row=2,
        column="手続ID",
    ),
    refused(
        "a code of a list turned into a date",
        valued("procedure_type", date(2026, 2, 1), "m-d"),
        "Excelで日付",
        row=2,
        column="手続類型",
    ),
    refused(
        "a time of day", valued("online_on", time(12, 30), "h:mm", **ONLINE), "時刻", row=2, column="オンライン開始日"
    ),
    accepted("the calendar of 1904", book.in_1904, says={"online_on": APRIL}),
    accepted("inline strings", written("note", '<c r="@" t="inlineStr"><is><t>注</t></is></c>'), says={"note": "注"}),
    accepted(
        "rich inline strings",
        written("note", '<c r="@" t="inlineStr"><is><r><t>赤い</t></r><r><t>注</t></r></is></c>'),
        says={"note": "赤い注"},
    ),
    accepted("rich text", lambda: with_strings(RICH), says={"note": "赤い備考"}),
    accepted("readings (ふりがな)", lambda: with_strings(PHONETIC), says={"note": "住民票"}),
    refused(
        "a shared string that is not there", lambda: with_strings(RICH, '<c r="Y2" t="s"><v>7</v></c>'), "壊れています"
    ),
    refused(
        "a shared string of two million characters",
        lambda: with_strings(f'<sst xmlns="{MAIN}"><si><t>{"字" * 2_000_000}</t></si></sst>'),
        "2,000,000文字",
        row=2,
        column="備考",
    ),
    warned(
        "a formula with its value",
        written("annual_cases", '<c r="@"><f>250*2</f><v>500</v></c>'),
        "数式が1か所",
        row=2,
        column="年間受付件数",
        says={"annual_cases": 500},
    ),
    refused(
        "a formula without its value",
        written("annual_cases", '<c r="@"><f>250*2</f></c>'),
        NOT_CALCULATED,
        row=2,
        column="年間受付件数",
    ),
    refused(
        "a formula with an empty value",
        written("note", '<c r="@"><f>A1</f><v></v></c>'),
        NOT_CALCULATED,
        row=2,
        column="備考",
    ),
    *(
        refused(
            f"an error value: {error}",
            written("annual_cases", f'<c r="@" t="e"><f>A1</f><v>{error}</v></c>'),
            "エラー値",
            row=2,
            column="年間受付件数",
        )
        for error in ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
    ),
    refused(
        "an error value that Excel never writes", written("note", '<c r="@" t="e"><v>#OOPS!</v></c>'), "壊れています"
    ),
    refused(
        "a number that is none", written("annual_cases", '<c r="@"><v>abc</v></c>'), "", row=2, column="年間受付件数"
    ),
    refused("infinity", written("annual_cases", '<c r="@"><v>INF</v></c>'), "", row=2, column="年間受付件数"),
    refused("cells merged down", merged("C2:C4"), "結合", row=2, column="部"),
    refused("cells merged across", merged("A3:B3"), "結合", row=3, column="手続ID"),
    refused("headings merged", merged("H1:I1"), "結合", row=1, column="年間受付件数"),
    accepted("cells merged beside the table", merged("AC2:AD3")),
    warned("a title above the table", saved(book.add_title), "見出し", row=1),
    warned("a hidden row", saved(book.hide_rows), "非表示", row=3),
    warned("a hidden column", saved(book.hide_column), "非表示", row=1, column="年間受付件数"),
    accepted("a filter and a frozen pane", saved(book.filtered)),
    accepted("one visible sheet of two", lambda: states(新="visible", 旧="hidden")),
    refused("a hidden sheet chosen", lambda: states(新="visible", 旧="hidden"), "非表示", options={"sheet": "旧"}),
    refused(
        "a very hidden sheet chosen", lambda: states(新="visible", 旧="veryHidden"), "非表示", options={"sheet": "旧"}
    ),
    refused(
        "hidden sheets alone",
        lambda: package(
            more={"xl/workbook.xml": workbook_xml('<sheet name="台帳" sheetId="1" r:id="rId1" state="hidden"/>')}
        ),
        "表示されているシートがありません",
    ),
    refused("two sheets with headings", lambda: workbook(総務部=LINES, 福祉部=LINES), "「総務部」「福祉部」"),
    accepted("one sheet chosen of two", lambda: workbook(総務部=LINES, 福祉部=LINES), options={"sheet": "福祉部"}),
    accepted("the one sheet with headings", lambda: workbook(要領=NOTES, 台帳=LINES)),
    refused(
        "no sheet with headings",
        lambda: workbook(表紙=[["手続台帳"]], 奥付=[["区"]]),
        "見出しの行があるシートがありません",
    ),
    refused(
        "a sheet that is not there",
        lambda: workbook(台帳=LINES),
        "この名前のシートはありません",
        options={"sheet": "一覧"},
    ),
    refused("an empty sheet", lambda: workbook(台帳=[]), "空です"),
    refused("a sheet with a chart alone", book.chart_alone, "シートがありません"),
    refused(
        "two sheets of one name",
        lambda: package(more={"xl/workbook.xml": workbook_xml('<sheet name="台帳" sheetId="1" r:id="rId1"/>' * 2)}),
        "壊れています",
    ),
    refused("a value in the last cell", far("XFD1048576"), f"XFD1048576{FAR}"),
    refused("a value in the last row", far("A1048576"), f"A1048576{FAR}"),
    refused("a value in column 201", far("GS1"), f"GS1{FAR}"),
    refused("a wide empty rectangle", far("GR100001"), "A1からGR100001まで"),
    accepted("a format far away", saved(book.paint_far_away)),
    accepted("text like a formula", lambda: workbook(台帳=table([row(note="=1+1")])), says={"note": "=1+1"}),
    warned(
        "text like a formula, guarded",
        lambda: workbook(台帳=table([row(note="'=1+1")])),
        "数式よけ",
        row=2,
        column="備考",
        says={"note": "=1+1"},
    ),
    accepted("escaped controls of Excel", lambda: workbook(台帳=table([row(note="a_x000D_b")]))),
]
