"""新旧対照表 as offices keep it: what is read from a file, and what is said of the rest."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.build import TODAY, department
from tests.importing.workbook_files import workbook
from tracker.domain.organisation import Department, Division
from tracker.domain.succession import Line
from tracker.exporting.succession import succession_template
from tracker.exporting.table import write_csv, write_xlsx
from tracker.importing.problem import Problem
from tracker.importing.succession import lines_of, read_succession

WARD = (
    department("総務部", "税務課", "庶務課", code="B01"),
    department("福祉部", "介護保険課", "庶務課", code="B02"),
    Department(
        "B03", "環境部", (Division("B03-01", "公害課", None, date(2026, 4, 1), "B03-02"), Division("B03-02", "環境課"))
    ),
)
HEAD = "旧の部,旧の課,新の部,新の課,手続ID,備考\n"
Read = Callable[[bytes], tuple[list[Line], tuple[Problem, ...]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(content: bytes) -> tuple[list[Line], tuple[Problem, ...]]:
        path = tmp_path / "table"
        path.write_bytes(content)
        rows, problems = read_succession(path)
        return ([], problems) if problems else lines_of(rows, WARD, TODAY)

    return reading


def lines(found: tuple[list[Line], tuple[Problem, ...]]) -> list[Line]:
    assert found[1] == ()
    return found[0]


ROWS = [
    ("旧の部", "旧の課", "新の部", "新の課", "手続ID", "備考"),
    ("総務部", "税務課", "総務部", "納税課", "K-001、K-002", "分割"),
    ("総務部", "税務課", "総務部", "課税課", "", ""),
    ("福祉部", "介護保険課", "", "", "", "廃止"),
    ("", "", "環境部", "脱炭素課", "", "新設"),
]
READ = [
    Line(2, ("総務部", "税務課"), ("総務部", "納税課"), ("K-001", "K-002")),
    Line(3, ("総務部", "税務課"), ("総務部", "課税課")),
    Line(4, ("福祉部", "介護保険課"), None),
    Line(5, None, ("環境部", "脱炭素課")),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("mark", [",", "\t"])
def test_whatever_excel_saves_is_read(read: Read, encoding: str, mark: str) -> None:
    assert lines(read("\r\n".join(map(mark.join, ROWS)).encode(encoding))) == READ


def test_a_workbook_is_read(read: Read) -> None:
    assert lines(read(workbook(改正=ROWS))) == READ


def test_codes_are_told_apart_however_they_are_written(read: Read) -> None:
    cells = '"K-1, K-2、K-3；K-4　K-5"'
    (line,) = lines(read(f"{HEAD}総務部,税務課,総務部,納税課,{cells},\n".encode()))
    assert line.codes == ("K-1", "K-2", "K-3", "K-4", "K-5")


def test_notes_may_hold_anything(read: Read) -> None:
    assert lines(read(f'{HEAD}総務部,税務課,総務部,納税課,,"2行に\nわたる備考"\n'.encode()))


def test_only_the_divisions_must_have_columns(read: Read) -> None:
    (line,) = lines(read("新の課,旧の課\n納税課,税務課\n".encode()))
    assert line == Line(2, ("総務部", "税務課"), ("総務部", "納税課"))
    (problem,) = read("旧の部,旧の課\n総務部,税務課\n".encode())[1]
    assert (problem.column, "必要な列" in problem.ja) == ("新の課", True)


def test_an_empty_new_department_is_the_old_one(read: Read) -> None:
    assert lines(read(f"{HEAD}福祉部,庶務課,,総務課,,\n".encode()))[0].new == ("福祉部", "総務課")


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        ("総務部,ない課,総務部,納税課,,", "旧の課", "ない課", "登録されていません"),
        (",庶務課,総務部,納税課,,", "旧の課", "庶務課", "「総務部」、「福祉部」にそれぞれ"),
        ("環境部,公害課,環境部,環境課,,", "旧の課", "公害課", "「環境部 環境課」に引き継がれています"),
        ("総務部,,総務部,納税課,,", "旧の課", None, "旧の課も入力してください"),
        ("総務部,税務課,総務部,,,", "新の課", None, "新の課も入力してください"),
        (",,,納税課,,", "新の部", None, "新設する課の部"),
        (",,,,K-001,", "旧の課", None, "どちらも空欄"),
        ("総務部,税務課,総務部,納\x07税課,,", "新の課", "納<U+0007>税課", "制御文字"),
    ],
)
def test_a_cell_that_is_wrong_is_named_with_what_to_do(
    read: Read, row: str, column: str, value: str | None, said: str
) -> None:
    (problem,) = read(f"{HEAD}総務部,庶務課,総務部,庶務課,,\n{row}\n".encode())[1]
    assert (problem.row, problem.column, problem.value) == (3, column, value)
    assert said in problem.ja
    assert problem.ja.endswith("。")
    assert problem.en.endswith(".")


def test_without_rows_there_is_nothing_to_take_in(read: Read) -> None:
    (problem,) = read(HEAD.encode())[1]
    assert "見出しの下に行がありません" in problem.ja


@pytest.mark.parametrize("write", [write_xlsx, write_csv])
def test_the_layout_as_it_is_handed_out_changes_nothing(read: Read, write: Callable[..., bytes]) -> None:
    units = (*WARD[:2], department("環境部", "環境課", code="B03"))
    found = lines(read(write(succession_template(units))))
    assert [line.old for line in found] == [(item.name, unit.name) for item in units for unit in item.divisions]
    assert all(line.new == line.old and not line.codes for line in found)
