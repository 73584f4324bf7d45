"""Lists of transfers as personnel offices write them: what is read, and what is said of the rest."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.build import NOW, TODAY
from tracker.domain.account import Account, Role
from tracker.domain.organisation import Department, Division
from tracker.domain.transfers import TRANSFER_HEADINGS, Effect, Kind, Mover, change_of
from tracker.exporting.table import write_csv, write_xlsx
from tracker.exporting.transfers import transfer_tables
from tracker.importing.problem import Problem
from tracker.importing.transfers import TransferReading, read_transfers, transfer_rows

TAX, WELFARE = ("総務部", "税務課"), ("福祉部", "福祉課")
ORGANISATION = (
    Department("B01", "総務部", (Division("B01-01", "税務課"), Division("B01-02", "庶務課"))),
    Department(
        "B02",
        "福祉部",
        (
            Division("B02-01", "福祉課"),
            Division("B02-02", "庶務課"),
            Division("B02-03", "旧福祉課", valid_to=TODAY, successor="B02-01"),
        ),
    ),
)
HEAD = "職員ID,氏名,異動前の部,異動前の所管課,異動後の部,異動後の所管課,権限,区分\n"
Read = Callable[[str], TransferReading]


def read_file(path: Path) -> TransferReading:
    rows, problems = transfer_rows(path)
    found = read_transfers(rows, ORGANISATION, TODAY)
    return TransferReading(found.movers, (*problems, *found.problems))


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(text: str) -> TransferReading:
        path = tmp_path / "list.csv"
        path.write_text(text, "utf-8")
        return read_file(path)

    return reading


def movers(found: TransferReading) -> list[Mover]:
    assert found.problems == ()
    return list(found.movers)


def only(found: TransferReading) -> Problem:
    (problem,) = found.problems
    assert problem.ja.endswith("。")
    assert problem.en.endswith(".")
    return problem


def test_a_row_says_who_goes_where(read: Read) -> None:
    found = read(
        HEAD
        + "a,田中 太郎,総務部,税務課,福祉部,福祉課,,異動\n"
        + "b,山田 花子,,,総務部,税務課,所管課,転入・新任\n"
        + "c,鈴木 一郎,,税務課,,,,転出・退職\n"
        + "d,佐藤 二郎,,,,福祉課,,\n"
    )
    assert movers(found) == [
        Mover(2, "a", "田中 太郎", Kind.MOVE, None, (TAX,), (WELFARE,)),
        Mover(3, "b", "山田 花子", Kind.JOIN, Role.EDITOR, (), (TAX,)),
        Mover(4, "c", "鈴木 一郎", Kind.LEAVE, None, (("", "税務課"),), ()),
        Mover(5, "d", "佐藤 二郎", None, None, (), (WELFARE,)),
    ]


def test_several_rows_of_one_person_are_several_divisions(read: Read) -> None:
    found = read(HEAD + "a,x,総務部,税務課,総務部,税務課,,\nＡ,x,総務部,税務課,福祉部,福祉課,,\n")
    assert movers(found) == [Mover(2, "a", "x", None, None, (TAX,), (TAX, WELFARE))]


@pytest.mark.parametrize(("said", "kind"), [("退職", Kind.LEAVE), ("転入", Kind.JOIN), ("　新任 ", Kind.JOIN)])
def test_kinds_are_read_as_they_are_written(read: Read, said: str, kind: Kind) -> None:
    assert movers(read(f"{HEAD}a,x,,,,,,{said}\n"))[0].kind is kind


@pytest.mark.parametrize("mark", [",", "\t"])
def test_three_columns_are_enough_in_any_order(read: Read, mark: str) -> None:
    text = "異動後の所管課,氏名,職員ＩＤ\n税務課,x,a\n".replace(",", mark)
    assert movers(read(text)) == [Mover(2, "a", "x", after=(TAX,))]


@pytest.mark.parametrize(
    ("row", "column", "value", "said"),
    [
        ("a,x,,,総務部,ない課,,", "異動後の所管課", "ない課", "登録されていません"),
        ("a,x,,,,庶務課,,", "異動後の所管課", "庶務課", "「総務部」、「福祉部」にそれぞれ"),
        ("a,x,,,総務部,,,", "異動後の所管課", "", "部だけが"),
        ("a,x,総務部,,,税務課,,", "異動前の所管課", "", "部だけが"),
        ("a,x,,,福祉部,旧福祉課,,", "異動後の所管課", "旧福祉課", "「福祉部 福祉課」に引き継がれています"),
        ("a,x,,,,,管理者,", "権限", "管理者", "「DX推進担当」"),
        ("a,x,,,,,,休職", "区分", "休職", "「転出・退職」のいずれか"),
        (",x,,,,税務課,,", "職員ID", "", "職員IDを入力"),
        ("a,,,,,税務課,,", "氏名", "", "氏名を入力"),
    ],
)
def test_a_cell_that_is_wrong_is_named_with_what_to_do(
    read: Read, row: str, column: str, value: str, said: str
) -> None:
    problem = only(read(f"{HEAD}b,y,,,,税務課,,\n{row}\n"))
    assert (problem.row, problem.column, problem.value) == (3, column, value)
    assert said in problem.ja


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("a,別人,,,,福祉課,,", "氏名", "2行目では、氏名が「田中」"),
        ("a,田中,,,,福祉課,,異動", "区分", "2行目では、区分が「空欄」"),
        ("a,田中,,,,福祉課,閲覧のみ,", "権限", "2行目では、権限が「空欄」"),
        ("a,田中,,,,税務課,,", "職員ID", "2行目の職員が繰り返されています"),
        ("a,田中,,,,,,", "職員ID", "2行目の職員が繰り返されています"),
    ],
)
def test_rows_of_one_person_that_disagree_are_refused(read: Read, row: str, column: str, said: str) -> None:
    problem = only(read(f"{HEAD}a,田中,,,,税務課,,\n{row}\n"))
    assert (problem.row, problem.column) == (3, column)
    assert said in problem.ja


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("", None, "見出しの行が見つかりません"),
        (HEAD, None, "見出しの下に行がありません"),
        ("職員ID,氏名\na,x\n", "異動後の所管課", "必要な列"),
        ("職員ID,氏名,異動後の所管課,職名\na,x,税務課,主事\n", "職名", "様式にない列"),
        (HEAD + 'a,"x,,,,税務課,,\n', None, "引用符"),
    ],
)
def test_a_file_that_is_no_list_is_said(read: Read, text: str, column: str | None, said: str) -> None:
    found = read(text)
    assert (found.problems[0].column, found.movers) == (column, ())
    assert said in found.problems[0].ja


PEOPLE = [
    Account("0012345", "田中 太郎", Role.EDITOR, (TAX, WELFARE)),
    Account("dx", "山田 花子", Role.DX),
]


def test_the_layout_with_everybody_changes_nobody_until_it_is_edited(tmp_path: Path) -> None:
    tables = transfer_tables(ORGANISATION, PEOPLE)
    for name, content in (("list.xlsx", write_xlsx(*tables)), ("list.csv", write_csv(tables[0]))):
        path = tmp_path / name
        path.write_bytes(content)
        found = movers(read_file(path))
        effects = [
            change_of(mover, account, ORGANISATION, NOW).effect for mover, account in zip(found, PEOPLE, strict=True)
        ]
        assert effects == [Effect.UNCHANGED, Effect.UNCHANGED]
    book = openpyxl.load_workbook(tmp_path / "list.xlsx")
    book.worksheets[0]["F2"] = "庶務課"
    book.save(tmp_path / "edited.xlsx")
    assert movers(read_file(tmp_path / "edited.xlsx"))[0].after == (("総務部", "庶務課"), WELFARE)


def test_the_layout_offers_what_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(write_xlsx(*transfer_tables(ORGANISATION)))
    assert "見出しの下に行がありません" in only(read_file(path)).ja
    book = openpyxl.load_workbook(path)
    assert [sheet.title for sheet in book] == ["異動", "所管課の名称", "説明"]
    assert tuple(cell.value for cell in book.worksheets[0][1]) == TRANSFER_HEADINGS
    offered = {str(each.sqref): each.formula1 for each in book.worksheets[0].data_validations.dataValidation}
    assert offered == {
        "G2:G2001": '"DX推進担当,所管課,閲覧のみ"',
        "H2:H2001": '"異動,転入・新任,転出・退職"',
    }


def test_a_second_list_in_the_workbook_is_not_guessed_away(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(write_xlsx(*transfer_tables(ORGANISATION, PEOPLE)))
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book.worksheets[0])
    book.save(path)
    assert "見出しのあるシートが2枚あります" in only(read_file(path)).ja
