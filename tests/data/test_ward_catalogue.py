"""The ward's own catalogue as a file: its form, and the figures that follow from its cells alone.

Read here with the csv module only, so that a fault in the importer cannot hide a fault in the file.
"""

import csv
import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

FILE = Path(__file__).resolve().parents[2] / "data" / "procedures.csv"
BOM = b"\xef\xbb\xbf"
RAW = FILE.read_bytes()
TEXT = RAW.removeprefix(BOM).decode("utf-8")
TABLE = list(csv.reader(io.StringIO(TEXT, newline=""), strict=True))
HEADER = TABLE[0]
ROWS = [dict(zip(HEADER, cells, strict=True)) for cells in TABLE[1:]]

HEADING_LINE = (
    "手続ID,手続名,部,所管課,分野,手続類型,ライフイベント,年間受付件数,件数上限,オンライン手続件数,件数年度,件数区分,"
    "オンライン化状況,オンライン化の範囲,オンライン開始日,予定時期,未実施の理由,受付方法,申請URL,国が示す優先手続,"
    "優先対象手続,根拠法令等,廃止日,出典,備考"
)
# What one value may be, where the file chooses from a list ("" = left empty).
CHOICES = {
    "部": "政策経営部|総務部|施設部|地域振興部|産業観光部|環境部|福祉部|健康部|子育て支援部|児童相談部|"
    "都市整備部|会計管理室|教育委員会事務局|監査事務局・選挙管理委員会事務局|区議会事務局",
    "分野": "子育て|教育|税|住民・戸籍|国保・年金|介護|福祉|健康|環境|まちづくり|産業|防災|内部・契約・人事|その他",
    "手続類型": "申請等",
    "ライフイベント": "|妊娠|出生・こども|引越し|就職・転職|介護|医療・健康|税金|入札・契約|教育・就学",
    "件数年度": "令和4年度",
    "件数区分": "|確定値|概数",
    "オンライン化状況": "実施済|未実施",
    "オンライン化の範囲": "|申請から受取まで",
    "受付方法": "|コンビニ交付|eLTAX（地方税ポータル）",
    "国が示す優先手続": "|31|59",
    "優先対象手続": "|該当",
}
# The source says nothing of these for a single procedure; an empty cell is the truth.
LEFT_EMPTY = {"オンライン手続件数", "オンライン開始日", "予定時期", "未実施の理由", "申請URL"}
LEFT_EMPTY |= {"根拠法令等", "廃止日"}

HIGH_VOLUME = "年間手続件数10,000件以上の手続一覧（令和4年度）No."
PRIORITY = "令和6年度以降優先してオンライン化を進める主な対象手続一覧 No."
THRESHOLD = 10_000

Row = dict[str, str]


def cases(rows: Iterable[Row]) -> int:
    return sum(int(row["年間受付件数"]) for row in rows if row["年間受付件数"])


def where(**wanted: str) -> list[Row]:
    return [row for row in ROWS if all(row[column] == value for column, value in wanted.items())]


def codes(rows: Iterable[Row]) -> set[str]:
    return {row["手続ID"] for row in rows}


def parts(cell: str) -> list[str]:
    return cell.split(";")


def one_decimal(share: Fraction) -> str:
    """Percent, rounded half up (四捨五入)."""
    tenths = (share * 2000 + 1) // 2
    return f"{tenths // 10}.{tenths % 10}"


COUNTED = [row for row in ROWS if row["年間受付件数"]]
NOT_COUNTED = [row for row in ROWS if not row["年間受付件数"]]
ONLINE = where(オンライン化状況="実施済")
DESIGNATED = where(優先対象手続="該当")
BY_THEME = [row for row in ROWS if {"子育て", "教育"} & set(parts(row["分野"]))]
BY_VOLUME = [row for row in COUNTED if int(row["年間受付件数"]) >= THRESHOLD]


# The form of the file


def test_bytes_are_utf8_with_one_bom_and_crlf() -> None:
    assert RAW.startswith(BOM)
    assert RAW.count(BOM) == 1
    assert RAW.endswith(b"\r\n")
    assert RAW.count(b"\r") == RAW.count(b"\n") == RAW.count(b"\r\n") == len(TABLE)


