"""A list of transfers to be filled in: empty, or with everybody who is registered."""

from collections.abc import Iterable

from tracker.domain.account import Account, Role
from tracker.domain.organisation import Organisation
from tracker.domain.staff import ROLE
from tracker.domain.transfers import KIND, TRANSFER_HEADINGS
from tracker.domain.transfers import Kind as Transfer
from tracker.domain.vocabulary import name_of
from tracker.exporting.table import Cell, Column, Table

_CHOICES = {ROLE: tuple(name_of(role) for role in Role), KIND: tuple(kind.value for kind in Transfer)}
_EMPTY = ("1人につき1行を入力してください。",)
_FILLED = (
    "登録済みの職員が入っています。直さない行の職員は変わりません。",
    "異動する職員の、異動後の部と所管課だけを直してください。",
)
_NOTES = (
    "2つ以上の課を担当する職員は、同じ職員IDと氏名で、異動後の課ごとに1行ずつ入力してください。",
    "一覧に載せた職員の、行のない課の担当は外れます。",
    "部と所管課は、「所管課の名称」のシートにある名前のとおりに入力してください。",
    "異動前の部と所管課は、空欄でもかまいません。入力すると、登録と合っているかを確かめます。",
    "権限を空欄にすると、今の権限のままです。新しく登録する、所管課のある職員は「所管課」になります。",
    "区分は、空欄でもかまいません。登録のない職員IDは、新しく登録します。",
    f"利用を停止する職員は、区分を「{Transfer.LEAVE.value}」とし、異動後の部と所管課を空欄にしてください。",
)


def transfer_tables(organisation: Organisation, people: Iterable[Account] = ()) -> list[Table]:
    """The list, and the names of the divisions. ``organisation``: as it is today; ``people``: who is on the list."""
    rows = [row for account in people for row in _rows(account)]
    columns = tuple(Column(heading, choices=_CHOICES.get(heading, ())) for heading in TRANSFER_HEADINGS)
    notes = (*(_FILLED if rows else _EMPTY), *_NOTES)
    units = [(department.name, division.name) for department in organisation for division in department.divisions]
    return [
        Table("異動", columns, rows, "異動の一覧の様式", notes),
        Table("所管課の名称", (Column("部"), Column("所管課")), units),
    ]


def _rows(account: Account) -> Iterable[tuple[Cell, ...]]:
    for unit in account.units or (("", ""),):
        yield (account.login, account.name, *unit, *unit, name_of(account.role), "")
