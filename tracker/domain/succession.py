"""新旧対照表: what a table of old and new divisions makes of the organisation, all of it on one day.

The table says what becomes of each division that it names; the others stay. What kind of change that is follows from
the rows: nobody types it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from tracker.domain.errors import Refused
from tracker.domain.organisation import Organisation, division_of
from tracker.domain.procedure import Unit

OLD_DEPARTMENT, OLD_DIVISION, NEW_DEPARTMENT, NEW_DIVISION = "旧の部", "旧の課", "新の部", "新の課"
CODES, NOTE = "手続ID", "備考"
TELLING = (OLD_DEPARTMENT, OLD_DIVISION, NEW_DEPARTMENT, NEW_DIVISION, CODES)
"""The columns that something follows from."""
HEADINGS = (*TELLING, NOTE)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table. ``old`` None: a new division; ``new`` None: one that is abolished.

    ``codes``: the procedures that go this way; none for all that the other rows of the old division leave.
    """

    row: int
    old: Unit | None
    new: Unit | None
    codes: tuple[str, ...] = ()


class Kind(Enum):
    """What becomes of a division."""

    RENAMED = "renamed"
    MERGED = "merged"
    DIVIDED = "divided"
    TRANSFERRED = "transferred"
    ABOLISHED = "abolished"
    NEW = "new"
    UNCHANGED = "unchanged"


class Outcome(NamedTuple):
    """What becomes of one division: of ``old``, None where it is new, there are now these."""

    kind: Kind
    old: Unit | None
    new: tuple[Unit, ...]


class Flaw(NamedTuple):
    """What is wrong with a row: the heading of its column, what was found there, and what to do in both languages."""

    row: int
    column: str
    found: str
    ja: str
    en: str


class WrongTable(Refused):
    """A table that cannot be carried out, with everything that is wrong with it."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        self.flaws = tuple(sorted(flaws, key=lambda flaw: (flaw.row, HEADINGS.index(flaw.column))))
        super().__init__(self.flaws[0].ja, self.flaws[0].en)


@dataclass(frozen=True)
class Successions:
    """The rows of a table, put together by division, beside the organisation that they change as of the day ``on``."""

    lines: tuple[Line, ...]
    organisation: Organisation
    on: date

    @cached_property
    def by_old(self) -> Mapping[Unit, Sequence[Line]]:
        """The rows of every division that the table names as an old one, in their order."""
        found: dict[Unit, list[Line]] = defaultdict(list)
        for line in self.lines:
            if line.old is not None:
                found[line.old].append(line)
        return dict(found)

    @cached_property
    def sources(self) -> Mapping[Unit, Sequence[Unit]]:
        """The old divisions of every new one. One that is there and stays is one of its own."""
        found: dict[Unit, dict[Unit, None]] = defaultdict(dict)
        for line in self.lines:
            if line.old is not None and line.new is not None:
                found[line.new][line.old] = None
                if self.is_open(line.new) and line.new not in self.leaving:
                    found[line.new][line.new] = None
        return {new: tuple(olds) for new, olds in found.items()}

    @cached_property
    def leaving(self) -> Mapping[Unit, Unit | None]:
        """The divisions that end, each with the one that carries on: the one that gets all that is left, else the
        first; None where nobody does.
        """
        return {old: self.rest_of(old) for old, lines in self.by_old.items() if all(line.new != old for line in lines)}

    def rest_of(self, old: Unit) -> Unit | None:
        """Where everything of a division goes that no row names by its code: itself where it is not named."""
        lines = self.by_old.get(old)
        if lines is None:
            return old
        whole = [line.new for line in lines if not line.codes]
        parts = [line.new for line in lines]
        return whole[0] if whole else old if old in parts else parts[0]

    def is_open(self, unit: Unit) -> bool:
        """Whether there is such a division now."""
        found = division_of(self.organisation, unit)
        return found is not None and found.is_open

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What becomes of every division that the table names, in the order of its rows."""
        found = {line.old or line.new: self._outcome(line) for line in self.lines}
        return tuple(found.values())

    def _outcome(self, line: Line) -> Outcome:
        if line.old is None:
            return Outcome(Kind.NEW, None, (line.new,) if line.new else ())
        new = tuple(dict.fromkeys(each.new for each in self.by_old[line.old] if each.new is not None))
        return Outcome(self._kind(line.old, new), line.old, new)

    def _kind(self, old: Unit, new: tuple[Unit, ...]) -> Kind:
        if not new:
            return Kind.ABOLISHED
        if len(new) > 1:
            return Kind.DIVIDED
        if len(self.sources[new[0]]) > 1:
            return Kind.MERGED
        if new[0] == old:
            return Kind.UNCHANGED
        return Kind.RENAMED if new[0][0] == old[0] else Kind.TRANSFERRED
