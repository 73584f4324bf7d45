"""The rule and target as dated data."""

from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from tracker.domain.policy import ExemptTreatment, PartialTreatment, Policy, Target
from tracker.domain.procedure import Theme
from tracker.storage.schema import policies


def load(connection: Connection) -> dict[int, Policy]:
    """Every policy by its id, the earliest first."""
    return {row.id: _policy(row) for row in connection.execute(select(policies).order_by(policies.c.valid_from))}


def id_on(known: dict[int, Policy], policy: Policy) -> int:
    """The id of a loaded policy."""
    return next(id_ for id_, candidate in known.items() if candidate.valid_from == policy.valid_from)


def add(connection: Connection, policy: Policy) -> int:
    """Store a policy and return its id. The figures derived from it are not computed here."""
    id_: int = connection.execute(insert(policies).values(_values(policy)).returning(policies.c.id)).scalar_one()
    return id_


def change(connection: Connection, id_: int, policy: Policy) -> None:
    """Store a policy in place of the one with this id. The figures derived from it are not computed here."""
    connection.execute(update(policies).where(policies.c.id == id_).values(_values(policy)))


def _values(policy: Policy) -> dict[str, Any]:
    return {
        "valid_from": policy.valid_from,
        "threshold": policy.threshold,
        "themes": sorted(theme.value for theme in policy.themes),
        "designation_decides": policy.designation_decides,
        "step1_first": policy.step1[0],
        "step1_last": policy.step1[1],
        "step2_first": policy.step2[0],
        "step2_last": policy.step2[1],
        "step_fiscal_year": policy.step_fiscal_year,
        "base_fiscal_year": policy.base_fiscal_year,
        "targets": [
            {"share": str(target.share), "wording": target.wording, "due_on": target.due_on.isoformat()}
            for target in policy.targets
        ],
        "partial": policy.partial.value,
        "exempt": policy.exempt.value,
        "total_cases": policy.total_cases,
        "total_cases_source": policy.total_cases_source,
    }


def _policy(row: Row[Any]) -> Policy:
    return Policy(
        valid_from=row.valid_from,
        threshold=row.threshold,
        themes=frozenset(map(Theme, row.themes)),
        step1=(row.step1_first, row.step1_last),
        step2=(row.step2_first, row.step2_last),
        step_fiscal_year=row.step_fiscal_year,
        base_fiscal_year=row.base_fiscal_year,
        targets=tuple(
            Target(Fraction(target["share"]), target["wording"], date.fromisoformat(target["due_on"]))
            for target in row.targets
        ),
        designation_decides=row.designation_decides,
        partial=PartialTreatment(row.partial),
        exempt=ExemptTreatment(row.exempt),
        total_cases=row.total_cases,
        total_cases_source=row.total_cases_source,
    )
