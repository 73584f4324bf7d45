"""点検: each check finds what it is for and nothing else, worked out from the formulas as they stand in the file."""

from datetime import date
from typing import Any

import pytest

from tests.build import TODAY
from tests.exporting.reply.formulas import Calculated
from tests.exporting.reply.sample import ALL_TOPICS, PROCEDURES, workbook
from tracker.domain.asked import Topic

FIRST, HEADINGS = 6, 5
ROWS = {item.code: row for row, item in enumerate(PROCEDURES, FIRST)}
NOTHING = {"回答者（職・氏名）の記入漏れ": 1, "回答がない手続": 4}
"""Found in a workbook that nobody has touched: one of five procedures was answered before."""


class Reply:
    """A workbook that is filled in by headings."""

    def __init__(self, **terms: Any) -> None:
        self.made = Calculated(workbook(**terms), TODAY)
        self.columns = {
            cell.value: cell.column_letter for cell in self.made.book["回答"][HEADINGS] if cell.value is not None
        }

    def fill(self, code: str, **cells: Any) -> "Reply":
        """Type under headings, which are named by their beginnings."""
        for beginning, value in cells.items():
            letters = next(letters for heading, letters in self.columns.items() if heading.startswith(beginning))
            self.made.type("回答", f"{letters}{ROWS[code]}", value)
        return self

    @property
    def found(self) -> dict[str, int]:
        """The checks that found something, and how often."""
        sheet = self.made.book["点検"]
        counts = {sheet[f"A{row}"].value: self.made.value("点検", f"B{row}") for row in range(5, sheet.max_row + 1)}
        for row in range(5, sheet.max_row + 1):
            count = self.made.value("点検", f"B{row}")
            assert self.made.value("点検", f"C{row}") == (f"{count}件あります" if count else "よし")
        return {heading: count for heading, count in counts.items() if count}

    def message(self, code: str) -> str:
        """What the row itself says."""
        found: str = self.made.value("回答", f"{self.columns['点検']}{ROWS[code]}")
        return found


def test_an_untouched_workbook_lacks_its_answers_only() -> None:
    reply = Reply()
    assert reply.found == NOTHING
    assert (reply.message("K-1"), reply.message("K-5")) == ("未回答", "")


def test_everything_answered_is_ready() -> None:
    reply = Reply()
    reply.made.type("回答", "B3", "係長　国保 花子")
    for code in ("K-1", "K-2", "K-3"):
        reply.fill(code, 回答="変更なし")
    reply.fill("K-4", 回答="変更あり", 根拠法令等="別の法令")
    assert reply.found == {}
    assert reply.made.value("点検", "A2") == "直すところはありません。保存して、DX推進担当へ返送してください。"


def test_a_changed_cell_is_an_answer() -> None:
    reply = Reply().fill("K-3", 予定のコメント="別のコメント")
    assert reply.found == NOTHING | {"回答がない手続": 3}
    assert reply.message("K-3") == ""


ONLINE = {"オンライン化状況": "実施済"}


