"""What is said of a list that cannot be taken in, whatever it is a list of."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.ended import said_of_ended
from tracker.domain.labels import day
from tracker.importing.findings import Notice
from tracker.importing.problem import shown

NO_ROWS = Notice("見出しの下に行がありません。", "There is no row below the headings.")
TOO_MANY_ROWS = Notice(
    "行が多すぎます。見出しを除いて2,000行までに分けてください。この行から下は読み取っていません。",
    "There are too many rows. Keep to 2,000 below the headings. From here on nothing was read.",
)
UNKNOWN = Notice(
    "様式にない列です。見出しを直すか、列を削除してください。",
    "The layout has no such column. Correct the heading, or delete the column.",
)
TWICE = Notice(
    "同じ見出しの列が2つあります。どちらかを削除してください。", "Two columns have this heading. Delete one."
)
NO_DIVISION = Notice(
    "入力されていません。権限が「所管課」の職員には、所管課を入力してください。",
    "This cell is empty. Somebody whose role is 所管課 needs a division.",
)
DEPARTMENT_ALONE = Notice(
    "部だけが入力されています。所管課も入力するか、部を空欄にしてください。",
    "Only the department is given. Enter the division too, or leave the department empty.",
)
NO_SUCH_DIVISION = Notice(
    "この部・所管課は登録されていません。名前を確かめるか、先に「組織・手続・基準の設定」で登録してください。",
    "There is no such division. Check the name, or add it in the settings first.",
)


def no_headings(headings: Sequence[str]) -> Notice:
    """A table without any of the headings."""
    listed = "".join(f"「{heading}」" for heading in headings)
    return Notice(
        f"見出しの行が見つかりません。1行目に{listed}の見出しを入れてください。"
        "文字が化けている場合は、「CSV UTF-8（コンマ区切り）」で保存し直してください。",
        f"There is no row of headings. Put {', '.join(headings)} into the first row. If the text looks garbled, "
        "save the file as “CSV UTF-8”.",
    )


def missing(heading: str) -> Notice:
    """A column that has to be there."""
    return Notice(
        f"必要な列「{heading}」がありません。見出しに「{heading}」の列を加えてください。",
        f"The required column “{heading}” is missing. Add it.",
    )


def ragged(found: int, expected: int) -> Notice:
    """A row that is longer or shorter than the headings."""
    return Notice(
        f"セルが{found}個あり、見出しの{expected}個と合いません。値がずれていないか、区切りや引用符を確かめてください。",
        f"There are {found} cells, but {expected} headings. Check the separators and quotation marks of this row.",
    )


def no_role(names: Sequence[str]) -> Notice:
    """A role that is none, or none at all."""
    return Notice(
        f"権限は、{'、'.join(f'「{name}」' for name in names)}のいずれかを入力してください。",
        f"Enter one of these roles: {', '.join(names)}.",
    )


def which_department(departments: Sequence[str]) -> Notice:
    """A division of another department than the one given, or of several."""
    listed = "、".join(f"「{shown(name)}」" for name in departments)
    if len(departments) == 1:
        return Notice(
            f"この所管課は{listed}にあります。部の名前を直すか、空欄にしてください。",
            f"This division belongs to {listed}. Correct the department, or leave it empty.",
        )
    return Notice(
        f"この所管課は、{listed}にそれぞれあります。部をそのいずれかにしてください。",
        f"There is a division of this name in each of {listed}. Enter one of these departments.",
    )


def ended(name: str, on: date, successor: str) -> Notice:
    """A division that is no more."""
    return Notice(*said_of_ended(name, on, successor))


def not_yet(name: str, on: date) -> Notice:
    """A division that is still to come."""
    return Notice(
        f"「{name}」は{day(on)}に設置されます。その日以後に取り込んでください。",
        f"“{name}” begins on {day(on, 'en')}. Take the list in on that day or later.",
    )


def another_name(name: str, row: int) -> Notice:
    """One staff ID with two names."""
    return Notice(
        f"同じ職員IDの{row}行目では、氏名が「{shown(name)}」です。職員IDか氏名を直してください。",
        f"In row {row} the same staff ID belongs to “{shown(name)}”. Correct the staff ID or the name.",
    )


def another_role(role: str, row: int) -> Notice:
    """One person with two roles."""
    return Notice(
        f"同じ職員IDの{row}行目では、権限が「{role}」です。どちらかにそろえてください。",
        f"In row {row} the same staff ID has the role {role}. Make them agree.",
    )


def repeated(row: int) -> Notice:
    """The same person with the same division again."""
    return Notice(
        f"{row}行目の職員が繰り返されています。2つ以上の課を担当する場合は、行ごとに異なる所管課を入力し、"
        "そうでなければ、この行を削除してください。",
        f"This repeats the person of row {row}. Somebody with several divisions has a row for each of them; otherwise "
        "delete this row.",
    )
