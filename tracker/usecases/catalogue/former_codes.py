"""旧ID: what was united with another procedure leads to that one, in lists, on its sheet, and in files."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from tracker.domain.former import Former, found_by
from tracker.domain.procedure import Procedure
from tracker.domain.text import search_key
from tracker.storage import former

FormerCodes = dict[str, tuple[Former, ...]]
"""By the code of the one that stays: the former codes because of which it was found."""


def found_by_former(
    connection: Connection, ids: Sequence[int], found: Iterable[Procedure], words: Sequence[str]
) -> FormerCodes:
    """Why a search found procedures whose own names and codes do not have all the words. ``ids``: theirs, in order."""
    if not words:
        return {}
    united = former.united_with(connection, ids)
    return {
        item.code: because
        for id_, item in zip(ids, found, strict=True)
        if id_ in united and (because := found_by(search_key(f"{item.name} {item.code}"), united[id_].values(), words))
    }
