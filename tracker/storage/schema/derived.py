"""What is derived from the catalogue, so that SQL can add it up."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from tracker.domain.coverage import MEASURES
from tracker.storage.schema.columns import (
    metadata,
)

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
    PrimaryKeyConstraint("policy_id", "division_id", "theme", "step", "many_cases", "designated", "day"),
    Index("ix_coverage_changes_trend", "policy_id", "day", "known_cases", "online_cases"),
    sqlite_with_rowid=False,
)
"""Derived roll-up: by how much each cell's coverage changes on a day. Summed up to a day, it is the coverage.

SQLite keeps the rows in the order of the key, so that those of a cell are added up as they stand.
"""
