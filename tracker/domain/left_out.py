"""Why a procedure is in no part of a figure: said wherever the figure is broken down."""

from enum import Enum

from tracker.domain.figures import Figure
from tracker.domain.standing import Standing


class LeftOut(Enum):
    """Reasons for which a figure leaves a procedure out. ``vocabulary.name_of`` puts them in words."""

    OUT_OF_SCOPE = "out_of_scope"
    NOT_ONLINE = "not_online"
    NOT_COUNTED = "not_counted"
    USE_NOT_COUNTED = "use_not_counted"


_OF_ONLINE_PROCEDURES = frozenset({Figure.USAGE_ENABLED, Figure.CONVENIENCE})


def why_left_out(figure: Figure, standing: Standing) -> LeftOut:
    """The first reason that keeps a procedure, found in ``Breakdown.left_out``, from the figure's denominator."""
    if not standing.coverage.procedures:
        return LeftOut.OUT_OF_SCOPE
    if figure in _OF_ONLINE_PROCEDURES and not standing.is_online:
        return LeftOut.NOT_ONLINE
    if standing.annual_cases is None:
        return LeftOut.NOT_COUNTED
    return LeftOut.USE_NOT_COUNTED
