"""How a file is read, in words under headings: for the log."""

from collections.abc import Iterable

from tracker.domain import labels
from tracker.domain.audit import Details
from tracker.domain.catalogue import HEADINGS
from tracker.domain.column_mapping import LEFT_OUT, ColumnMapping
from tracker.importing.manner import LAYOUT_NAMES, Manner

_LEFT_OUT = "取り込まない"
_YES, _NO = "はい", "いいえ"


def said_by_manner(manner: Manner) -> Details:
    """Everything that was chosen; what was left to be recognised is ""."""
    mapping = manner.mapping or ColumnMapping()
    return {
        "様式": LAYOUT_NAMES[manner.layout].ja if manner.layout else "",
        "シート": manner.sheet or "",
        "見出しの行": manner.header_row or "",
        "見出しの行数": mapping.heading_rows,
        "件数年度の列がない場合の年度": labels.fiscal_year(manner.fiscal_year) if manner.fiscal_year else "",
        "様式にない列を取り込まない": _said(manner.allow_unknown_columns),
        "登録されていない部・課を作成する": _said(manner.create_divisions),
        "地方公共団体が受け付ける手続だけを取り込む": _said(manner.municipal_only),
        "列の対応付け": {heading: HEADINGS.get(column, _LEFT_OUT) for heading, column in mapping.columns.items()},
        "全ての行に入れる値": {HEADINGS[column]: value for column, value in mapping.constants.items()},
        "記号の読み替え": {
            f"{HEADINGS[column]}「{word}」": meaning
            for column, words in mapping.words.items()
            for word, meaning in words.items()
        },
        "上の行の値を引き継ぐ項目": _listed(mapping.carried_down),
        "小計・合計の行を除く": _said(mapping.without_totals),
        "「約」の付いた件数を概数とする": _said(mapping.rounded_counts),
        "手続IDの先頭の文字": mapping.code_prefix,
    }


def _said(wish: bool) -> str:
    return _YES if wish else _NO


def _listed(columns: Iterable[str]) -> list[str]:
    return [HEADINGS[column] for column in columns if column != LEFT_OUT]
