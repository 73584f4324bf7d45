"""What a policy would change, before anything is stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from tracker.domain.account import Actor
from tracker.domain.errors import NotThere, Refused
from tracker.domain.fiscal import local_day
from tracker.domain.policy import Policy
from tracker.domain.policy_effect import Effect, cautions, comparison, effect
from tracker.domain.policy_rules import Finding, check
from tracker.storage import organisation, policies, procedures
from tracker.storage.transactions import reading


@dataclass(frozen=True, slots=True)
class Preview:
    """The figures by the policy that holds now and by the new one, as of a day, and what should be known before."""

    as_of: date
    effect: Effect
    cautions: tuple[Finding, ...]


def preview_policy(engine: Engine, actor: Actor, policy: Policy, *, correcting: bool) -> Preview:
    """The effect of a new policy, or of a correction of the one with the same first day. Refuses as saving would."""
    today = local_day(actor.at)
    with reading(engine) as connection:
        stored = list(policies.load(connection).values())
        others = beside(policy, stored, correcting=correcting)
        before, as_of = comparison(policy, stored, others, today)
        catalogue = list(procedures.everything(connection))
        found = effect(catalogue, organisation.load(connection), before, policy, as_of)
    return Preview(as_of, found, tuple(cautions(policy, others, found, today)))


def beside(policy: Policy, stored: Iterable[Policy], *, correcting: bool) -> list[Policy]:
    """The policies that a new or corrected one will stand beside. Raises ``Refused`` when it cannot be stored."""
    others = list(stored)
    if correcting:
        replaced = next((other for other in others if other.valid_from == policy.valid_from), None)
        if replaced is None:
            raise NotThere
        if replaced == policy:
            raise Refused(
                "登録されている内容と同じです。変える箇所を直してください。",
                "This is what is registered already. Change what is to be corrected.",
            )
        others.remove(replaced)
    check(policy, others)
    return others
