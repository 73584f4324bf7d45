"""What may be entered in a column of the sheet 回答, and what is said to whoever enters it.

Codes are chosen from a list. Days and periods are text and take any way of writing; a count is only warned about.
"""

from typing import Any

from tracker.domain.reply.columns import NOT_COUNTED, REPLY, Kind, ReplyColumn
from tracker.exporting.reply.grid import list_name

Rule = dict[str, Any]
"""In XlsxWriter's words."""

_DAY_PROMPT = "R8.4.1、2026/4/1、令和8年4月1日のどの書き方でもかまいません。"
_PROMPTS = {
    REPLY: "左の手続について、右の内容がそのままで正しければ「変更なし」、内容を直したら「変更あり」を選びます。",
    "online_on": f"{_DAY_PROMPT}実施済・一部実施済の手続だけに記入します。",
    "url": "https:// で始まる、申請の入口のページのアドレスを記入します。",
    "note": "一部実施済の場合は、オンラインでできるもの（できないもの）を必ず記入します。",
    "legal_basis": "適用除外の場合は、根拠となる法令等を必ず記入します。",
    "planned_for": "R9.4、令和9年4月、令和9年度のように、月又は年度で記入します。日まで決まっていれば日を記入します。",
    "barrier": "庁内限りの項目です。公表しません。",
    "comment": "庁内限りの項目です。公表しません。",
}
_COUNT_PROMPT = f"0以上の整数で記入します。集計していない場合は「{NOT_COUNTED}」と記入します。"


def rule_of(column: ReplyColumn, first_cell: str) -> Rule:
    """The rule of a column whose first cell has this address."""
    if column.kind is Kind.CODE:
        rule = _chosen(column)
    elif column.kind is Kind.CASES:
        rule = _count(first_cell)
    else:
        rule = {"validate": "any"}
    prompt = _COUNT_PROMPT if column.kind is Kind.CASES else _PROMPTS.get(column.identifier)
    return rule | ({"input_message": prompt} if prompt else {})


def _chosen(column: ReplyColumn) -> Rule:
    return {
        "validate": "list",
        "source": f"={list_name(column)}",
        "error_type": "stop",
        "error_title": "一覧にない値です",
        "error_message": "▼を押して一覧から選んでください。該当しない場合は空欄にしてください。",
    }


def _count(cell: str) -> Rule:
    return {
        "validate": "custom",
        "value": f'=OR({cell}="{NOT_COUNTED}",IF(ISNUMBER({cell}),AND({cell}>=0,{cell}=INT({cell})),FALSE))',
        "error_type": "warning",
        "error_title": "件数を確かめてください",
        "error_message": _COUNT_PROMPT,
    }
