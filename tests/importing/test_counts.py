"""年間受付件数 and the other counts: digits and separators where they belong, and nothing guessed."""

import pytest

from tests.importing.catalogue_files import ReadCell, entry, problem, warning

COUNTS = [
    ("0", 0),
    ("500", 500),
    ("５００", 500),
    (" 500 ", 500),
    ("0012", 12),
    ("1,234", 1_234),
    ("１，２３４", 1_234),
    ("1,234,567", 1_234_567),
    ("284125", 284_125),
]
NOT_COUNTED = ["", " ", "…", "－", "-", "不明", "未集計", "　未集計　"]
REFUSED = [
    "1万",
    "約500",
    "500件",
    "1.5",
    "500.0",
    "-5",
    "－5",
    "▲5",
    "+5",
    "²",
    "5²",
    "①",
    "٥٠٠",
    "५",
    "五百",
    "1,23",
    "12,34,567",
    ",500",
    "1,2345",
    "1 234",
    "1e3",
    "0x10",
    "TRUE",
    "−",
    "—",
    "...",
    "なし",
    "N/A",
    "#N/A",
    "2024-04-01",
    "10,000未満",
]


@pytest.mark.parametrize(("text", "cases"), COUNTS)
def test_a_count_is_read(read_cell: ReadCell, text: str, cases: int) -> None:
    assert entry(read_cell(annual_cases=text)).annual_cases == cases


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_not_counted_is_unknown_and_never_zero(read_cell: ReadCell, text: str) -> None:
    assert entry(read_cell(annual_cases=text)).annual_cases is None


@pytest.mark.parametrize("column", ["annual_cases", "annual_cases_ceiling", "online_cases"])
@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_refused_with_its_place(read_cell: ReadCell, text: str, column: str) -> None:
    cells = {"annual_cases": "", column: text}
    found = problem(read_cell(**cells))
    headings = {
        "annual_cases": "年間受付件数",
        "annual_cases_ceiling": "件数上限",
        "online_cases": "オンライン手続件数",
    }
    assert (found.row, found.column, found.value) == (2, headings[column], text)
    assert found.ja.startswith(f"「{text}」は数値として読み取れません。500 のように整数で入力し、")


def test_the_sentence_of_the_word_list(read_cell: ReadCell) -> None:
    assert problem(read_cell(annual_cases="約500")).ja == (
        "「約500」は数値として読み取れません。"
        "500 のように整数で入力し、概数の場合は「件数区分」に「概数」と入力してください。"
    )


def test_the_largest_count(read_cell: ReadCell) -> None:
    assert warning(read_cell(annual_cases="9999999999")).column == "年間受付件数"
    assert "9,999,999,999以下" in problem(read_cell(annual_cases="10000000000")).ja
    assert problem(read_cell(annual_cases="9" * 5_000)).column == "年間受付件数"


def test_a_very_large_count_is_pointed_out(read_cell: ReadCell) -> None:
    assert read_cell(annual_cases="10,000,000").warnings == ()
    found = warning(read_cell(annual_cases="10,000,001"))
    assert (found.row, found.column, found.value) == (2, "年間受付件数", "10,000,001")
    assert found.ja.startswith("10,000,001件は非常に大きな件数です")


def test_no_more_cases_online_than_in_all(read_cell: ReadCell) -> None:
    assert entry(read_cell(annual_cases="500", online_cases="500")).online_cases == 500
    found = problem(read_cell(annual_cases="500", online_cases="1,501"))
    assert (found.row, found.column, found.value) == (2, "オンライン手続件数", "1,501")
    assert "1,501件は「年間受付件数」の500件を超えています" in found.ja


def test_no_more_cases_online_than_there_can_be(read_cell: ReadCell) -> None:
    cells = {"annual_cases": "", "annual_cases_ceiling": "9999"}
    assert entry(read_cell(**cells, online_cases="9999")).online_cases == 9_999
    assert "件数上限" in problem(read_cell(**cells, online_cases="10000")).ja


def test_online_cases_of_a_count_that_is_not_known(read_cell: ReadCell) -> None:
    found = entry(read_cell(annual_cases="", online_cases="70"))
    assert (found.annual_cases, found.online_cases) == (None, 70)


def test_a_ceiling_stands_only_without_a_count(read_cell: ReadCell) -> None:
    assert entry(read_cell(annual_cases="…", annual_cases_ceiling="9,999")).annual_cases_ceiling == 9_999
    found = problem(read_cell(annual_cases="0", annual_cases_ceiling="9999"))
    assert (found.row, found.column, found.value) == (2, "件数上限", "9999")


def test_a_refused_count_draws_no_second_refusal(read_cell: ReadCell) -> None:
    assert problem(read_cell(annual_cases="約500", online_cases="600")).column == "年間受付件数"


def test_online_without_a_case_is_pointed_out(read_cell: ReadCell) -> None:
    found = warning(read_cell(annual_cases="0", online_status="実施済"))
    assert (found.row, found.column, found.value) == (2, "年間受付件数", "0")
    assert read_cell(annual_cases="0", online_status="未実施").warnings == ()
