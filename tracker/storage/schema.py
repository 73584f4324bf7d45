"""The tables. Status records are the truth; what is derived from them says so.

Codes are stored as their national or own code values, days as dates, instants in UTC.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from tracker.domain.coverage import MEASURES

HEAD_REVISION = "0002"
"""The migration that the code is written for. A test compares it with the migrations."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """A moment in UTC, always with its time zone in Python; SQLite stores it without."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Codes sort by code point on every engine, so that an order never depends on where the database runs.
CODE = String(64).with_variant(String(64, collation="C"), "postgresql")
CODE_KEY = Text().with_variant(Text(collation="C"), "postgresql")


def _text(name: str, length: int = 500) -> Column[Any]:
    return Column(name, String(length), nullable=False, server_default="")


catalogue_state = Table(
    "catalogue_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("baseline_on", Date, nullable=False),
    CheckConstraint("id = 1", name="single"),
)
"""One row. ``version`` goes up in every write transaction: what was computed from the same version is still true."""

policies = Table(
    "policies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("valid_from", Date, nullable=False, unique=True),
    Column("threshold", BigInteger, nullable=False),
    Column("themes", JSON, nullable=False),
    Column("designation_decides", Boolean, nullable=False),
    Column("step1_first", Integer, nullable=False),
    Column("step1_last", Integer, nullable=False),
    Column("step2_first", Integer, nullable=False),
    Column("step2_last", Integer, nullable=False),
    Column("step_fiscal_year", Integer, nullable=False),
    Column("base_fiscal_year", Integer, nullable=False),
    Column("targets", JSON, nullable=False),
    Column("partial", String(20), nullable=False),
    Column("exempt", String(20), nullable=False),
    Column("total_cases", BigInteger),
    _text("total_cases_source"),
)

departments = Table(
    "departments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", CODE, nullable=False, unique=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("position", Integer, nullable=False),
)

