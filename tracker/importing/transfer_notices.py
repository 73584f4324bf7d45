"""What is said of a list of transfers that cannot be taken in."""

from collections.abc import Sequence

from tracker.domain.transfers import Kind
from tracker.importing.findings import Notice


def not_on_the_list(names: Sequence[str]) -> Notice:
    """A cell that may be empty, but names nothing that can be chosen."""
    return Notice(
        f"{'、'.join(f'「{name}」' for name in names)}のいずれかを入力するか、空欄にしてください。",
        f"Enter one of these, or leave it empty: {', '.join(names)}.",
    )


def another_kind(kind: Kind | None, row: int) -> Notice:
    """One person who both stays and leaves, say."""
    said = kind.value if kind else "空欄"
    return Notice(
        f"同じ職員IDの{row}行目では、区分が「{said}」です。どちらかにそろえてください。",
        f"In row {row} the same staff ID has the 区分 {said}. Make them agree.",
    )
