"""An empty list of staff, to be filled in and taken in."""

from tracker.domain.account import Role
from tracker.domain.staff import LIST_HEADINGS
from tracker.domain.vocabulary import name_of
from tracker.exporting.table import Column, Table

_NOTES = (
    "1人につき1行を入力してください。2つ以上の課を担当する職員は、同じ職員IDと氏名で、課ごとに1行ずつ入力してください。",
    f"権限には、{'、'.join(f'「{name_of(role)}」' for role in Role)}のいずれかを入力してください。",
    "部と所管課は、登録されている名前のとおりに入力してください。権限が「所管課」以外の職員は、空欄でもかまいません。",
    "登録済みの職員は入力しないでください。",
)


def staff_template() -> Table:
    """Headings without rows, and how to fill them in. The headings are Japanese: the reader of lists knows those."""
    return Table("職員", tuple(Column(heading) for heading in LIST_HEADINGS), (), "職員の一覧の様式", _NOTES)