def test_quoting_is_only_what_csv_needs() -> None:
    again = io.StringIO(newline="")
    csv.writer(again, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n").writerows(TABLE)
    assert again.getvalue() == TEXT


def test_header_is_the_layout() -> None:
    assert TEXT.split("\r\n")[0] == HEADING_LINE


def test_every_row_has_a_cell_for_every_heading() -> None:
    assert {len(cells) for cells in TABLE} == {25}
    assert len(ROWS) == 54


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["手続ID"])
def test_cells_are_tidy(row: Row) -> None:
    for heading, cell in row.items():
        assert cell == cell.strip(), heading
        assert cell == unicodedata.normalize("NFC", cell), heading
        assert not any(unicodedata.category(character).startswith("C") for character in cell), heading
        assert not cell.startswith(tuple("=+-@＝＋－＠'")), heading
        cell.encode("cp932")  # the ward's Excel may ask for this encoding; ✓ and — do not survive it
        assert "✓" not in cell, heading


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["手続ID"])
def test_cells_hold_known_values(row: Row) -> None:
    for heading, allowed in CHOICES.items():
        values = parts(row[heading])
        assert set(values) <= set(allowed.split("|")), heading
        assert len(values) == len(set(values)), heading
        assert values == [""] or "" not in values, heading
    assert {heading for heading in LEFT_EMPTY if row[heading]} == set()


def test_codes_are_unique_and_follow_the_printed_order() -> None:
    listed = [row["手続ID"] for row in ROWS]
    # The 37-list without the nine that the 26-list already holds: 5, 7-12, 14 and 15.
    others = [number for number in range(1, 38) if number not in {5, 7, 8, 9, 10, 11, 12, 14, 15}]
    assert listed == [f"K-{n:03}" for n in range(1, 27)] + [f"P-{n:03}" for n in others]


def test_names_are_as_printed() -> None:
    """The 54 names were compared with the printed lists letter by letter; this holds them to that day."""
    names = "\n".join(row["手続名"] for row in ROWS)
    assert hashlib.sha256(names.encode()).hexdigest().startswith("7fcbd0784c4dadc0")


def test_names_are_unique_within_a_division() -> None:
    names = Counter((row["所管課"], re.sub(r"\W", "", unicodedata.normalize("NFKC", row["手続名"]))) for row in ROWS)
    assert max(names.values()) == 1
    assert all(row["手続名"] and row["所管課"] for row in ROWS)


def test_a_division_belongs_to_one_department() -> None:
    departments = {(row["所管課"], row["部"]) for row in ROWS}
    assert len(departments) == len({division for division, _ in departments}) == 20


def test_a_count_or_a_ceiling_never_both() -> None:
    for row in COUNTED:
        assert re.fullmatch(r"[1-9][0-9]*", row["年間受付件数"])
        assert row["件数上限"] == ""
        assert row["件数区分"] in {"確定値", "概数"}
    for row in NOT_COUNTED:
        assert row["件数上限"] == "9999"
        assert row["件数区分"] == ""
        assert "件数上限は" in row["備考"]


def test_source_names_the_list_and_the_number() -> None:
    in_priority_list = []
    for row in ROWS:
        letter, number = row["手続ID"][0], int(row["手続ID"][2:])
        printed = row["出典"].split("／")
        if letter == "K":
            assert printed.pop(0) == f"{HIGH_VOLUME}{number}"
        assert len(printed) == (row["優先対象手続"] == "該当")
        for priority in printed:
            assert priority.startswith(PRIORITY)
            in_priority_list.append(int(priority.removeprefix(PRIORITY)))
            assert letter == "K" or in_priority_list[-1] == number
    assert sorted(in_priority_list) == list(range(1, 38))


# What is inferred or doubtful is said on its row


def test_doubtful_rows_say_so() -> None:
    doubtful = {f"K-{n:03}" for n in (1, 2, 3, 6, 9, 10, 11, 14, 18, 21, 23, 25)} | {"P-028"}
    assert doubtful <= codes(row for row in ROWS if "要確認" in row["備考"])


@pytest.mark.parametrize(("division", "department"), [("清掃事務所", "環境部"), ("収納対策課", "総務部")])
def test_inferred_departments_say_so(division: str, department: str) -> None:
    (row,) = where(所管課=division)
    assert row["部"] == department
    assert re.match("部(及び分野)?は推定（要確認）。", row["備考"])


def test_round_numbers_are_estimates() -> None:
    assert codes(where(件数区分="概数")) == {"K-007", "K-024", "K-025", "K-026"}
    assert all("概数" in row["備考"] for row in where(件数区分="概数"))


