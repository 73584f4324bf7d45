"""The one text of a snapshot: the same snapshot always gives the same text, and the text gives the snapshot back.

JSON with sorted keys and a number of the format. Texts are kept for ever, so every format that was ever written stays
readable: a later format gets a number and a reader of its own.
"""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any

from tracker.domain.audit import canonical
from tracker.domain.fiscal import Period, Precision
from tracker.domain.organisation import Department, Division
from tracker.domain.policy import ExemptTreatment, PartialTreatment, Policy, Target
from tracker.domain.procedure import AnnualVolume, Plan, Procedure, ProcedureType, Theme, VolumeBasis
from tracker.domain.snapshot import Snapshot
from tracker.domain.status import OnBehalf, OnlineStatus, ReplyRoute, Scope, StatusRecord

FORMAT = 1

Json = dict[str, Any]


def write(snapshot: Snapshot) -> str:
    """The text of a snapshot."""
    return canonical({"format": FORMAT, "snapshot": _plain(snapshot)})


def read(text: str) -> Snapshot:
    """The snapshot of a text. Raises ``ValueError`` for a format that this version does not know."""
    found = json.loads(text)
    if found["format"] != FORMAT:
        raise ValueError(f"format {found['format']} of a snapshot is not known")
    snapshot: Json = found["snapshot"]
    return Snapshot(
        date.fromisoformat(snapshot["as_of"]),
        _policy(snapshot["policy"]),
        tuple(map(_department, snapshot["organisation"])),
        tuple(map(_procedure, snapshot["procedures"])),
    )


def _plain(value: Any) -> Any:
    """A value as JSON holds it: an object for each object of the domain, sets in order, moments in UTC."""
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(map(_plain, value))
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _policy(found: Json) -> Policy:
    return Policy(
        **found
        | {
            "valid_from": date.fromisoformat(found["valid_from"]),
            "themes": frozenset(map(Theme, found["themes"])),
            "step1": tuple(found["step1"]),
            "step2": tuple(found["step2"]),
            "targets": tuple(
                Target(Fraction(target["share"]), target["wording"], date.fromisoformat(target["due_on"]))
                for target in found["targets"]
            ),
            "partial": PartialTreatment(found["partial"]),
            "exempt": ExemptTreatment(found["exempt"]),
        }
    )


def _department(found: Json) -> Department:
    return Department(**_validity(found) | {"divisions": tuple(map(_division, found["divisions"]))})


def _division(found: Json) -> Division:
    return Division(**_validity(found))


def _validity(found: Json) -> Json:
    return found | {"valid_from": _day(found["valid_from"]), "valid_to": _day(found["valid_to"])}


def _procedure(found: Json) -> Procedure:
    planned = found["plan"]["planned_for"]
    shared_with = found["shared_with"]
    return Procedure(
        **found
        | {
            "active_from": date.fromisoformat(found["active_from"]),
            "abolished_on": _day(found["abolished_on"]),
            "themes": tuple(map(Theme, found["themes"])),
            "procedure_type": None if found["procedure_type"] is None else ProcedureType(found["procedure_type"]),
            "life_events": tuple(found["life_events"]),
            "national_lists": tuple(found["national_lists"]),
            "volumes": tuple(
                AnnualVolume(**volume | {"basis": VolumeBasis(volume["basis"])}) for volume in found["volumes"]
            ),
            "records": tuple(map(_record, found["records"])),
            "plan": Plan(
                planned and Period(date.fromisoformat(planned["first_day"]), Precision(planned["precision"])),
            ),
            "shared_with": shared_with and (shared_with[0], shared_with[1]),
        }
    )


def _record(found: Json) -> StatusRecord:
    """A record of a snapshot is confirmed, so it was neither taken back by its own words nor sent back."""
    return StatusRecord(
        **found
        | {
            "effective_on": _day(found["effective_on"]),
            "status": OnlineStatus(found["status"]),
            "scope": None if found["scope"] is None else Scope(found["scope"]),
            "channels": tuple(found["channels"]),
            "recorded_at": _moment(found["recorded_at"]),
            "confirmed_at": _moment(found["confirmed_at"]),
            "on_behalf": found["on_behalf"] and _on_behalf(found["on_behalf"]),
        }
    )


def _on_behalf(found: Json) -> OnBehalf:
    return OnBehalf(found["respondent"], ReplyRoute(found["route"]), date.fromisoformat(found["received_on"]))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
