"""Naming the sheets of a workbook in a sentence."""

from collections.abc import Sequence

from tracker.importing.problem import shown

_MOST = 20


def listed(names: Sequence[str]) -> str:
    """「件数」「台帳」 and, of many, the first ones."""
    return "".join(f"「{shown(name)}」" for name in names[:_MOST]) + ("など" if len(names) > _MOST else "")
