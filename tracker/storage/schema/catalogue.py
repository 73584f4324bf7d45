"""Organisation, policies, and the catalogue with everything stated about it. Status records are the truth.

Codes are stored as their national or own code values, days as dates, instants in UTC.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from tracker.storage.schema.columns import (
    CODE,
    CODE_KEY,
    Instant,
    metadata,
    on_behalf_columns,
    text,
)

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
    text("total_cases_source"),
)

departments = Table(
    "departments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", CODE, nullable=False, unique=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("position", Integer, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("successor_id", ForeignKey("departments.id")),
)
"""``valid_from`` None: from before the catalogue; ``valid_to``: the first day on which it is no more."""

divisions = Table(
    "divisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("department_id", ForeignKey("departments.id"), nullable=False),
    Column("code", CODE, nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("position", Integer, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("successor_id", ForeignKey("divisions.id")),
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
    text("legal_basis", 10_000),
    Column("active_from", Date, nullable=False),
    Column("abolished_on", Date),
    text("source", 10_000),
    text("note", 10_000),
    Column("planned_for", Date),
    Column("planned_precision", String(20)),
    Column("barrier", String(2)),
    text("plan_comment", 10_000),
    Column("second_division_id", ForeignKey("divisions.id")),
    Column("merged_into_id", ForeignKey("procedures.id")),
    Column("answered_at", Instant),
    text("answered_by", 200),
    *on_behalf_columns(),
    CheckConstraint("abolished_on IS NULL OR abolished_on >= active_from", name="abolished_after_start"),
    Index("ix_procedures_position", "position", "id"),
    Index("ix_procedures_division", "division_id", "position", "id"),
    Index("ix_procedures_name", "division_id", "name"),
    Index("ix_procedures_active", "active_from", "abolished_on"),
    Index("ix_procedures_designated", "designated"),
    # Of all procedures: an index of some would need the dialects of both engines, which take long to import.
    Index("ix_procedures_merged", "merged_into_id"),
)

procedure_moves = Table(
    "procedure_moves",
    metadata,
    Column("procedure_id", ForeignKey("procedures.id"), nullable=False),
    Column("moved_on", Date, nullable=False),
    Column("from_division_id", ForeignKey("divisions.id"), nullable=False),
    PrimaryKeyConstraint("procedure_id", "moved_on"),
)
"""The division in charge until ``moved_on``, back to the move before that. After the last it is the present one."""

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
    text("source"),
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
    text("url", 2000),
    text("note", 10_000),
    text("reason", 2000),
    Column("recorded_at", Instant, nullable=False),
    text("recorded_by", 200),
    Column("supersedes", Integer),
    *on_behalf_columns(),
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
    text("confirmed_by", 200),
    PrimaryKeyConstraint("procedure_id", "number"),
    ForeignKeyConstraint(
        ["procedure_id", "number"], ["status_records.procedure_id", "status_records.number"], name="fk_confirmed_record"
    ),
)
"""Who confirmed which record, and when. Append-only as well."""

status_returns = Table(
    "status_returns",
    metadata,
    Column("procedure_id", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("returned_at", Instant, nullable=False),
    text("returned_by", 200),
    text("comment", 2000),
    PrimaryKeyConstraint("procedure_id", "number"),
    ForeignKeyConstraint(
        ["procedure_id", "number"], ["status_records.procedure_id", "status_records.number"], name="fk_returned_record"
    ),
)
"""Who sent back which record, when and why. Append-only as well."""