def test_national_tags_are_to_be_confirmed() -> None:
    tagged = [row for row in ROWS if row["国が示す優先手続"]]
    assert len(tagged) == 12
    for row in tagged:
        assert re.search(r"国が示す優先手続「[^」]+」(ほか2手続)?に対応（要確認）。", row["備考"])
        assert row["国が示す優先手続"] in {"59", "31;59"}  # the 59 contain the 31


# The figures that follow from the file


def test_totals() -> None:
    assert (len(COUNTED), cases(COUNTED)) == (26, 1_824_178)
    assert (len(ONLINE), cases(ONLINE)) == (7, 989_181)
    assert codes(ONLINE) == {"K-001", "K-003", "K-004", "K-005", "K-008", "K-011", "K-016"}
    assert one_decimal(Fraction(cases(ONLINE), cases(ROWS))) == "54.2"
    assert one_decimal(Fraction(len(ONLINE), len(COUNTED))) == "26.9"
    assert one_decimal(Fraction(len(ONLINE), len(ROWS))) == "13.0"


def test_cases_missing_to_the_target() -> None:
    assert -((cases(ONLINE) * 5 - cases(ROWS) * 4) // 5) == 470_162


@pytest.mark.parametrize(
    ("division", "procedures", "annual_cases", "online_cases"),
    [
        ("戸籍住民課", 10, 863_797, 360_902),
        ("税務課", 4, 453_246, 429_217),
        ("清掃事務所", 1, 175_530, 175_530),
        ("介護保険課", 3, 114_131, 0),
        ("健康づくり課", 2, 108_463, 23_532),
        ("国保年金課", 4, 82_016, 0),
        ("収納対策課", 1, 13_995, 0),
        ("保健予防課", 1, 13_000, 0),
    ],
)
def test_by_division(division: str, procedures: int, annual_cases: int, online_cases: int) -> None:
    counted = [row for row in COUNTED if row["所管課"] == division]
    assert (len(counted), cases(counted)) == (procedures, annual_cases)
    assert cases(row for row in counted if row["オンライン化状況"] == "実施済") == online_cases


def test_convenience_stores_are_a_part_of_what_is_online() -> None:
    conveni = [row for row in ONLINE if "コンビニ交付" in parts(row["受付方法"])]
    assert codes(conveni) == {"K-005", "K-008"}
    assert one_decimal(Fraction(cases(ONLINE) - cases(conveni), cases(ROWS))) == "41.0"


def test_bounds_from_the_ceilings() -> None:
    ceilings = sum(int(row["件数上限"]) for row in NOT_COUNTED)
    assert (len(NOT_COUNTED), ceilings) == (28, 28 * 9_999)
    assert one_decimal(Fraction(cases(ONLINE), cases(ROWS) + ceilings)) == "47.0"


def test_designated_procedures() -> None:
    counted = [row for row in DESIGNATED if row["年間受付件数"]]
    assert (len(DESIGNATED), len(counted), cases(counted)) == (37, 9, 308_107)
    assert not codes(DESIGNATED) & codes(ONLINE)
    assert one_decimal(Fraction(cases(ONLINE) + cases(counted), cases(ROWS))) == "71.1"


def test_steps_follow_from_volume_and_theme() -> None:
    first = codes(BY_VOLUME) | codes(BY_THEME)
    assert (len(BY_VOLUME), len(BY_THEME), len(first)) == (26, 19, 45)
    assert codes(BY_THEME) <= codes(NOT_COUNTED)
    rest = codes(ROWS) - first
    assert rest == {"P-001", "P-002", "P-003", "P-004", "P-006", "P-013", "P-030", "P-031", "P-034"}
    assert all(int(row["件数上限"]) < THRESHOLD for row in ROWS if row["手続ID"] in rest)


def test_large_procedures_nobody_designated() -> None:
    left = [row for row in BY_VOLUME if row["オンライン化状況"] == "未実施" and not row["優先対象手続"]]
    assert (len(left), cases(left)) == (10, 526_890)


def test_smallest_set_to_the_target() -> None:
    waiting = sorted(where(オンライン化状況="未実施"), key=lambda row: -int(row["年間受付件数"] or 0))
    smallest = waiting[:4]
    assert [row["手続ID"] for row in smallest] == ["K-002", "K-006", "K-007", "K-009"]
    target = cases(ROWS) * Fraction(4, 5)
    assert cases(ONLINE) + cases(smallest) >= target
    assert one_decimal(Fraction(cases(ONLINE) + cases(smallest), cases(ROWS))) == "82.3"
    assert all(cases(ONLINE) + cases(three) < target for three in combinations(waiting, 3))
