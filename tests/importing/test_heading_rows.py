"""The headings of a list: found below titles, in one row or two, over merged cells."""

import pytest

from tracker.importing.heading_rows import Headings, find_headings, headings_at
from tracker.importing.proposals import likeness, proposed
from tracker.importing.table import Merge, NumberedRow

GROUPS = ["部", "課", "手続名", "件数", "", "", "備考"]
PARTS = ["", "", "", "令和5年度", "令和6年度", "うちオンライン", ""]
WHOLE = ("部", "課", "手続名", "件数 令和5年度", "件数 令和6年度", "件数 うちオンライン", "備考")


def table(*lines: list[str]) -> list[NumberedRow]:
    return list(enumerate(lines, start=1))


def score(found: Headings) -> int:
    return likeness(found.written)


def test_a_group_in_a_text_file_stands_above_its_first_column_only() -> None:
    found = find_headings(
        table(["台帳"], [], GROUPS, PARTS, ["総務部", "税務課", "申告", "1", "2", "3", ""]), (), score
    )
    assert found is not None
    assert (found.row, found.rows, found.written) == (4, 2, WHOLE)
    assert found.titles == ((1, "台帳"),)


def test_a_heading_with_nothing_below_it_is_no_group() -> None:
    found = headings_at(table(["手続名", "", "件数", ""], ["", "備考", "令和5年度", "令和6年度"]), (), 2, 2)
    assert found is not None
    assert found.written == ("手続名", "備考", "件数 令和5年度", "件数 令和6年度")


def test_a_merged_heading_holds_for_all_columns_under_it() -> None:
    merges = [Merge("D1:F1", 1, 4, 1, 6), *(Merge("A1:A2", 1, place, 2, place) for place in (1, 2, 3, 7))]
    found = headings_at(table(GROUPS, PARTS), merges, 2, 2)
    assert found is not None
    assert found.written == WHOLE


def test_a_title_merged_over_the_table_is_no_heading() -> None:
    head = table(["手続の一覧", "", "", ""], ["部", "課", "手続名", "件数"], ["総務部", "税務課", "申告", "1"])
    found = find_headings(head, [Merge("A1:D1", 1, 1, 1, 4)], score)
    assert found is not None
    assert (found.row, found.rows, found.titles) == (2, 1, ((1, "手続の一覧"),))


def test_the_row_can_be_said_and_must_be_there() -> None:
    head = table(["a", "b"], ["c", "d"])
    found = headings_at(head, (), 2, 1)
    assert found is not None
    assert found.written == ("c", "d")
    assert headings_at(head, (), 3, 1) is None


def test_every_column_has_a_key_of_its_own() -> None:
    found = headings_at(table(["件数", "", "件 数", "Ｎｏ．", ""]), (), 1, 1)
    assert found is not None
    assert found.keys == ("件数", "(b列)", "件数(2)", "no.", "(e列)")


@pytest.mark.parametrize(
    ("heading", "identifier"),
    [
        ("手続名", "name"),
        ("手続きの名称", "name"),
        ("担当課", "division"),
        ("件数（令和4年度）", "annual_cases"),
        ("年間件数 うちオンライン", "online_cases"),
        ("オンライン化 状況", "online_status"),
        ("根拠条例等", "legal_basis"),
        ("備考※1", "note"),
        ("内線", None),
        ("No.", None),
    ],
)
def test_what_a_heading_probably_means(heading: str, identifier: str | None) -> None:
    assert proposed([heading]) == [identifier]


def test_no_column_is_proposed_twice() -> None:
    assert proposed(["件数", "年間件数"]) == ["annual_cases", None]
