"""A 新旧対照表 to be filled in: the present organisation on both sides, so that only what changes is typed."""

from tracker.domain.organisation import Organisation
from tracker.domain.succession import HEADINGS
from tracker.exporting.table import Column, Table

_NOTES = (
    "現在の組織が、旧の欄と新の欄の両方に入っています。変わる課の新の部・新の課だけを直してください。"
    "直さない課と、削除した行の課は変わりません。",
    "改称：新の課を新しい名称に直します。部の名称が変わる場合は、その部の全ての課の新の部を直します。",
    "統合：統合する課の新の部・新の課に、同じ課を入力します。",
    "分割：旧の課の行を、新の課の数だけ並べます。移す手続の手続IDを、「、」で区切って入力します。1行だけは手続IDを空欄にし、"
    "残りの全ての手続を引き継ぐ課にします。",
    "別の部への移管：新の部を直します。",
    "廃止：新の部と新の課を空欄にします。手続がある課は廃止できません。引き継ぐ課を入力してください。",
    "新設：旧の部と旧の課を空欄にします。1つ上の行の課の次に並べます。",
)


def succession_template(organisation: Organisation) -> Table:
    """A row for each division. ``organisation``: as it is today. The headings are Japanese: the reader knows those."""
    rows = [
        (department.name, division.name, department.name, division.name, "", "")
        for department in organisation
        for division in department.divisions
    ]
    return Table("新旧対照表", tuple(Column(heading) for heading in HEADINGS), rows, "新旧対照表の様式", _NOTES)
