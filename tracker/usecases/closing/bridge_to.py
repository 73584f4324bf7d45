"""前回確定からの動き: what has changed since the last closed month, and why."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from tracker.domain.bridge import Bridge, bridge
from tracker.domain.policy import policy_on
from tracker.domain.procedure import Procedure
from tracker.domain.snapshot import Snapshot, take
from tracker.storage import organisation, policies


def bridge_to(connection: Connection, before: Snapshot, catalogue: Sequence[Procedure], today: date) -> Bridge:
    """From a snapshot to the catalogue as it stands today. ``catalogue``: all of it, as this state has it."""
    policy = policy_on(policies.load(connection).values(), today)
    now = take(catalogue, policy, organisation.load(connection), today)
    return bridge(before, now, (item for item in catalogue if not item.is_active(today)))
