"""Lists of staff as offices keep them: what is read, and what is said of the rest."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.build import TODAY
from tracker.domain.account import Account, Role
from tracker.domain.organisation import Department, Division
from tracker.exporting.staff import staff_template
from tracker.exporting.table import Table, write_csv, write_xlsx
from tracker.importing.lists import MAX_ROWS
from tracker.importing.problem import Problem
from tracker.importing.staff import StaffReading, read_staff

ORGANISATION = (
    Department("B01", "総務部", (Division("B01-01", "税務課"), Division("B01-02", "庶務課"))),
    Department("B02", "福祉部", (Division("B02-01", "介護保険課"), Division("B02-02", "庶務課"))),
)
HEAD = "職員ID,氏名,権限,部,所管課\n"
Read = Callable[[str], StaffReading]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(text: str, encoding: str = "utf-8") -> StaffReading:
        path = tmp_path / "list.csv"
        path.write_bytes(text.encode(encoding))
        return read_staff(path, ORGANISATION, TODAY)

    return reading


def accounts(found: StaffReading) -> list[Account]:
    assert found.problems == ()
    return [person.account for person in found.people]


def only(found: StaffReading) -> Problem:
    (problem,) = found.problems
    assert problem.ja.endswith("。")
    assert problem.en.endswith(".")
    return problem


def test_rows_of_one_staff_id_are_one_person_with_several_divisions(read: Read) -> None:
    found = read(
        HEAD + "a,田中 太郎,所管課,総務部,税務課\nb,山田 花子,DX推進担当,,\nA,田中 太郎,所管課,福祉部,介護保険課\n"
    )
    assert accounts(found) == [
        Account("a", "田中 太郎", Role.EDITOR, (("総務部", "税務課"), ("福祉部", "介護保険課"))),
        Account("b", "山田 花子", Role.DX),
    ]
    assert [person.row for person in found.people] == [2, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("mark", [",", "\t"])
def test_whatever_excel_saves_is_read(read: Read, encoding: str, mark: str) -> None:
    text = (HEAD + "0012345,田中 太郎,所管課,総務部,税務課\n").replace(",", mark)
    assert accounts(read(text, encoding)) == [Account("0012345", "田中 太郎", Role.EDITOR, (("総務部", "税務課"),))]  # type: ignore[call-arg]


def test_full_width_and_space_are_made_alike(read: Read) -> None:
    found = read("　職員ＩＤ , 氏名,権限,部,所管課\n Ｔ－０１ ,　田中　太郎,閲覧のみ ,,\n")
    assert accounts(found) == [Account("T-01", "田中 太郎", Role.VIEWER)]


def test_blank_rows_are_nothing(read: Read) -> None:
    found = read("\n,,,,\n" + HEAD + "\na,x,閲覧のみ,,\n,,　,,\n\nb,y,閲覧のみ,,\n,,,,\n")
    assert [(person.row, person.account.login) for person in found.people] == [(5, "a"), (8, "b")]
    assert found.problems == ()


def test_a_division_that_only_one_department_has_needs_no_department(read: Read) -> None:
    assert accounts(read("職員ID,氏名,権限,所管課\na,x,所管課,税務課\n"))[0].units == (("総務部", "税務課"),)


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        ("a,x,所管課,総務部,ない課", "所管課", "ない課", "登録されていません"),
        ("a,x,所管課,ない部,税務課", "所管課", "税務課", "「総務部」にあります"),
        ("a,x,所管課,,庶務課", "所管課", "庶務課", "「総務部」、「福祉部」にそれぞれ"),
        ("a,x,所管課,総務部,", "所管課", "", "部だけが"),
        ("a,x,所管課,,", "所管課", "", "所管課を入力してください"),
        ("a,x,管理者,,", "権限", "管理者", "「DX推進担当」"),
        ("a,x,,,", "権限", "", "いずれかを入力"),
        (",x,閲覧のみ,,", "職員ID", "", "職員IDを入力"),
        ("田中,x,閲覧のみ,,", "職員ID", "田中", "英数字"),
        ("a,,閲覧のみ,,", "氏名", "", "氏名を入力"),
        ("a," + "名" * 61 + ",閲覧のみ,,", "氏名", "名" * 59 + "…", "60文字以内"),
        ("a,x\x07,閲覧のみ,,", "氏名", "x<U+0007>", "制御文字"),
    ],
)
def test_a_cell_that_is_wrong_is_named_with_what_to_do(
    read: Read, row: str, column: str, value: str, said: str
) -> None:
    problem = only(read(f"{HEAD}b,y,閲覧のみ,,\n{row}\n"))
    assert (problem.row, problem.column, problem.value) == (3, column, value)
    assert said in problem.ja


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("Ａ,別人,所管課,総務部,庶務課", "氏名", "2行目では、氏名が「田中」"),
        ("a,田中,閲覧のみ,,", "権限", "2行目では、権限が「所管課」"),
        ("a,田中,所管課,総務部,税務課", "職員ID", "2行目の職員が繰り返されています"),
    ],
)
def test_rows_of_one_person_that_disagree_are_refused(read: Read, row: str, column: str, said: str) -> None:
    problem = only(read(f"{HEAD}a,田中,所管課,総務部,税務課\n{row}\n"))
    assert (problem.row, problem.column) == (3, column)
    assert said in problem.ja


def test_a_division_of_other_days_is_named_with_its_successor(tmp_path: Path) -> None:
    divisions = (
        Division("B01-01", "税務課", valid_to=TODAY, successor="B01-03"),
        Division("B01-02", "庶務課", valid_to=TODAY),
        Division("B01-03", "納税課", valid_from=TODAY),
        Division("B01-04", "未来課", valid_from=date(2027, 4, 1)),
    )
    path = tmp_path / "list.csv"
    for division, said in (
        ("税務課", "「税務課」は令和8年11月20日に廃止され、「総務部 納税課」に引き継がれています。"),
        ("庶務課", "「庶務課」は令和8年11月20日に廃止されています。"),
        ("未来課", "「未来課」は令和9年4月1日に設置されます。"),
    ):
        path.write_text(f"{HEAD}a,x,所管課,総務部,{division}\n", "utf-8")
        assert only(read_staff(path, (Department("B01", "総務部", divisions),), TODAY)).ja.startswith(said)
    assert accounts(read_staff(path, (Department("B01", "総務部", divisions),), date(2027, 4, 1)))


def test_everything_that_is_wrong_is_said_at_once(read: Read) -> None:
    found = read(f"{HEAD}田中,,管理者,総務部,ない課\na,x,所管課,,\n")
    assert [(problem.row, problem.column) for problem in found.problems] == [
        (2, "職員ID"),
        (2, "氏名"),
        (2, "権限"),
        (2, "所管課"),
        (3, "所管課"),
    ]


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("", None, "見出しの行が見つかりません"),
        ("a,b,c\n1,2,3\n", None, "見出しの行が見つかりません"),
        (HEAD, None, "見出しの下に行がありません"),
        ("職員ID,氏名\na,x\n", "権限", "必要な列「権限」"),
        ("職員ID,氏名,権限,電話\na,x,閲覧のみ,1\n", "電話", "様式にない列"),
        (HEAD + "a,x,閲覧のみ,,,余分\n", None, "セルが6個"),
        (HEAD + 'a,"x,閲覧のみ,,\n', None, "引用符"),
    ],
)
def test_a_file_that_is_no_list_is_said(read: Read, text: str, column: str | None, said: str) -> None:
    found = read(text)
    assert (found.problems[0].column, found.people) == (column, ())
    assert said in found.problems[0].ja


def test_a_list_has_two_thousand_rows_at_most(read: Read) -> None:
    rows = [f"a{number},x,閲覧のみ,,\n" for number in range(MAX_ROWS + 1)]
    assert len(accounts(read(HEAD + "".join(rows[:-1])))) == MAX_ROWS
    problem = only(read(HEAD + "".join(rows)))
    assert problem.row == MAX_ROWS + 2
    assert "2,000行まで" in problem.ja


# Workbooks


def book(path: Path, rows: list[list[object]], merge: str = "") -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    workbook.save(path)
    return path


COLUMNS: list[object] = ["職員ID", "氏名", "権限", "部", "所管課"]


def test_a_workbook_is_read_with_numbers_as_staff_ids(tmp_path: Path) -> None:
    path = book(tmp_path / "list.xlsx", [COLUMNS, [12345, "田中", "所管課", "総務部", "税務課"]])
    assert accounts(read_staff(path, ORGANISATION, TODAY)) == [
        Account("12345", "田中", Role.EDITOR, (("総務部", "税務課"),))
    ]


def test_merged_cells_are_refused(tmp_path: Path) -> None:
    rows = [COLUMNS, ["a", "田中", "所管課", "総務部", "税務課"], [None, None, None, "総務部", "庶務課"]]
    found = read_staff(book(tmp_path / "list.xlsx", rows, "A2:A3"), ORGANISATION, TODAY)
    assert "結合" in found.problems[0].ja


def test_a_file_that_is_not_there_or_damaged_is_said(tmp_path: Path) -> None:
    (tmp_path / "damaged.xlsx").write_bytes(b"PK\x03\x04 nothing")
    for name in ("nowhere.csv", "damaged.xlsx"):
        assert len(read_staff(tmp_path / name, ORGANISATION, TODAY).problems) == 1


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_the_layout_that_is_offered_can_be_filled_in_and_read(tmp_path: Path, write: Callable[[Table], bytes]) -> None:
    table = replace(staff_template(), rows=[("0012345", "田中", "所管課", "総務部", "税務課")])
    path = tmp_path / "list"
    path.write_bytes(write(table))
    assert accounts(read_staff(path, ORGANISATION, TODAY))[0].login == "0012345"
    path.write_bytes(write(staff_template()))
    assert "見出しの下に行がありません" in only(read_staff(path, ORGANISATION, TODAY)).ja
