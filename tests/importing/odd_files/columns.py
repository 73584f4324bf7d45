"""Headings: in any order and by either name; what is missing, twice or unknown; what stands around the table."""

from tests.importing.catalogue_files import csv_text, row, several, table
from tests.importing.odd_files.odd_file import OddFile, accepted, csv_of, refused, text_of, warned
from tracker.domain.catalogue import HEADINGS

ORDER = ["online_status", "division", "name", "code", "annual_cases", "volume_fiscal_year"]
LINES = table(several(row(), row()))
SHORT = table(several(row(), row()), ORDER)


def renamed(**headings: str) -> str:
    """The file with other headings."""
    named = {HEADINGS[identifier]: heading for identifier, heading in headings.items()}
    return csv_text([[named.get(heading, heading) for heading in LINES[0]], *LINES[1:]])


def with_column(heading: str, *values: str) -> str:
    """The file with one more column at its end."""
    return csv_text([*line, value] for line, value in zip(LINES, (heading, *values), strict=True))


UNKNOWN = "台帳の形式にない"
FILES: list[OddFile] = [
    accepted("columns in another order", text_of(csv_text(SHORT))),
    accepted("headings by identifier", text_of(csv_text([ORDER, *SHORT[1:]]))),
    accepted("headings of full width and with spaces", text_of(renamed(code=" 手続 ＩＤ　", url="申請ＵＲＬ"))),
    accepted("headings with a line break", text_of(renamed(annual_cases="年間\n受付件数"))),
    *(
        refused(
            f"without {HEADINGS[missing]}",
            csv_of(row(), columns=[name for name in HEADINGS if name != missing]),
            f"必要な列「{HEADINGS[missing]}」がありません",
            row=1,
            column=HEADINGS[missing],
        )
        for missing in ("code", "name", "division", "annual_cases", "online_status")
    ),
    refused(
        "a column twice", text_of(with_column("備考", "", "")), "この見出しの列が2つあります", row=1, column="備考"
    ),
    refused("a column twice under both names", text_of(with_column("note", "", "")), "2つ", row=1, column="備考"),
    refused("an unknown column", text_of(with_column("担当者", "", "")), UNKNOWN, row=1, column="担当者"),
    warned(
        "an unknown column left out on purpose",
        text_of(with_column("担当者", "佐藤", "")),
        "取り込みません",
        row=1,
        column="担当者",
        options={"allow_unknown_columns": True},
    ),
    refused("a misspelt heading", text_of(renamed(themes="分　野名")), UNKNOWN, row=1, column="分　野名"),
    accepted("a nameless empty column", text_of(with_column("", "", ""))),
    refused("a value under no heading", text_of(with_column("", "", "x")), "見出しのない列（Z列）", row=3),
    refused(
        "175 unknown columns",
        text_of(csv_text([LINES[0] + [f"列{n}" for n in range(175)]])),
        UNKNOWN,
        row=1,
        column="列0",
    ),
    refused("201 columns", text_of(csv_text([LINES[0] + [f"列{n}" for n in range(176)]])), "201列あります", row=1),
    refused("10,000 columns", text_of(csv_text([LINES[0] + [""] * 9_975])), "10,000列あります", row=1),
    refused("400,000 columns", text_of(csv_text([LINES[0] + [""] * 399_975])), "400,000列あります", row=1),
    warned("a title above the headings", text_of("手続台帳\r\n" + csv_text(LINES)), "見出し", row=1),
    refused(
        "headings repeated",
        text_of(csv_text([*LINES[:2], LINES[0], LINES[2]])),
        "繰り返されています",
        row=3,
        column="手続ID",
    ),
    refused("headings on row 40", text_of("表題\r\n" * 40 + csv_text(LINES)), "見出しの行が見つかりません"),
    *(
        refused(
            f"a row of totals by {HEADINGS[where]}",
            csv_of(row(), total),
            "合計や小計の行",
            row=3,
            column=HEADINGS[where],
        )
        for where, total in (
            ("code", {"code": "合計", "annual_cases": "1000"}),
            ("name", {"name": "小　計", "annual_cases": "1000"}),
            ("division", {"division": "税務課計", "annual_cases": "1000"}),
            ("department", {"department": "総計", "annual_cases": "1000"}),
        )
    ),
    accepted(
        "a procedure called 合計 with a code",
        csv_of(row(name="合計所得金額の証明")),
        says={"name": "合計所得金額の証明"},
    ),
    refused("a note below the table", csv_of(row(), {"code": "※令和4年度の件数"}), "注記", row=3, column="手続ID"),
]
