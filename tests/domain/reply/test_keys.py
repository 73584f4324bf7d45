"""The rows that come back are those that were issued, each once and with its own name; whatever else is named."""

import pytest

from tests.build import procedure
from tracker.domain.reply.form import ReplyForm, ReplyRow
from tracker.domain.reply.keys import Keys, issued_rows

FORM = ReplyForm(
    1, "B01-02", ("総務部", "税務課"), 3, tuple(ReplyRow(code, f"手続{code}", {}) for code in ("T-1", "T-2", "T-3"))
)
OTHERS = {"c-1": procedure("C-1", division="介護保険課")}
GOOD = [Keys(6, "T-1", "手続T-1"), Keys(7, "T-2", "手続T-2"), Keys(8, "T-3", "手続T-3")]


def test_each_once_in_any_order_and_in_any_way_of_writing() -> None:
    rows, problems = issued_rows(FORM, [GOOD[2], Keys(9, " ｔ-２", "手続 Ｔ-2"), GOOD[0]], {})
    assert problems == ()
    assert {number: row.code for number, row in rows.items()} == {6: "T-1", 9: "T-2", 8: "T-3"}


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ([*GOOD, Keys(9, "T-2", "手続T-2")], [(9, "手続ID", "7行目と同じ手続")]),
        ([*GOOD, Keys(9, "X-1", "何か")], [(9, "手続ID", "加えた行は取り込めません")]),
        ([*GOOD, Keys(9, "", "何か")], [(9, "手続ID", "加えた行は取り込めません")]),
        ([*GOOD, Keys(9, "Ｃ-1", "手続C-1")], [(9, "手続ID", "「介護保険課」の手続です")]),
        (GOOD[1:], [(None, "手続ID", "「手続T-1」の行がありません")]),
        ([], [(None, "手続ID", f"「手続T-{n}」の行がありません") for n in (1, 2, 3)]),
        ([Keys(6, "T-9", "手続T-1"), *GOOD[1:]], [(6, "手続ID", "手続IDが「T-1」から書き換え")]),
        ([Keys(6, "T-1", "別の名"), *GOOD[1:]], [(6, "手続名", "手続名が「手続T-1」から書き換え")]),
        (
            [GOOD[0], Keys(7, "T-9", "手続T-2"), GOOD[2], Keys(9, "T-1", "手続T-1")],
            [(7, "手続ID", "手続IDが「T-2」から書き換え"), (9, "手続ID", "6行目と同じ手続")],
        ),
    ],
)
def test_what_does_not_fit_is_named(keys: list[Keys], found: list[tuple[int | None, str, str]]) -> None:
    problems = issued_rows(FORM, keys, OTHERS)[1]
    assert [(problem.row, problem.column) for problem in problems] == [(row, column) for row, column, _said in found]
    for problem, (_row, _column, said) in zip(problems, found, strict=True):
        assert said in problem.ja
        assert problem.en
