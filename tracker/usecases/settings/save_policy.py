"""Store a new policy, or correct one: every figure that depends on it is computed anew in the same transaction."""

from typing import NamedTuple

from sqlalchemy import Connection, Engine

from tracker.domain.account import Actor
from tracker.domain.audit import About, Act, Action, Details, Kind
from tracker.domain.labels import day
from tracker.domain.policy import Policy
from tracker.domain.said_policy import differing, policy_subject, said_by_policy
from tracker.storage import audit, derivation, organisation, policies, procedures
from tracker.storage.transactions import reading, writing
from tracker.usecases.changing import check_unchanged
from tracker.usecases.settings.preview_policy import beside

POLICIES = About(Kind.POLICY, "policies")
"""All policies share one version: what one of them changes depends on the others."""


class Known(NamedTuple):
    """All policies, the earliest first, and their version."""

    policies: tuple[Policy, ...]
    version: int


def known_policies(engine: Engine) -> Known:
    """The policies as they are now."""
    with reading(engine) as connection:
        return Known(tuple(policies.load(connection).values()), audit.version_of(connection, POLICIES))


def save_policy(engine: Engine, actor: Actor, policy: Policy, seen: int, *, correcting: bool) -> None:
    """Store a policy. ``correcting``: in place of the one with the same first day, which must be there.

    ``seen`` is the version of the policies that the person saw. Raises ``Conflict`` and ``Refused``.
    """
    with writing(engine) as connection:
        check_unchanged(connection, POLICIES, seen)
        stored = policies.load(connection)
        beside(policy, stored.values(), correcting=correcting)
        if correcting:
            id_ = policies.id_on(stored, policy)
            before, after = _logged(stored[id_], policy)
            policies.change(connection, id_, policy)
        else:
            before, after = {}, {"適用開始日": day(policy.valid_from), **said_by_policy(policy)}
            id_ = policies.add(connection, policy)
        _derive(connection, id_, policy)
        subject = policy_subject(policy)
        audit.append(
            connection,
            Act(actor.at, actor.who, actor.origin, Action.EDIT_POLICY, subject, before, after, (POLICIES,)),
        )


def _logged(old: Policy, new: Policy) -> tuple[Details, Details]:
    changed = differing(old, new)
    return {item.heading: item.before for item in changed}, {item.heading: item.after for item in changed}


def _derive(connection: Connection, id_: int, policy: Policy) -> None:
    catalogue = procedures.numbered(connection)
    derivation.derive_policy(connection, id_, policy, catalogue, organisation.division_ids(connection))
