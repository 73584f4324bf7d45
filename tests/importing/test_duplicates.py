"""Codes and names that occur twice."""

from pathlib import Path

import pytest

from tests.importing.catalogue_files import places, problem, read_rows, row, warning


def test_a_code_twice_is_refused_in_the_words_of_the_word_list(tmp_path: Path) -> None:
    rows = [row(code="0012", name="あ"), row(code="K-2", name="い"), row(code="0012", name="う")]
    found = problem(read_rows(tmp_path, *rows))
    assert (found.row, found.column, found.value) == (4, "手続ID", "0012")
    assert found.ja == "「0012」は2行目と重複しています。どちらかを直してください。"


@pytest.mark.parametrize("again", ["Ｋ－００１", "k-001", "K-\u200b001", "K-001 "])
def test_codes_that_count_as_one(tmp_path: Path, again: str) -> None:
    reading = read_rows(tmp_path, row(code="K-001", name="あ"), row(code=again, name="い"))
    found = problem(reading)
    assert (found.row, found.column) == (3, "手続ID")
    assert len(reading.rows) == 2


def test_leading_zeros_make_another_code(tmp_path: Path) -> None:
    assert read_rows(tmp_path, row(code="1", name="あ"), row(code="01", name="い")).accepted


def test_a_name_twice_in_a_division_is_refused(tmp_path: Path) -> None:
    found = problem(read_rows(tmp_path, row(), row(code="K-2")))
    assert (found.row, found.column, found.value) == (3, "手続名", "住民票の写し")
    assert "同じ課の2行目と重複しています" in found.ja


def test_a_name_may_recur_in_another_division(tmp_path: Path) -> None:
    elsewhere = row(code="K-2", division="税務課"), row(code="K-3", division="総務課", name="「住民票の写し」")
    reading = read_rows(tmp_path, row(), *elsewhere)
    assert reading.problems == reading.warnings == ()


def test_problems_come_in_the_order_of_the_rows(tmp_path: Path) -> None:
    rows = [row(), row(name="あ"), row(code="K-2", name="い", annual_cases="約")]
    assert places(read_rows(tmp_path, *rows).problems) == [(3, "手続ID"), (4, "年間受付件数")]


@pytest.mark.parametrize(
    "like", ["住民票の 写し", "住民票の写し。", "「住民票」の写し", "住民票（の）写し", "住民票の・写し"]
)
def test_names_much_alike_are_pointed_out(tmp_path: Path, like: str) -> None:
    found = warning(read_rows(tmp_path, row(), row(code="K-2", name=like)))
    assert (found.row, found.column, found.value) == (3, "手続名", like)
    assert "2行目「住民票の写し」とよく似ています" in found.ja


def test_names_that_differ_in_a_letter_are_not(tmp_path: Path) -> None:
    assert read_rows(tmp_path, row(name="転入届"), row(code="K-2", name="転出届")).warnings == ()
    assert read_rows(tmp_path, row(name="(!)"), row(code="K-2", name="(?)")).warnings == ()


@pytest.mark.parametrize(
    ("name", "like", "reason"),
    [
        ("健(検)診実績報告書", "健診実績報告書", "（括弧の有無）"),
        ("粗大ごみの申し込み", "粗大ゴミの申込", "（漢字・仮名の書き方の違い、送り仮名の違い）"),
        ("児童手当の申請", "児童手当申請書", "（「の」の有無、末尾の語（書、手続など）の有無）"),
    ],
)
def test_other_spellings_of_a_name_are_pointed_out_with_what_differs(
    tmp_path: Path, name: str, like: str, reason: str
) -> None:
    found = warning(read_rows(tmp_path, row(name=name), row(code="K-2", name=like)))
    assert (found.row, found.value) == (3, like)
    assert f"とよく似ています{reason}" in found.ja


def test_a_row_is_pointed_out_once_however_many_it_is_like(tmp_path: Path) -> None:
    names = ["住民票の写し", "住民票の 写し", "住民票の写し。", "住民票の写し（抄本）"]
    rows = [row(code=f"K-{number}", name=name) for number, name in enumerate(names)]
    assert places(read_rows(tmp_path, *rows).warnings) == [(3, "手続名"), (4, "手続名")]


def test_rows_with_problems_of_their_own_are_compared_too(tmp_path: Path) -> None:
    rows = [row(annual_cases="約"), row(code="k-001", name="い"), row(code="K-3", url="ftp://example")]
    found = places(read_rows(tmp_path, *rows).problems)
    assert found == [(2, "年間受付件数"), (3, "手続ID"), (4, "手続名"), (4, "申請URL")]


def test_a_code_is_compared_even_where_the_name_is_missing(tmp_path: Path) -> None:
    assert places(read_rows(tmp_path, row(), row(name="")).problems) == [(3, "手続ID"), (3, "手続名")]