divisions = Table(
    "divisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("department_id", ForeignKey("departments.id"), nullable=False),
    Column("code", CODE, nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("position", Integer, nullable=False),
    UniqueConstraint("department_id", "name"),
)

procedures = Table(
    "procedures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", CODE, nullable=False),
    Column("code_key", CODE_KEY, nullable=False, unique=True),
    Column("name", String(500), nullable=False),
    Column("search_key", Text, nullable=False),
    Column("division_id", ForeignKey("divisions.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("procedure_type", String(8)),
    Column("life_events", JSON, nullable=False),
    Column("national_lists", JSON, nullable=False),
    Column("designated", Boolean, nullable=False),
    _text("legal_basis", 10_000),
    Column("active_from", Date, nullable=False),
    Column("abolished_on", Date),
    _text("source", 10_000),
    _text("note", 10_000),
    Column("planned_for", Date),
    Column("planned_precision", String(20)),
    Column("barrier", String(2)),
    _text("plan_comment", 10_000),
    CheckConstraint("abolished_on IS NULL OR abolished_on >= active_from", name="abolished_after_start"),
    Index("ix_procedures_position", "position", "id"),
    Index("ix_procedures_division", "division_id", "position", "id"),
    Index("ix_procedures_name", "division_id", "name"),
)

procedure_themes = Table(
    "procedure_themes",
    metadata,
    Column("procedure_id", ForeignKey("procedures.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("theme", String(30), nullable=False),
    PrimaryKeyConstraint("procedure_id", "position"),
    Index("ix_procedure_themes_theme", "theme", "procedure_id"),
)

annual_volumes = Table(
    "annual_volumes",
    metadata,
    Column("procedure_id", ForeignKey("procedures.id"), nullable=False),
    Column("fiscal_year", Integer, nullable=False),
    Column("annual_cases", BigInteger),
    Column("online_cases", BigInteger),
    Column("ceiling", BigInteger),
    Column("basis", String(20), nullable=False),
    _text("source"),
    PrimaryKeyConstraint("procedure_id", "fiscal_year"),
    CheckConstraint("annual_cases IS NULL OR ceiling IS NULL", name="ceiling_without_count"),
    CheckConstraint("annual_cases >= 0 AND online_cases >= 0 AND ceiling >= 0", name="not_negative"),
    CheckConstraint("online_cases <= annual_cases", name="online_within_all"),
)

status_records = Table(
    "status_records",
    metadata,
    Column("procedure_id", ForeignKey("procedures.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("effective_on", Date),
    Column("status", String(2)),
    Column("scope", Integer),
    Column("channels", JSON, nullable=False),
    _text("url", 2000),
    _text("note", 10_000),
    _text("reason", 2000),
    Column("recorded_at", Instant, nullable=False),
    _text("recorded_by", 200),
    Column("supersedes", Integer),
    PrimaryKeyConstraint("procedure_id", "number"),
    CheckConstraint("status IS NULL OR status IN ('1', '2', '3', '4', '5')", name="status"),
    CheckConstraint("status IS NOT NULL OR supersedes IS NOT NULL", name="withdrawal"),
)
"""Append-only: the database itself refuses to change or delete a row (triggers in the first migration)."""

status_confirmations = Table(
    "status_confirmations",
    metadata,
    Column("procedure_id", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("confirmed_at", Instant, nullable=False),
    _text("confirmed_by", 200),
    PrimaryKeyConstraint("procedure_id", "number"),
    ForeignKeyConstraint(
        ["procedure_id", "number"], ["status_records.procedure_id", "status_records.number"], name="fk_confirmed_record"
    ),
)
"""Who confirmed which record, and when. Append-only as well."""

status_intervals = Table(
    "status_intervals",
    metadata,
    Column("procedure_id", ForeignKey("procedures.id"), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("number", Integer, nullable=False),
    Column("status", String(2), nullable=False),
    Column("is_online", Boolean, nullable=False),
    Column("is_partly_online", Boolean, nullable=False),
    PrimaryKeyConstraint("procedure_id", "valid_from"),
    Index("ix_status_intervals_days", "valid_from", "valid_to"),
)
"""Derived: the confirmed record in force from ``valid_from`` up to but not including ``valid_to``."""

placements = Table(
    "placements",
    metadata,
    Column("policy_id", ForeignKey("policies.id"), nullable=False),
    Column("procedure_id", ForeignKey("procedures.id"), nullable=False),
    Column("step", String(10), nullable=False),
    Column("many_cases", Boolean, nullable=False),
    Column("cases", BigInteger),
    Column("order_cases", BigInteger, nullable=False),
    PrimaryKeyConstraint("policy_id", "procedure_id"),
    Index("ix_placements_order", "policy_id", "step", "order_cases", "procedure_id"),
    Index("ix_placements_cases", "policy_id", "order_cases", "procedure_id"),
)
"""Derived: what the rule of each policy says of a procedure, and its cases of that policy's base year.

``order_cases`` sorts most cases first and *not counted* last: minus the cases, or 1.
"""

coverage_changes = Table(
    "coverage_changes",
    metadata,
    Column("policy_id", ForeignKey("policies.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("division_id", ForeignKey("divisions.id"), nullable=False),
    Column("theme", String(30), nullable=False),
    Column("step", String(10), nullable=False),
    Column("many_cases", Boolean, nullable=False),
    Column("designated", Boolean, nullable=False),
    *(Column(measure, BigInteger, nullable=False) for measure in MEASURES),
    PrimaryKeyConstraint("policy_id", "day", "division_id", "theme", "step", "many_cases", "designated"),
)
"""Derived roll-up: by how much each cell's coverage changes on a day. Summed up to a day, it is the coverage."""

audit_log = Table(
    "audit_log",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("who", String(200), nullable=False),
    Column("origin", String(500), nullable=False),
    Column("action", String(100), nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)
"""操作履歴: one row for each change of state, chained by digests. Append-only."""

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    CheckConstraint("id = 1", name="single"),
)
"""One row: the last entry of the log, so that entries missing from its end are noticed."""
