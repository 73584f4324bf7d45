"""The figures from events alone: the status records, read row by row, and nothing that is derived from them.

Written apart from the product on purpose: what both say is right, or wrong twice in the same way.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, text

from tracker.domain.policy import ExemptTreatment, Policy
from tracker.domain.progress import Group, Progress

EXEMPT = "3"
APPLICATION = 2
"""The scope from which the application itself is online."""


class Event(NamedTuple):
    """A confirmed statement: since which day which status holds. ``number``: the later statement wins."""

    day: str
    number: int
    status: str
    online: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of a procedure apart from its events. Days as ISO text."""

    department: str
    theme: str
    themes: frozenset[str]
    cases: int | None
    step_cases: int | None
    active_from: str
    abolished_on: str | None
    events: tuple[Event, ...]


class Figures(NamedTuple):
    """Of a group of procedures. Cases a year, of those that are counted."""

    procedures: int
    online_procedures: int
    cases: int
    online_cases: int


Breakdown = Mapping[str, Figures]


class Mismatch(Exception):
    """A figure of the product that differs from the one recomputed."""


def facts(connection: Connection, policy: Policy) -> list[Fact]:
    """Everything that the figures follow from. Data with channels or ceilings is not what this is for."""
    events = _events(connection)
    themes: dict[int, list[str]] = defaultdict(list)
    for id_, theme in connection.execute(text("SELECT procedure_id, theme FROM procedure_themes ORDER BY position")):
        themes[id_].append(theme)
    volumes = "SELECT procedure_id, fiscal_year, annual_cases FROM annual_volumes"
    cases = {(id_, year): count for id_, year, count in connection.execute(text(volumes))}
    rows = connection.execute(
        text(
            "SELECT p.id, d.name, p.active_from, p.abolished_on FROM procedures p "
            "JOIN divisions v ON v.id = p.division_id JOIN departments d ON d.id = v.department_id"
        )
    )
    return [
        Fact(
            department,
            themes[id_][0] if themes[id_] else "other",
            frozenset(themes[id_]),
            cases.get((id_, policy.base_fiscal_year)),
            cases.get((id_, policy.step_fiscal_year)),
            str(active_from),
            None if abolished_on is None else str(abolished_on),
            tuple(events[id_]),
        )
        for id_, department, active_from, abolished_on in rows
    ]


def _events(connection: Connection) -> dict[int, list[Event]]:
    rows = connection.execute(
        text(
            "SELECT r.procedure_id, r.number, r.effective_on, r.status, r.scope, r.channels, r.supersedes "
            "FROM status_records r JOIN status_confirmations c "
            "ON c.procedure_id = r.procedure_id AND c.number = r.number"
        )
    ).all()
    void = {(row.procedure_id, row.supersedes) for row in rows if row.supersedes is not None}
    found: dict[int, list[Event]] = defaultdict(list)
    for row in rows:
        if row.channels not in ("[]", []):
            raise Mismatch("channels are not recomputed here")
        if row.status is not None and (row.procedure_id, row.number) not in void:
            online = row.status == "1" and (row.scope is None or row.scope >= APPLICATION)
            found[row.procedure_id].append(Event(str(row.effective_on or ""), row.number, row.status, online))
    return found


def recomputed(found: Iterable[Fact], policy: Policy, day: date) -> dict[str, Breakdown]:
    """The figures of a day by department, theme and step, and as a whole."""
    sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    first_themes = {theme.value for theme in policy.themes}
    for fact in found:
        on = day.isoformat()
        if fact.active_from > on or (fact.abolished_on is not None and fact.abolished_on <= on):
            continue
        status, online = _in_force(fact, on)
        if status == EXEMPT and policy.exempt is ExemptTreatment.LEFT_OUT:
            continue
        step = _step(fact, policy.threshold, first_themes)
        for group in (("whole", ""), ("department", fact.department), ("theme", fact.theme), ("step", step)):
            sums[group].update(
                procedures=1,
                online_procedures=online,
                cases=fact.cases or 0,
                online_cases=(fact.cases or 0) if online else 0,
            )
    breakdowns: dict[str, dict[str, Figures]] = defaultdict(dict)
    for (breakdown, name), counted in sums.items():
        breakdowns[breakdown][name] = Figures(*(counted[field] for field in Figures._fields))
    return dict(breakdowns)


def _in_force(fact: Fact, on: str) -> tuple[str, bool]:
    begun = [event for event in fact.events if event.day <= on]
    if not begun:
        return "2", False
    last = max(begun, key=lambda event: (event.day, event.number))
    return last.status, last.online


def _step(fact: Fact, threshold: int, first_themes: set[str]) -> str:
    if fact.themes & first_themes or (fact.step_cases is not None and fact.step_cases >= threshold):
        return "1"
    return "undecided" if fact.step_cases is None else "2"


def shown(progress: Progress) -> dict[str, Breakdown]:
    """The same figures as the product says them."""
    breakdowns = {"department": progress.by_department(), "theme": progress.by_theme(), "step": progress.by_step()}
    found = {name: dict(_figures(groups)) for name, groups in breakdowns.items()}
    whole = Group("", "", progress.coverage)
    return {name: figures for name, figures in found.items() if figures} | {"whole": dict(_figures([whole]))}


def _figures(groups: Sequence[Group]) -> Iterator[tuple[str, Figures]]:
    for group in groups:
        found = group.coverage
        figures = Figures(found.procedures, found.online_procedures, found.known_cases, found.online_cases)
        if figures.procedures:
            yield group.name, figures


def compare(product: Mapping[str, Breakdown], events: Mapping[str, Breakdown]) -> None:
    """Raises ``Mismatch`` where any figure differs, to the case."""
    for breakdown in sorted({*product, *events}):
        ours, theirs = product.get(breakdown, {}), events.get(breakdown, {})
        for name in sorted({*ours, *theirs}):
            if ours.get(name) != theirs.get(name):
                raise Mismatch(f"{breakdown} {name}: the product says {ours.get(name)}, its events {theirs.get(name)}")
