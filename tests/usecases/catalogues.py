"""A small catalogue with a past, and a database that holds it."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Engine, delete

from tests.build import procedure, record, unconfirmed, volume
from tests.strategies import ORGANISATION
from tracker.domain.policy import WARD_POLICY, PartialTreatment, Policy
from tracker.domain.procedure import Procedure, Theme
from tracker.domain.status import OnlineStatus, Scope
from tracker.storage import organisation, policies, saving
from tracker.storage.saving import Change
from tracker.storage.schema import departments, divisions
from tracker.storage.schema import policies as policy_rows
from tracker.storage.transactions import writing

LATER_POLICY = replace(
    WARD_POLICY,
    valid_from=date(2025, 4, 1),
    base_fiscal_year=2023,
    threshold=500,
    partial=PartialTreatment.COUNTED_WHOLE,
)


def dated() -> list[Procedure]:
    """Procedures that came online on different days, one of them abolished, two not counted, one exempt."""
    tax: dict[str, Any] = {"department": "総務部", "division": "税務課", "themes": (Theme.TAX,)}
    care: dict[str, Any] = {
        "department": "福祉部",
        "division": "介護保険課",
        "themes": (Theme.LONG_TERM_CARE, Theme.CHILD_REARING),
    }
    offline = record(1, None, OnlineStatus.NOT_IMPLEMENTED)
    partly = OnlineStatus.PARTIAL
    items = [
        procedure("K-001", 30_000, records=(offline, record(2, date(2024, 6, 15))), **tax),
        procedure("K-002", 20_000, records=(offline, unconfirmed(2, date(2024, 7, 1))), designated=True, **tax),
        procedure("K-003", 8_000, records=(record(1, date(2024, 9, 1), partly), record(2, date(2025, 2, 1))), **care),
        procedure("K-004", None, records=(record(1, date(2025, 6, 1), scope=Scope.BOOKING),), **care),
        procedure("K-005", None, volumes=(volume(None, ceiling=9_999),), online=True, **care),
        procedure("K-006", 0, designated=True, **care),
        procedure("K-007", 700, records=(record(channels=("conveni",)),), abolished_on=date(2025, 1, 1), **tax),
        procedure("K-008", 50_000, records=(record(1, None, OnlineStatus.EXEMPT),), legal_basis="法第1条", **tax),
        procedure("K-009", 12_000, records=(record(1, date(2025, 5, 1), partly, channels=("email", "logo_form")),)),
        procedure("K-010", 9_000),
    ]
    with_more = [replace(item, volumes=(*item.volumes, volume(900, 2023, online_cases=90))) for item in items]
    return [replace(item, position=number) for number, item in enumerate(with_more, 1)]


def hold(engine: Engine, catalogue: list[Procedure], *rules: Policy) -> None:
    """Store the catalogue under these policies, in an organisation of its own instead of the ward's."""
    with writing(engine) as connection:
        for table in (divisions, departments, policy_rows):
            connection.execute(delete(table))
        organisation.add_missing(connection, ORGANISATION)
        for rule in rules:
            policies.add(connection, rule)
        saving.save(connection, [Change(None, item) for item in catalogue], policies.load(connection))
