"""Whether a finding is still what a person saw of it."""

from datetime import date

from sqlalchemy import Connection

from tracker.domain.errors import Refused
from tracker.domain.findings import Finding
from tracker.domain.inspection import inspect
from tracker.domain.policy import policy_on
from tracker.domain.procedure import Procedure
from tracker.storage import policies
from tracker.storage.acknowledgements import Key, key_of


class Outdated(Refused):
    """What the person saw of a finding is no longer so."""


def finding_as_seen(connection: Connection, procedure: Procedure, key: Key, today: date) -> Finding:
    """The finding that a person saw. Raises ``Outdated`` where its values are others by now, or it is gone."""
    policy = policy_on(policies.load(connection).values(), today)
    for finding in inspect(procedure, policy, today):
        if key_of(procedure, finding) == key:
            return finding
    raise Outdated(
        "点検した値が変わったか、既に解消されています。最新の一覧を確かめてください。",
        "The values have changed meanwhile, or this has been put right. Look at the latest list.",
    )
