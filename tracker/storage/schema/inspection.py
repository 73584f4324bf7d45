"""データの点検: what people have looked at and said of a finding. The findings themselves are worked out."""

from sqlalchemy import Column, ForeignKey, PrimaryKeyConstraint, String, Table

from tracker.storage.schema.columns import Instant, metadata, text

acknowledgements = Table(
    "acknowledgements",
    metadata,
    Column("procedure_id", ForeignKey("procedures.id"), nullable=False),
    Column("finding", String(30), nullable=False),
    Column("seen", String(200), nullable=False),
    text("reason", 2000),
    Column("acknowledged_at", Instant, nullable=False),
    text("acknowledged_by", 200),
    PrimaryKeyConstraint("procedure_id", "finding", "seen"),
)
"""``seen``: the values that the finding was about; with others it is a new finding. Append-only but for taking back."""

kept_apart = Table(
    "kept_apart",
    metadata,
    Column("procedure_id", ForeignKey("procedures.id"), nullable=False),
    Column("other_id", ForeignKey("procedures.id"), nullable=False),
    Column("said_at", Instant, nullable=False),
    text("said_by", 200),
    PrimaryKeyConstraint("procedure_id", "other_id"),
)
"""Two procedures whose names are alike, but of which somebody said that they are two. The smaller id comes first."""
