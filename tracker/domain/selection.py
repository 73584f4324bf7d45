"""Which procedures a list shows, and in which order. The database does the same; a test holds the two together."""

from dataclasses import dataclass
from enum import Enum

from tracker.domain.priority import Step
from tracker.domain.procedure import Theme
from tracker.domain.standing import Standing
from tracker.domain.status import OnlineStatus
from tracker.domain.text import search_key


class Order(Enum):
    """The orders of a list: the catalogue's own, 建制順 of the divisions, most cases first, by code, by priority."""

    CATALOGUE = "catalogue"
    DIVISION = "division"
    CASES = "cases"
    CODE = "code"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that must all hold; None and "" do not restrict. ``department`` and ``division`` are names.

    ``many_cases``: at least the threshold of cases a year.
    ``theme`` may be any of a procedure's themes. ``words``: every word must occur in the name or the code.
    ``to_do``: only what can still go online.
    """

    department: str | None = None
    division: str | None = None
    theme: Theme | None = None
    status: OnlineStatus | None = None
    step: Step | None = None
    counted: bool | None = None
    designated: bool | None = None
    many_cases: bool | None = None
    to_do: bool = False
    words: str = ""

    @property
    def search_words(self) -> tuple[str, ...]:
        """What to look for, each as a search key."""
        return tuple(key for word in self.words.split() if (key := search_key(word)))


def matches(standing: Standing, selection: Selection) -> bool:
    """Whether a procedure is in the selection."""
    procedure = standing.procedure
    key = search_key(f"{procedure.name} {procedure.code}")
    return (
        (selection.department is None or procedure.department == selection.department)
        and (selection.division is None or procedure.division == selection.division)
        and (selection.theme is None or selection.theme in procedure.themes)
        and (selection.status is None or standing.status is selection.status)
        and (selection.step is None or standing.verdict.step is selection.step)
        and (selection.counted is None or (standing.annual_cases is not None) == selection.counted)
        and (selection.designated is None or procedure.designated == selection.designated)
        and (selection.many_cases is None or standing.has_many_cases == selection.many_cases)
        and (not selection.to_do or standing.can_go_online)
        and all(word in key for word in selection.search_words)
    )