@pytest.mark.parametrize(
    ("code", "cells", "heading", "message"),
    [
        ("K-1", {"回答": "変更あり"}, "「変更あり」で、変えた欄がない手続", "変えた欄がありません"),
        (
            "K-1",
            {"回答": "変更なし", "備考": "別"},
            "「変更なし」で、内容を変えた手続",
            "「変更なし」ですが、内容が変わっています",
        ),
        ("K-1", {"備考": None}, "一部実施済で、備考が空欄の手続", "備考を記入してください"),
        ("K-1", {"備考": " "}, "一部実施済で、備考が空欄の手続", "備考を記入してください"),
        ("K-4", {"根拠法令等": None}, "適用除外で、根拠法令等が空欄の手続", "根拠法令等を記入してください"),
        ("K-3", {"オンライン化状況": None}, "オンライン化状況が空欄の手続", "オンライン化状況を選んでください"),
        (
            "K-3",
            ONLINE,
            "新たに実施済・一部実施済とし、オンライン開始日を記入していない手続",
            "オンライン開始日を記入してください",
        ),
        (
            "K-1",
            ONLINE,
            "新たに実施済・一部実施済とし、オンライン開始日を記入していない手続",
            "オンライン開始日を記入してください",
        ),
        (
            "K-3",
            {**ONLINE, "オンライン開始日": "R8.11.21"},
            "オンライン開始日が明日以後の手続",
            "オンライン開始日が明日以後です",
        ),
        (
            "K-3",
            {"オンライン開始日": "R8.4.1"},
            "オンラインで受け付けていないのに、オンライン開始日がある手続",
            "オンライン開始日は空欄にしてください",
        ),
        ("K-2", {"受付方法２": "LINE", "備考": "x"}, "一覧にない値がある手続", "一覧にない値があります"),
    ],
)
def test_a_check_finds_what_it_is_for(code: str, cells: dict[str, Any], heading: str, message: str) -> None:
    reply = Reply().fill(code, **cells)
    assert reply.found == NOTHING | {"回答がない手続": 3, heading: 1}
    assert reply.message(code) == message


@pytest.mark.parametrize(
    "typed",
    [
        *("R8.4.1", "r8.4.1", "Ｒ８．４．１", "2026/4/1", "2026-04-01", "2026.4.1", "20260401", "令和8年4月1日"),
        *("令和 8年 4月 1日", "2026年4月1日", "R8.4", "令和8年4月", "平成31年4月30日", "H31.4.30", "令和元年5月1日"),
        *("R8.11.20", 46113),
    ],
)
def test_a_day_may_be_written_in_any_way(typed: object) -> None:
    assert Reply().fill("K-3", **ONLINE, オンライン開始日=typed).found == NOTHING | {"回答がない手続": 3}


@pytest.mark.parametrize("typed", ["R8.13.1", "R8.2.30", "令和8年度", "4月1日", "R.4.1", "1988.4.1", "未定", "R8.4.x"])
def test_what_is_no_day_is_found(typed: str) -> None:
    reply = Reply().fill("K-3", **ONLINE, オンライン開始日=typed)
    assert reply.found == NOTHING | {"回答がない手続": 3, "オンライン開始日が読み取れない手続": 1}


def counts(**cells: Any) -> dict[str, int]:
    """What is found of counts in the one row that is filled in."""
    reply = Reply(**ALL_TOPICS).fill(
        "K-1", **{"年間": 10, "受付件数（令和8年8月": 1, "受付件数（令和8年9月": 0, **cells}
    )
    found = reply.found
    assert found.pop("受付件数が空欄の手続") == 4 + (cells.get("年間", 10) is None)
    return {heading: count for heading, count in found.items() if heading not in NOTHING}


def test_counts_are_whole_numbers_or_said_to_be_uncounted() -> None:
    assert counts() == {}
    assert counts(年間="未集計") == {}
    assert counts(年間=None) == {}
    for wrong in (1.5, -1, "約500"):
        assert counts(年間=wrong) == {"件数が整数でない手続": 1}
    assert counts(**{"うちオンライン（令和8年8月": "少し"}) == {"件数が整数でない手続": 1}


def test_no_more_is_online_than_all() -> None:
    assert counts(**{"うちオンライン（令和7年度": 10}) == {}
    assert counts(**{"うちオンライン（令和7年度": 11}) == {"オンラインの件数が受付件数を超えている手続": 1}
    assert counts(**{"うちオンライン（令和8年9月": 1}) == {"オンラインの件数が受付件数を超えている手続": 1}
    assert counts(年間="未集計", **{"うちオンライン（令和7年度": 1}) == {}


def test_where_only_counts_are_asked_nothing_else_is_checked() -> None:
    reply = Reply(topics=(Topic.MONTHLY_COUNTS,), months=(date(2026, 9, 1),))
    assert set(reply.found) == {"回答者（職・氏名）の記入漏れ", "受付件数が空欄の手続"}
    assert "回答" not in reply.columns
