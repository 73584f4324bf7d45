"""A reorganisation on 令和8年4月1日 as its 新旧対照表 tells it: of every kind, over the ward's own divisions."""

from collections.abc import Iterable, Sequence
from datetime import date

from tracker.domain.progress import Progress
from tracker.domain.succession import HEADINGS
from tracker.importing.lists import ListRow

APRIL = date(2026, 4, 1)
MARCH_END = date(2026, 3, 31)
TABLE = (
    ("福祉部", "国保年金課", "福祉部", "国民健康保険課"),  # 改称
    ("福祉部", "介護保険課", "福祉部", "介護保険課"),  # 変更なし
    ("総務部", "税務課", "総務部", "納税課"),  # 統合
    ("総務部", "収納対策課", "総務部", "納税課"),
    ("地域振興部", "戸籍住民課", "地域振興部", "戸籍課", "K-009、K-023 k-010"),  # 分割
    ("地域振興部", "戸籍住民課", "地域振興部", "住民課"),
    ("政策経営部", "特命担当課", "", ""),  # 廃止
    ("都市整備部", "道路管理課", "施設部", "道路管理課"),  # 部の変更
)
SPECIAL = ("政策経営部", "特命担当課")
"""Without procedures: the ward has no such division, so that a test has to create it."""
RENAMED = {
    ("福祉部", "国保年金課"): ("福祉部", "国民健康保険課"),
    ("総務部", "税務課"): ("総務部", "納税課"),
    ("総務部", "収納対策課"): ("総務部", "納税課"),
    ("地域振興部", "戸籍住民課"): ("地域振興部", "住民課"),
    ("都市整備部", "道路管理課"): ("施設部", "道路管理課"),
}
OF_FAMILY_REGISTER = ("K-009", "K-010", "K-023")


def table(rows: Iterable[Sequence[str]]) -> list[ListRow]:
    """Rows as a file has them below its headings; what is missing at the end is empty."""
    return [
        ListRow(number, dict(zip(HEADINGS, [*cells, *[""] * (len(HEADINGS) - len(cells))], strict=True)))
        for number, cells in enumerate(rows, 2)
    ]


def by_division(progress: Progress) -> dict[tuple[str, str], int]:
    """How many procedures each division has; those that have none are left out."""
    departments = {unit.code: item.name for item in progress.organisation for unit in item.divisions}
    return {
        (departments[group.code], group.name): group.coverage.procedures
        for group in progress.by_division()
        if group.coverage.procedures
    }
