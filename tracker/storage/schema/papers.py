"""Monthly papers: what people add to them, those made so far, those kept for ever, and what the public may read."""

from sqlalchemy import Column, Date, Integer, LargeBinary, PrimaryKeyConstraint, String, Table, Text

from tracker.storage.schema.columns import Instant, metadata, text

paper_drafts = Table(
    "paper_drafts",
    metadata,
    Column("month", Date, nullable=False),
    Column("paper", String(20), nullable=False),
    text("committee", 100),
    text("paper_number", 100),
    text("document_number", 100),
    text("dated", 100),
    text("office", 100),
    text("approved_on", 100),
    Column("digits", String(20), nullable=False),
    Column("compared_with", Date),
    Column("wordings", Text, nullable=False),
    PrimaryKeyConstraint("month", "paper"),
)
"""The title block of a paper and the sentences that an officer wrote, as JSON by the key of the sentence."""

month_proposals = Table(
    "month_proposals",
    metadata,
    Column("month", Date, primary_key=True),
    Column("proposed_at", Instant, nullable=False),
    text("proposed_by", 200),
    Column("sha256", String(64), nullable=False),
)
"""（案）: months whose papers go round for approval, with the digest of what they said."""

closed_papers = Table(
    "closed_papers",
    metadata,
    Column("month", Date, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("paper", String(20), nullable=False),
    Column("format", String(10), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),
    PrimaryKeyConstraint("month", "edition", "paper", "format"),
)
"""The papers of closed months, byte for byte. Append-only."""

month_releases = Table(
    "month_releases",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("month", Date, nullable=False),
    Column("edition", Integer),
    Column("released_on", Date, nullable=False),
    Column("released_at", Instant, nullable=False),
    text("released_by", 200),
)
"""公表: which edition of a month the public may read; the last row of a month holds. Append-only."""

made_papers = Table(
    "made_papers",
    metadata,
    Column("month", Date, nullable=False),
    Column("paper", String(20), nullable=False),
    Column("format", String(10), nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("month", "paper", "format"),
)
"""Papers of months that are not closed, as last made; made again at any time."""

makings = Table(
    "makings",
    metadata,
    Column("month", Date, primary_key=True),
    Column("started_at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("finished_at", Instant),
    text("failure", 500),
)
"""How far the making of a month's papers has come, and from which version of the catalogue they are."""
