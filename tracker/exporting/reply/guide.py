"""The sheet 記入のしかた: what is asked, until when, how it is filled in, and what happens afterwards."""

from collections.abc import Iterator
from typing import Any

from tracker.domain import labels
from tracker.domain.asked import Topic
from tracker.domain.reply.columns import ANSWERED_BEFORE, CHANGED, NOT_COUNTED, UNCHANGED
from tracker.domain.said_inquiry import subject_of, topics_in_words
from tracker.exporting.reply.grid import Grid
from tracker.exporting.report.characters import allowed
from tracker.exporting.workbook import LINE_HEIGHT, TEXT_LOOK, print_on_a4, write_row

GUIDE_SHEET = "記入のしかた"
_WIDTHS = (16, 92)
_HEADING = "heading"
Line = tuple[str, str]
"""What stands on the left, and what on the right; a heading has ``_HEADING`` on the left."""


def add_guide(workbook: Any, grid: Grid) -> None:
    """Add the sheet."""
    sheet = workbook.add_worksheet(GUIDE_SHEET)
    sheet.set_default_row(LINE_HEIGHT)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    title = workbook.add_format({"bold": True, "font_size": 14})
    heading = workbook.add_format({"bold": True, "bottom": 1})
    left = workbook.add_format({**TEXT_LOOK, "bold": True})
    right = workbook.add_format(dict(TEXT_LOOK))
    sheet.write_string(0, 0, allowed(f"{subject_of(grid.inquiry)}　回答用Excel（{grid.form.unit[1]}）"), title)
    for down, (label, text) in enumerate(_lines(grid), 2):
        if label == _HEADING:
            sheet.write_string(down, 0, text, heading)
            sheet.write_blank(down, 1, None, heading)
        else:
            write_row(sheet, down, [allowed(label), allowed(text)], [left, right], _WIDTHS)
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    print_on_a4(sheet)


def _lines(grid: Grid) -> Iterator[Line]:
    terms = grid.inquiry.terms
    yield "回答期限", labels.day(terms.due_on)
    yield "基準日", f"{labels.day(terms.reference_on)}（この日現在の状況をお答えください。）"
    yield "照会する事項", "、".join(topics_in_words(terms))
    yield "手続の数", f"{labels.number(len(grid.form.rows))}手続"
    yield "返送先", "DX推進担当"
    if terms.note:
        yield "連絡事項", terms.note
    yield from (("", ""), (_HEADING, "記入の手順"))
    for number, text in enumerate(_steps(grid), 1):
        yield f"{number}", text
    yield from (("", ""), (_HEADING, "お願い"))
    yield (
        "してはいけないこと",
        "行・列の追加や削除、シート名の変更、シートの保護の解除はしないでください。取り込めなくなることがあります。",
    )
    yield (
        "手続の過不足",
        "手続の追加や廃止、所管の誤りがあるときは、このファイルには書かずに、DX推進担当へご連絡ください。",
    )
    yield from (("", ""), (_HEADING, "返送した後"))
    yield (
        "確認",
        "DX推進担当が取り込み、内容を確認します。内容についてお尋ねし、又は記入のし直しをお願いすることがあります。",
    )
    yield (
        "画面での回答",
        "画面で回答した手続は、このファイルに記入する必要はありません。全て画面で回答した場合は、返送も不要です。",
    )
    if grid.asks(Topic.STATUS):
        yield from (("", ""), (_HEADING, "オンライン化状況の区分"), *_STATUSES)


def _steps(grid: Grid) -> Iterator[str]:
    yield "「回答」のシートを開き、「回答者」と、表の黄色の欄に記入します。灰色の欄は変更できません。"
    if grid.asks(Topic.STATUS):
        yield (
            "黄色の欄には、登録されている最新の内容が入っています。手続ごとに内容を確かめ、"
            f"そのままで正しければ「回答」の列で「{UNCHANGED}」を、直したところがあれば「{CHANGED}」を選びます。"
            f"「{ANSWERED_BEFORE}」とある手続は回答済みです。直すところがなければ、そのままにしてください。"
        )
        yield "区分などを選ぶ欄は、セルを選ぶと現れる▼を押して選びます。受付方法は、１つの欄に１つずつ選びます。"
        yield (
            "日付は、R8.4.1、2026/4/1、令和8年4月1日のどの書き方でもかまいません。"
            "予定時期は、R9.4、令和9年度のように、月又は年度でもかまいません。"
        )
    if grid.counts:
        yield (
            "件数は0以上の整数で記入します。「うちオンライン」は、受付件数のうちオンラインで受け付けた件数です。"
            f"集計していない場合は「{NOT_COUNTED}」と記入します（空欄は未回答として扱います）。"
        )
    yield "「点検」のシートを開き、結果が全て「よし」になったことを確かめます。"
    yield "Excelブック（.xlsx）のまま保存し、回答期限までに返送します。ファイル名は変えてもかまいません。"


_STATUSES = (
    (
        "実施済",
        "申請、届出等をオンラインで行うことができる（納付や受取に来庁が必要なものを含む。）。コンビニ交付を含む。",
    ),
    ("一部実施済", "一部の申請等に限り、オンラインで行うことができる。備考に、できるもの（できないもの）を記入する。"),
    ("未実施", "オンラインで行うことができない。電子メールやファクシミリだけで受け付けるものを含む。"),
    ("適用除外", "法令等の定めにより、オンラインで行うことができない。根拠法令等を記入する。"),
    ("その他", "以上のどれにも当てはまらない。"),
)
