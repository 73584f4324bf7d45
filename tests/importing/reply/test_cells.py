"""What a cell of a returned workbook says: one way of writing for many, and a question where it would be guessing."""

from datetime import date
from typing import Any

import pytest

from tracker.domain.asked import Topic
from tracker.domain.fiscal import Period, Precision
from tracker.domain.inquiry import Terms
from tracker.domain.reply.columns import ReplyColumn, columns_of
from tracker.domain.reply.reading import ReturnedCell
from tracker.importing.reply.cells import returned
from tracker.importing.table import Cell, Faulty

TERMS = Terms(date(2026, 9, 30), date(2026, 10, 10), (Topic.STATUS, Topic.YEARLY_COUNTS), fiscal_year=2025)
COLUMNS = {column.identifier: column for column in reversed(columns_of(TERMS))}


def read(identifier: str, *cells: Cell) -> ReturnedCell:
    column: ReplyColumn = COLUMNS[identifier]
    return returned(column, cells)


def day(*numbers: int) -> Period:
    return Period(date(*numbers), Precision.DAY)


@pytest.mark.parametrize(
    ("identifier", "cell", "text"),
    [
        ("reply", "変更なし", "変更なし"),
        ("reply", " 変更無し　", "変更なし"),
        ("reply", "有り", "変更あり"),
        ("reply", "回答済", "回答済"),
        ("reply", "", ""),
        ("online_status", "実施済", "実施済"),
        ("online_status", "実施済み", "実施済"),
        ("online_status", "１．実施済", "実施済"),
        ("online_status", "(5)一部実施済み", "一部実施済"),
        ("online_status", "2:未実施", "未実施"),
        ("online_status", "未 実 施", "未実施"),
        ("online_scope", "申請まで", "申請まで"),
        ("online_scope", "2.申請まで", "申請まで"),
        ("barrier", "ｼｽﾃﾑが未整備", "システムが未整備"),
        ("volume_basis", "見込", None),
        ("volume_basis", "見込み", "見込み"),
        ("online_on", "R8.4.1", "令和8年4月1日"),
        ("online_on", "令和８年４月１日", "令和8年4月1日"),
        ("online_on", "2026/4/1", "令和8年4月1日"),
        ("online_on", "20260401", "令和8年4月1日"),
        ("online_on", day(2026, 4, 1), "令和8年4月1日"),
        ("online_on", "R8.10", "令和8年10月1日"),
        ("online_on", "令和8年10月", "令和8年10月1日"),
        ("online_on", "", ""),
        ("planned_for", "R9.4", "令和9年4月"),
        ("planned_for", "令和９年度", "令和9年度"),
        ("planned_for", day(2027, 4, 1), "令和9年4月1日"),
        ("planned_for", Period(date(2027, 4, 1), Precision.MONTH), "令和9年4月"),
        ("annual_cases", "1,200", "1200"),
        ("annual_cases", "１，２００件", "1200"),
        ("annual_cases", "0", "0"),
        ("annual_cases", "未集計", "未集計"),
        ("annual_cases", "－", "未集計"),
        ("annual_cases", "", ""),
        ("url", " https://example.jp/ ", "https://example.jp/"),
        ("note", "'=1+1", "=1+1"),
        ("note", "一行目\n二行目 ", "一行目\n二行目"),
        ("note", "１２３", "１２３"),
    ],
)
def test_many_ways_of_writing_become_one(identifier: str, cell: Cell, text: str | None) -> None:
    assert read(identifier, cell).text == text


@pytest.mark.parametrize(
    ("identifier", "cell", "said"),
    [
        (
            "reply",
            "○",
            "「○」は「回答」の一覧にありません。課に確かめて、一覧から選んでください（変更なし、変更あり）。",
        ),
        ("online_status", "済", "「済」では、実施済か一部実施済か分かりません。課に確かめて選んでください。"),
        ("online_status", "1", "「1」は「オンライン化状況」の一覧にありません"),
        ("online_status", "実施済（一部）", "一覧にありません"),
        ("online_status", True, "一覧にありません"),
        ("online_on", "来月", "日付又は月として読み取れません|日付として読み取れません"),
        ("online_on", "46113", "Excelの日付の番号"),
        ("online_on", "R8.13.1", "日付として読み取れません"),
        ("planned_for", "未定", "時期として読み取れません"),
        ("annual_cases", "約500", "「約500」は件数として読み取れません"),
        ("annual_cases", "500人", "件数として読み取れません"),
        ("annual_cases", "12.5", "件数として読み取れません"),
        ("annual_cases", "-1", "件数として読み取れません"),
        ("annual_cases", day(2026, 4, 1), "件数として読み取れません"),
        ("annual_cases", Faulty("#REF!", "エラー値です。", "An error."), "件数として読み取れません"),
        ("url", "なし", "URLとして読み取れません"),
        ("note", "あ" * 2_001, "2,000文字以内"),
        ("note", day(2026, 2, 1), "Excelで日付になっています"),
        ("note", Faulty("#REF!", "エラー値です。", "An error."), "エラー値です。"),
    ],
)
def test_what_would_be_guessing_is_asked(identifier: str, cell: Cell, said: str) -> None:
    found = read(identifier, cell)
    assert found.text is None
    assert any(part in found.ja for part in said.split("|")), found.ja
    assert found.en


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (("", "", ""), ""),
        (("LoGoフォーム", "", ""), "LoGoフォーム"),
        (("", "電話", "ぴったりサービス"), "ぴったりサービス（マイナポータル）、電話"),
        (("ＬｏＧｏフォーム、電話", "", ""), "LoGoフォーム、電話"),
        (("kintone / フォームブリッジ", "電話", "電話"), "kintone / フォームブリッジ、電話"),
        (("ロゴフォーム", "電話", ""), None),
    ],
)
def test_channels_stand_together_in_the_order_of_their_list(cells: tuple[str, ...], text: str | None) -> None:
    found = read("channels", *cells)
    assert found.text == text
    assert found.found == "、".join(filter(None, cells))


def test_how_a_month_was_read_is_pointed_out() -> None:
    for typed in ("R8.10", "令和8年10月"):
        assert "1日と読み取りました" in read("online_on", typed).ja
    assert read("online_on", "R8.10.1").ja == ""


def test_what_is_read_once_reads_the_same_again() -> None:
    """The one way of writing is itself one of the ways that can be read."""
    samples: dict[str, tuple[Any, ...]] = {
        "online_status": ("実施済", "適用除外", "その他"),
        "online_on": ("令和元年5月1日",),
        "planned_for": ("令和9年度", "令和9年4月", "令和9年4月1日"),
        "annual_cases": ("0", "9999999999", "未集計"),
    }
    for identifier, texts in samples.items():
        for text in texts:
            assert read(identifier, text).text == text
    for name in COLUMNS["channels"].names:
        assert read("channels", name).text == name
