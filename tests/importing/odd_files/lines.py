"""Line ends, separators, quotation marks, and rows of another length."""

from tests.importing.catalogue_files import csv_text, row, several, table
from tests.importing.odd_files.odd_file import OddFile, accepted, bytes_of, csv_of, refused, text_of

LINES = table(several(row(), row(), row()))
TEXT = csv_text(LINES)
QUOTES = '引用符「"」の対応が崩れています'


def with_cell(written: str) -> str:
    """The file with one cell of its last row as it is written."""
    return csv_text(table(several(row(), row(), row(note="@@")))).replace("@@", written)


FILES: list[OddFile] = [
    accepted("LF", text_of(csv_text(LINES, newline="\n"))),
    accepted("CRLF and LF mixed", text_of(TEXT.replace("\r\n", "\n", 2))),
    accepted("no line end at the end", text_of(TEXT.rstrip())),
    accepted("empty lines at the end", text_of(TEXT + "\r\n\r\n,,\r\n")),
    accepted("empty rows in between", text_of(csv_text([LINES[0], [], LINES[1], [""] * 25, ["　"], LINES[2]]))),
    refused("CR alone", text_of(csv_text(LINES, newline="\r")), "改行が CR だけ", row=1),
    refused("CR alone in one row", text_of(TEXT.replace("住民課,", "住民\r課,", 1)), "CR", row=2),
    accepted("tabs as separator", text_of(csv_text(LINES, "\t"))),
    refused("semicolons as separator", text_of(csv_text(LINES, ";")), "見出しの行が見つかりません"),
    refused("separators changed halfway", text_of(csv_text(LINES[:2]) + csv_text(LINES[2:], "\t")), "セルが1個", row=3),
    accepted("line breaks within quotes", csv_of(row(note="一\n二")), says={"note": "一\n二"}),
    accepted("quotes and commas within quotes", csv_of(row(note='a,"b"')), says={"note": 'a,"b"'}),
    refused("line break within a name", csv_of(row(name="申請\n受付")), "改行", row=2, column="手続名"),
    refused("a quote left open", text_of(with_cell('"住民票')), QUOTES, row=4),
    refused("a quote closed too early", text_of(with_cell('"住民票"の写し')), QUOTES, row=4),
    refused("a space after a closing quote", text_of(with_cell('"住民票" ')), QUOTES, row=4),
    refused(
        "a quote left open before a million lines",
        lambda: (TEXT + 'K-9,"' + "住民票の写し\r\n" * 100_000).encode(),
        '引用符「"」が閉じていない',
        row=5,
    ),
    refused("a row without end", lambda: (TEXT + "K-9," + "," * 2_000_000).encode(), "1行が長すぎます", row=5),
    refused("no line breaks at all", bytes_of(b"a" * 3_000_000), "1行が長すぎます", row=1),
    refused("a cell of 200,000 characters", csv_of(row(note="字" * 200_000)), "引用符", row=2),
    refused("a cell too few", text_of(csv_text([LINES[0], LINES[1], LINES[2][:-1]])), "セルが24個", row=3),
    refused("a cell too many", text_of(csv_text([LINES[0], LINES[1], [*LINES[2], ""]])), "セルが26個", row=3),
    refused(
        "a row shifted by one",
        text_of(csv_text([*LINES[:2], ["", *LINES[2]][:25]])),
        "入力されていません",
        row=3,
        column="手続ID",
    ),
    refused("an unquoted comma in a name", text_of(TEXT.replace("手続2", "手続,2")), "セルが26個", row=3),
    refused("an empty file", bytes_of(b""), "ファイルが空です"),
    refused("a BOM alone", bytes_of(b"\xef\xbb\xbf"), "ファイルが空です"),
    refused("empty rows alone", text_of("\r\n,,,\r\n　,\r\n"), "ファイルが空です"),
    refused("headings alone", text_of(csv_text(LINES[:1])), "手続の行がありません"),
    refused("rows without headings", text_of(csv_text(LINES[1:])), "見出しの行が見つかりません"),
]
