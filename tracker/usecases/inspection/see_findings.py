"""データの点検: what is found in the data, division by division, and what people said of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor, Role
from tracker.domain.errors import NotThere
from tracker.domain.findings import Inspected, Severity, Wanted
from tracker.domain.fiscal import local_day
from tracker.domain.inspection import inspect
from tracker.domain.organisation import Organisation
from tracker.domain.policy import Policy, policy_on
from tracker.domain.procedure import Procedure, Unit
from tracker.storage import acknowledgements, organisation, policies
from tracker.storage.acknowledgements import Key
from tracker.storage.belonging import by_division
from tracker.storage.transactions import reading
from tracker.usecases.changing import kept_by
from tracker.usecases.inspection.as_seen import finding_as_seen


@dataclass(frozen=True, slots=True)
class Inspection:
    """The findings asked for, in 建制順, of all that the person may see. ``organisation``: with the divisions of these.

    ``open``: how many of all findings are not acknowledged, by severity. ``years``: the fiscal years that any is about.
    """

    items: tuple[Inspected, ...]
    open: Counter[Severity]
    years: tuple[int, ...]
    policy: Policy
    organisation: Organisation
    units: frozenset[Unit] | None


def see_findings(engine: Engine, actor: Actor, today: date, wanted: Wanted) -> Inspection:
    """Every finding for the DX team; for an editor those of their divisions. Raises ``NotThere`` for others."""
    units = units_of(actor)
    with reading(engine) as connection:
        policy = policy_on(policies.load(connection).values(), today)
        every = list(_inspected(connection, by_division(connection, units), policy, today))
        years = {item.finding.fiscal_year for item in every if item.finding.fiscal_year is not None}
        return Inspection(
            tuple(item for item in every if wanted.covers(item)),
            _open(every),
            tuple(sorted(years, reverse=True)),
            policy,
            organisation.load(connection),
            units,
        )


def open_findings(
    connection: Connection, catalogue: Iterable[Procedure], policy: Policy, today: date
) -> Counter[Severity]:
    """How many findings about a catalogue nobody has acknowledged, by severity."""
    return _open(_inspected(connection, catalogue, policy, today))


def units_of(actor: Actor) -> frozenset[Unit] | None:
    """The divisions of which somebody may see the findings; None for all. Raises ``NotThere`` for a viewer."""
    if actor.role is Role.DX:
        return None
    if actor.role is not Role.EDITOR:
        raise NotThere
    return actor.units


def _open(items: Iterable[Inspected]) -> Counter[Severity]:
    return Counter(item.finding.severity for item in items if item.acknowledged is None)


def _inspected(
    connection: Connection, catalogue: Iterable[Procedure], policy: Policy, today: date
) -> Iterator[Inspected]:
    said = acknowledgements.everything(connection)
    for procedure in catalogue:
        for finding in inspect(procedure, policy, today):
            yield Inspected(procedure, finding, said.get(acknowledgements.key_of(procedure, finding)))


def see_finding(engine: Engine, actor: Actor, key: Key) -> Inspected:
    """One finding as it stands. Raises ``NotThere`` for a procedure that is not this person's, and ``Outdated``."""
    units_of(actor)
    with reading(engine) as connection:
        procedure = kept_by(connection, actor, key.code)
        finding = finding_as_seen(connection, procedure, key, local_day(actor.at))
        said = acknowledgements.of_procedure(connection, procedure.code)
        return Inspected(procedure, finding, said.get(key))
