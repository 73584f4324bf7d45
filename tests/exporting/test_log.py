"""操作履歴 as a file: what is read from it is what was logged."""

import csv
import io
from datetime import UTC, datetime

import openpyxl

from tracker.domain.audit import BEGINNING, Act, Action, Entry, check_number, entry_after
from tracker.exporting.log import LONGEST_CELL, log_table
from tracker.exporting.table import write_csv, write_xlsx

AT = datetime(2026, 3, 31, 15, 0, 5, tzinfo=UTC)


def entry(subject: str = "K-001 住民票", **after: object) -> Entry:
    who, origin = "田中 太郎（DX推進担当、tanaka）", "POST /procedures/K-001 10.0.0.1"
    return entry_after(BEGINNING, Act(AT, who, origin, Action.RECORD_STATUS, subject, {"備考": "旧"}, dict(after)))


EXPECTED = [
    "1",
    "2026-04-01 00:00:05",
    "田中 太郎（DX推進担当、tanaka）",
    "POST /procedures/K-001 10.0.0.1",
    "状況の登録",
    "K-001 住民票",
    "備考：旧",
    "備考：新\n件数：1,000",
    check_number(entry(備考="新", 件数=1_000).digest),
]


def test_csv_read_again_gives_the_entries() -> None:
    content = write_csv(log_table([entry(備考="新", 件数=1_000)], []))
    assert content.startswith(b"\xef\xbb\xbf")
    headings, *rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert headings == [
        "番号",
        "日時（日本時間）",
        "だれが",
        "どこから",
        "操作",
        "対象",
        "変更前",
        "変更後",
        "照合番号",
    ]
    assert rows == [EXPECTED]


def test_excel_read_again_gives_the_same_with_what_was_asked_for() -> None:
    table = log_table([entry(備考="新", 件数=1_000)], ["だれが：田中"], cut_at=50_000)
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(table)))
    assert [cell.value for cell in book["操作履歴"][2]] == [1, *EXPECTED[1:]]
    notes = [row[0].value for row in book["説明"].iter_rows()]
    assert "だれが：田中" in notes
    assert any("新しいものから50,000件だけ" in note for note in notes)


def test_what_a_spreadsheet_would_calculate_is_harmless() -> None:
    dangerous = "=HYPERLINK(1)"
    table = log_table([entry(subject=dangerous)], [])
    _headings, row = csv.reader(io.StringIO(write_csv(table).decode("utf-8-sig"), newline=""))
    assert row[5] == f"'{dangerous}"


def test_what_no_cell_holds_is_cut_and_says_so() -> None:
    table = log_table([entry(備考="あ" * 40_000)], [])
    [row] = list(table.rows)
    assert len(str(row[7])) < LONGEST_CELL + 50
    assert str(row[7]).endswith("（長いため、以下を省略）")
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(log_table([entry(備考="あ" * 40_000)], []))))
    assert str(book["操作履歴"]["H2"].value).endswith("以下を省略）")


def test_in_english_headings_and_actions_are_english() -> None:
    table = log_table([entry()], [], language="en", cut_at=10)
    assert [column.heading for column in table.columns][4:6] == ["Action", "Subject"]
    assert next(iter(table.rows))[4] == "Status recorded"
    assert any("newest 10 entries" in note for note in table.notes)
