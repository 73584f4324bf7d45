"""Whether the rows of a returned workbook are those that were issued: each once, with its name, and none besides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.catalogue import HEADINGS
from tracker.domain.labels import number
from tracker.domain.procedure import Procedure, code_key
from tracker.domain.reply.findings import Finding
from tracker.domain.reply.form import ReplyForm, ReplyRow
from tracker.domain.text import search_key

_CODE, _NAME = HEADINGS["code"], HEADINGS["name"]


@dataclass(frozen=True, slots=True)
class Keys:
    """The row as a spreadsheet counts it, and what stands under 手続ID and 手続名."""

    row: int
    code: str
    name: str


def issued_rows(
    form: ReplyForm, returned: Iterable[Keys], others: Mapping[str, Procedure]
) -> tuple[dict[int, ReplyRow], tuple[Finding, ...]]:
    """What was issued by the number of the row that came back, in the order of the form, and what is wrong.

    ``others``: procedures that are not on the form, by the keys of their codes, to say whose they are.
    """
    keys = list(returned)
    by_key = {code_key(row.code): row for row in form.rows}
    first: dict[str, Keys] = {}
    problems: list[Finding] = []
    for each in keys:
        key = code_key(each.code)
        if key in by_key and key in first:
            problems.append(_finding(each, _CODE, each.code, _twice(first[key].row)))
            continue
        first.setdefault(key, each)
    missing = [row for key, row in by_key.items() if key not in first]
    for each in first.values():
        issued = by_key.get(code_key(each.code))
        if issued is None:
            problems.append(_stranger(each, missing, others))
        elif search_key(issued.name) != search_key(each.name):
            problems.append(_finding(each, _NAME, each.name, _renamed(issued)))
    problems += [_deleted(row) for row in missing]
    found = {first[key].row: row for key, row in by_key.items() if key in first}
    return found, tuple(sorted(problems, key=lambda problem: problem.row or _LAST))


_LAST = 10**9


def _stranger(each: Keys, missing: list[ReplyRow], others: Mapping[str, Procedure]) -> Finding:
    """A row that was not issued: its key was changed, or it is another division's, or it was added."""
    meant = next((row for row in missing if search_key(row.name) == search_key(each.name)), None)
    if meant is not None:
        missing.remove(meant)
        return _finding(each, _CODE, each.code, _rewritten(meant))
    owner = others.get(code_key(each.code))
    return _finding(each, _CODE, each.code, _of_another(owner) if owner else _ADDED)


def _finding(each: Keys, column: str, value: str, sentences: Sequence[str]) -> Finding:
    return Finding(each.row, column, value, *sentences)


def _deleted(row: ReplyRow) -> Finding:
    return Finding(
        None,
        _CODE,
        row.code,
        f"「{row.name}」の行がありません。行を削除しない様式で、記入し直してもらってください。",
        f"The row of “{row.name}” is missing. Rows must not be deleted.",
        f"{row.code} {row.name}",
    )


def _twice(row: int) -> tuple[str, str]:
    return (
        f"{number(row)}行目と同じ手続です。どちらの行が正しいか確かめ、もう一方を削除してください。",
        f"This is the procedure of row {number(row)} again. Find out which row is right, and delete the other.",
    )


def _renamed(issued: ReplyRow) -> tuple[str, str]:
    return (
        f"手続名が「{issued.name}」から書き換えられています。元に戻してください。"
        "名称の変更は、DX推進担当が「組織・手続・基準の設定」で登録します。",
        f"The name was “{issued.name}” and has been changed. Put it back: names are changed in the settings.",
    )


def _rewritten(issued: ReplyRow) -> tuple[str, str]:
    return (
        f"「{issued.name}」の手続IDが「{issued.code}」から書き換えられています。元に戻してください。",
        f"The code of “{issued.name}” was “{issued.code}” and has been changed. Put it back.",
    )


def _of_another(owner: Procedure) -> tuple[str, str]:
    return (
        f"この様式にない行です。「{owner.name}」は「{owner.division}」の手続です。その課の様式で回答してもらい、この行は削除してください。",
        f"This row was not issued. “{owner.name}” is of “{owner.division}”: ask for it there, and delete this row.",
    )


_ADDED = (
    "この様式にない行です。加えた行は取り込めません。行を削除し、新しい手続はDX推進担当に知らせてください。",
    "This row was not issued and cannot be taken in. Delete it, and tell the DX team of new procedures.",
)
