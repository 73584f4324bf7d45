"""Which column of the catalogue a heading of somebody's own list probably means. Proposed, never taken for granted."""

import re
from collections.abc import Sequence

from tracker.domain.catalogue import COLUMNS
from tracker.importing.headings import heading_key

_WAYS = {
    "code": ("手続番号", "管理番号", "手続コード"),
    "name": ("手続名称", "手続きの名称", "手続の名称", "手続き名", "手続き名称", "行政手続名", "事務名", "名称"),
    "department": ("部名", "部局", "部局名", "所管部", "担当部"),
    "division": ("所管課名", "課", "課名", "担当課", "担当課名", "主管課", "所管課等", "所管", "所属", "担当課室"),
    "themes": ("分類", "分野名"),
    "procedure_type": ("類型",),
    "annual_cases": (
        "件数", "年間件数", "受付件数", "申請件数", "年間申請件数", "処理件数", "年間処理件数", "手続件数", "総件数",
        "総手続件数", "取扱件数",
    ),
    "online_cases": (
        "オンライン件数", "うちオンライン", "うちオンライン件数", "オンライン申請件数", "電子申請件数", "うち電子申請",
        "オンライン受付件数",
    ),
    "volume_fiscal_year": ("年度", "対象年度"),
    "online_status": (
        "オンライン化", "オンライン", "オンライン対応", "オンライン化の状況", "オンライン化の実施状況", "電子化",
        "電子化状況", "対応状況", "実施状況", "状況", "オンライン化の有無",
    ),
    "online_scope": ("オンライン化範囲", "範囲"),
    "online_on": ("開始日", "開始年月", "開始年月日", "開始時期", "オンライン化開始日", "オンライン化日", "導入日"),
    "planned_for": ("予定", "実施予定", "実施予定時期", "オンライン化予定", "オンライン化予定時期", "導入予定時期"),
    "barrier": ("未実施理由", "実施しない理由", "課題"),
    "channels": ("受付手段", "申請方法", "利用システム", "システム", "システム名"),
    "url": ("url", "申請ページ", "リンク"),
    "legal_basis": ("根拠法令", "根拠", "根拠規定", "根拠法令・条例等", "根拠条例等", "根拠例規"),
    "abolished_on": ("廃止年月日",),
    "source": ("出所",),
    "note": ("特記事項", "摘要", "備考欄", "メモ"),
}  # fmt: skip
_MEANT = {
    **{heading_key(way): identifier for identifier, ways in _WAYS.items() for way in ways},
    **{heading_key(name): column.identifier for column in COLUMNS for name in (column.heading, column.identifier)},
}
_ASIDE = re.compile(r"\(.*?\)|(令和|平成|[rh])(\d{1,2}|元)年度|\d{4}年度|[※*]\d*")


def proposed(written: Sequence[str]) -> list[str | None]:
    """For each heading the column that it probably means, each column once; None where that cannot be said."""
    found: list[str | None] = []
    for heading in written:
        identifier = _meant(heading)
        found.append(None if identifier in found else identifier)
    return found


def likeness(written: Sequence[str]) -> int:
    """How many columns of the catalogue a row of headings seems to name."""
    return sum(identifier is not None for identifier in proposed(written))


def _meant(heading: str) -> str | None:
    """By the whole heading, or by its lower part, or by its upper one."""
    parts = heading.split(" ")
    wholes = [" ".join(parts[start:]) for start in range(len(parts))]
    wholes += [" ".join(parts[:end]) for end in range(len(parts) - 1, 0, -1)]
    for part in wholes:
        key = heading_key(part)
        if identifier := _MEANT.get(key) or _MEANT.get(_ASIDE.sub("", key)):
            return identifier
    return None
