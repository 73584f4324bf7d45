"""The activity log."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from tracker.storage.schema.columns import (
    CODE_KEY,
    Instant,
    metadata,
)

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
    Index("ix_audit_log_action", "action", "number"),
    Index("ix_audit_log_at", "at"),
    Index("ix_audit_log_who", "who", "number"),
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

audit_subjects = Table(
    "audit_subjects",
    metadata,
    Column("kind", String(20), nullable=False),
    Column("key", CODE_KEY, nullable=False),
    Column("number", ForeignKey("audit_log.number"), nullable=False),
    PrimaryKeyConstraint("kind", "key", "number"),
)
"""Which entries of the log are about what. The last number about a thing is its version."""
